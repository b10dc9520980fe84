import type { TerminalSize, TerminalSource } from '../../preload/contract/terminals.ts'
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { currentSettings, saveSettings } from '../api/settings.ts'
import {
  activatePane,
  activateTab,
  activeTabOf,
  addSplit,
  addTab,
  findSession,
  setPaneSession,
  takeClosed,
  takePane,
  useDock,
} from './dock-state.ts'
import { panesOf, type Split } from './dock-tree.ts'

/** Before a pane has been laid out; the view sends its true size at once. */
const FIRST_SIZE: TerminalSize = { columns: 100, rows: 24 }

export function setDockOpen(open: boolean): void {
  const { dock } = currentSettings()
  if (dock.open === open) return
  void saveSettings({ dock: { ...dock, open } }).catch(() => {
    // Not remembered while the link is down; shown all the same.
  })
}

export function toggleDock(): void {
  setDockOpen(!currentSettings().dock.open)
}

/** Opens a session in a new tab of the dock and shows it; a failure is shown in the tab, with the way to try again. */
export async function openTerminal(source: TerminalSource, name: string | null = null): Promise<void> {
  setDockOpen(true)
  await startPane(addTab(source, null, name), source)
}

/** Opens the same source once more beside the active pane. */
export async function splitTerminal(direction: Split['direction']): Promise<void> {
  const tab = activeTabOf(useDock.getState())
  const source = tab && panesOf(tab.root).find(({ id }) => id === tab.activePane)?.source
  if (!source) return
  const pane = addSplit(direction, source)
  if (pane) await startPane(pane, source)
}

/** Asks main for the pane's session; also "try again" after a failure. */
export async function startPane(pane: string, source: TerminalSource): Promise<void> {
  try {
    setPaneSession(pane, await api.terminals.open({ source, size: FIRST_SIZE }))
  } catch (error) {
    setPaneSession(pane, { error: toExplained(error) })
  }
}

/** Brings a session of the list to the front, in its tab or a new one. */
export function showTerminal(terminal: string, source: TerminalSource): void {
  setDockOpen(true)
  const found = findSession(terminal)
  if (!found) {
    addTab(source, terminal)
    return
  }
  activateTab(found.tab.id)
  activatePane(found.tab.id, found.pane.id)
}

/** Closes a pane and its session: shells end, an attached container is let go and runs on. */
export async function closePane(id: string): Promise<void> {
  const pane = takePane(id)
  if (!pane?.terminal) return
  try {
    await api.terminals.close({ terminal: pane.terminal })
  } catch {
    // Already gone.
  }
}

export async function closeTab(id: string): Promise<void> {
  const tab = useDock.getState().tabs.find((each) => each.id === id)
  if (tab) for (const pane of panesOf(tab.root)) await closePane(pane.id)
}

/** Ctrl+Shift+T. */
export async function reopenClosed(): Promise<void> {
  const closed = takeClosed()
  if (closed) await openTerminal(closed.source, closed.name)
}
