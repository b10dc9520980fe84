/** What the terminal itself does with a key instead of sending it to the program. */
export type TerminalKeyAction =
  | 'copy'
  | 'paste'
  | 'select-all'
  | 'find'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'leave'
  /** Not the program's and not ours: the window or the dock handles it. */
  | 'pass'

export interface KeyLike {
  type: string
  key: string
  code: string
  ctrlKey: boolean
  shiftKey: boolean
  altKey: boolean
  metaKey: boolean
}

/**
 * Windows' habits (Windows Terminal's default keys): Ctrl+C copies a selection and else interrupts, Ctrl+V pastes.
 * Null: the key goes to the program.
 */
export function terminalKey(event: KeyLike, hasSelection: boolean): TerminalKeyAction | null {
  if (event.metaKey) return null
  const { ctrlKey: ctrl, shiftKey: shift, altKey: alt, code } = event
  if (!ctrl && !alt) {
    if (event.key === 'F6') return 'leave'
    if (shift && event.key === 'Insert') return 'paste'
    return null
  }
  // AltGr arrives as Ctrl+Alt: those characters belong to the program. Ctrl+Alt+digit chooses a tab.
  if (ctrl && alt) return /^Digit[1-9]$/.test(code) && /^[1-9]$/.test(event.key) ? 'pass' : null
  if (alt) return shift && /^(Equal|Minus|NumpadAdd|NumpadSubtract)$/.test(code) ? 'pass' : null
  if (event.key === 'Tab' || event.key === 'PageUp' || event.key === 'PageDown' || event.key === '`') return 'pass'
  if (code === 'Backquote') return 'pass'
  if (code === 'Insert') return hasSelection ? 'copy' : null
  return shift ? controlShift(code) : control(code, hasSelection)
}

function control(code: string, hasSelection: boolean): TerminalKeyAction | null {
  if (code === 'KeyC') return hasSelection ? 'copy' : null
  if (code === 'KeyV') return 'paste'
  if (code === 'KeyF') return 'find'
  if (code === 'Equal' || code === 'NumpadAdd') return 'zoom-in'
  if (code === 'Minus' || code === 'NumpadSubtract') return 'zoom-out'
  if (code === 'Digit0' || code === 'Numpad0') return 'zoom-reset'
  return null
}

function controlShift(code: string): TerminalKeyAction | null {
  if (code === 'KeyC') return 'copy'
  if (code === 'KeyV') return 'paste'
  if (code === 'KeyA') return 'select-all'
  if (code === 'KeyF') return 'find'
  // Ctrl+Plus is Ctrl+Shift+Equal on many keyboards.
  if (code === 'Equal') return 'zoom-in'
  // Palette, reopen, new, close: the window's and the dock's.
  if (code === 'KeyP' || code === 'KeyT' || code === 'KeyN' || code === 'KeyW' || code === 'KeyD') return 'pass'
  return null
}
