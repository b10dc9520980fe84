export type DockKey =
  | { kind: 'toggle' | 'new' | 'reopen' | 'close-pane' | 'split-right' | 'split-down' }
  | { kind: 'step-tab'; step: number }
  | { kind: 'step-pane'; step: number }
  | { kind: 'tab'; index: number }

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

/** Keys of the dock, as in Windows Terminal. `inside`: the keyboard is in the dock; outside only a few of them count. */
export function dockKey(event: Key, inside: boolean): DockKey | null {
  const { ctrlKey: ctrl, shiftKey: shift, altKey: alt, code } = event
  if (event.metaKey) return null
  if (ctrl && !alt && !shift && code === 'Backquote') return { kind: 'toggle' }
  if (ctrl && shift && !alt && code === 'KeyN') return { kind: 'new' }
  if (ctrl && shift && !alt && code === 'KeyT') return { kind: 'reopen' }
  if (!inside) return null
  if (ctrl && !alt && event.key === 'Tab') return { kind: 'step-tab', step: shift ? -1 : 1 }
  if (ctrl && !alt && !shift && code === 'PageDown') return { kind: 'step-tab', step: 1 }
  if (ctrl && !alt && !shift && code === 'PageUp') return { kind: 'step-tab', step: -1 }
  if (ctrl && shift && !alt && code === 'PageDown') return { kind: 'step-pane', step: 1 }
  if (ctrl && shift && !alt && code === 'PageUp') return { kind: 'step-pane', step: -1 }
  if (ctrl && shift && !alt && code === 'KeyW') return { kind: 'close-pane' }
  if (ctrl && alt && !shift && /^Digit[1-9]$/.test(code)) return { kind: 'tab', index: Number(code.at(-1)) - 1 }
  if (alt && shift && !ctrl && (code === 'Equal' || code === 'NumpadAdd')) return { kind: 'split-right' }
  if (alt && shift && !ctrl && (code === 'Minus' || code === 'NumpadSubtract')) return { kind: 'split-down' }
  return null
}
