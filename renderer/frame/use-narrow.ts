import { useSyncExternalStore } from 'react'

/** Below this width (200 % zoom of a 1440 px window is 720) labels give way to icons. */
const NARROW = '(max-width: 860px)'

/** True while the window is narrower than that; a page with less room may name a media query of its own. */
export function useNarrow(query = NARROW): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
