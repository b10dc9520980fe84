import { useEffect } from 'react'
import { create } from 'zustand'
import { currentSettings } from '../api/settings.ts'
import { type DockKey, dockKey } from './dock-key.ts'
import { activateTab, activeTabOf, stepPane, stepTab, useDock } from './dock-state.ts'
import { closePane, reopenClosed, setDockOpen, splitTerminal, toggleDock } from './open-terminal.ts'

/** Whether the menu "New terminal" is open; its keys open it from anywhere. */
export const useNewTerminalMenu = create<{ open: boolean }>(() => ({ open: false }))

export function openNewTerminalMenu(): void {
  useNewTerminalMenu.setState({ open: true })
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
