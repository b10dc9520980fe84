import { useEffect, useState } from 'react'

/** Gives the focus back to what had it when a dialog or drawer was mounted, once that is gone. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // In the next frame the surface is out of the page; who took the focus meanwhile keeps it.
      requestAnimationFrame(() => {
        const now = document.activeElement
        const isFree = now === null || now === document.body || now.hasAttribute('data-tabster-dummy')
        if (!isFree) return
        const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body
        // A menu that opened it is gone with its items: then the page's list.
        const target = isThere ? before : document.querySelector<HTMLElement>('[role="grid"]')
        target?.focus({ preventScroll: true })
      })
    },
    [before],
  )
}
