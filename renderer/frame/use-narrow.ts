import { useSyncExternalStore } from 'react'

/** Below this width (200 % zoom of a 1440 px window is 720) labels give way to icons. */
const NARROW = '(max-width: 860px)'

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(NARROW)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(NARROW).matches,
  )
}
