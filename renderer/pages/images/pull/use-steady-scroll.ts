import { type RefObject, useEffect } from 'react'

/**
 * Keeps what is below `above` where it is seen, while `above` grows or shrinks: the scroller follows. For a list whose
 * choice makes text appear over it; only while the focus is within `held`.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLElement | null>,
  above: RefObject<HTMLElement | null>,
  held: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const part = above.current
    if (!part) return
    let before = part.offsetHeight
    const observer = new ResizeObserver(() => {
      const grown = part.offsetHeight - before
      before = part.offsetHeight
      if (grown !== 0 && held.current?.contains(document.activeElement)) scroller.current?.scrollBy(0, grown)
    })
    observer.observe(part)
    return () => observer.disconnect()
  }, [scroller, above, held])
}
