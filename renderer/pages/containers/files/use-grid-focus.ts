import { type RefObject, useEffect, useRef } from 'react'

/**
 * The list of a folder makes way for its reading and for the editor: the keyboard goes back to it when it is there
 * again. Answers what is called before the list goes; `ready`: the folder's entries are there.
 */
export function useGridFocus(section: RefObject<HTMLElement | null>, ready: boolean): (always?: boolean) => void {
  const wanted = useRef(false)
  useEffect(() => {
    if (!ready || !wanted.current) return
    wanted.current = false
    const of = section.current
    // An empty folder has no list; its place in the way is what can be gone on from.
    const target =
      of?.querySelector<HTMLElement>('[role="grid"]') ?? of?.querySelector<HTMLElement>('nav [aria-current]')
    target?.focus({ preventScroll: true })
  }, [ready, section])
  return (always = false) => {
    wanted.current = always || Boolean(section.current?.contains(document.activeElement))
  }
}
