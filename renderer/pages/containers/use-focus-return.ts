import { useMemo } from 'react'

/** Gives the keyboard back to the list; also where a menu that opened a dialog is gone with its items. */
export function focusList(): void {
  // After Fluent has let go of the focus it held in the dialog or menu.
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
  })
}

/** Dialogs here open from keys and menus, which Fluent knows no trigger of: the focus goes back to where it was. */
export function useFocusReturn(): { remember: () => void; restore: () => void } {
  return useMemo(() => {
    let before: Element | null = null
    return {
      remember: () => {
        before = document.activeElement
      },
      restore: () => {
        const target = before
        setTimeout(() => {
          const isBack = target instanceof HTMLElement && target.isConnected && !target.closest('[role="menu"]')
          if (isBack && target !== document.body) target.focus({ preventScroll: true })
          else focusList()
        })
      },
    }
  }, [])
}
