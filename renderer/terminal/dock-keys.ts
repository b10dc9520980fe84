import { useEffect } from 'react'
import { create } from 'zustand'
import { currentSettings } from '../api/settings.ts'
import { activateTab, activeTabOf, stepPane, stepTab, useDock } from './dock-state.ts'
import { closePane, reopenClosed, setDockOpen, splitTerminal, toggleDock } from './open-terminal.ts'

/** Whether the menu "New terminal" is open; its keys open it from anywhere. */
export const useNewTerminalMenu = create<{ open: boolean }>(() => ({ open: false }))

export function openNewTerminalMenu(): void {
  useNewTerminalMenu.setState({ open: true })
}

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

function carryOut(key: DockKey): void {
  if (key.kind === 'toggle') toggleDock()
  else if (key.kind === 'new') {
    setDockOpen(true)
    openNewTerminalMenu()
  } else if (key.kind === 'reopen') void reopenClosed()
  else if (key.kind === 'split-right') void splitTerminal('row')
  else if (key.kind === 'split-down') void splitTerminal('column')
  else if (key.kind === 'step-tab') stepTab(key.step)
  else if (key.kind === 'step-pane') stepPane(key.step)
  else if (key.kind === 'tab') {
    const tab = useDock.getState().tabs[key.index]
    if (tab) activateTab(tab.id)
  } else {
    const tab = activeTabOf(useDock.getState())
    if (tab && currentSettings().dock.open) void closePane(tab.activePane)
  }
}

/** Listens for the dock's keys, before anything else of the page sees them. */
export function useDockKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const inside = event.target instanceof Element && event.target.closest('[data-dock]') !== null
      const key = dockKey(event, inside)
      if (!key) return
      event.preventDefault()
      event.stopPropagation()
      carryOut(key)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])
}
