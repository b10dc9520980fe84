import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Explained } from '../../preload/contract/explained.ts'
import type { TerminalSource } from '../../preload/contract/terminals.ts'
import {
  mapPanes,
  type Pane,
  type PaneTree,
  panesOf,
  removePane,
  type Split,
  setRatio,
  splitPane,
} from './dock-tree.ts'

export interface DockTab {
  id: string
  /** Given by the person; null shows the session's own title. */
  name: string | null
  root: PaneTree
  activePane: string
}

/** A tab that was closed, as it can be opened again. */
interface ClosedTab {
  name: string | null
  source: TerminalSource
}

interface Dock {
  tabs: DockTab[]
  activeTab: string | null
  maximised: boolean
  closed: ClosedTab[]
  /** Why a pane could not open its session, by pane id; not remembered. */
  failures: Record<string, Explained>
}

const CLOSED_KEPT = 20

/** The dock's tabs and splits. Kept for this window (sessionStorage), so a reload finds its terminals again. */
export const useDock = create<Dock>()(
  persist((): Dock => ({ tabs: [], activeTab: null, maximised: false, closed: [], failures: {} }), {
    name: 'slipway.dock',
    version: 1,
    storage: createJSONStorage(() => sessionStorage),
    partialize: ({ tabs, activeTab, maximised, closed }) => ({ tabs, activeTab, maximised, closed }),
  }),
)

const set = useDock.setState
const get = useDock.getState

const newPane = (source: TerminalSource, terminal: string | null): Pane => ({
  kind: 'pane',
  id: crypto.randomUUID(),
  source,
  terminal,
})

/** A new tab, in front; answers its pane's id. */
export function addTab(source: TerminalSource, terminal: string | null = null, name: string | null = null): string {
  const pane = newPane(source, terminal)
  const tab: DockTab = { id: crypto.randomUUID(), name, root: pane, activePane: pane.id }
  set(({ tabs }) => ({ tabs: [...tabs, tab], activeTab: tab.id }))
  return pane.id
}

/** A new pane beside the active one; answers its id, null when no tab is open. */
export function addSplit(direction: Split['direction'], source: TerminalSource): string | null {
  const tab = activeTabOf(get())
  if (!tab) return null
  const pane = newPane(source, null)
  const root = splitPane(tab.root, tab.activePane, direction, pane, crypto.randomUUID())
  changeTab(tab.id, { root, activePane: pane.id })
  return pane.id
}

export function changeTab(id: string, change: Partial<DockTab>): void {
  set(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)) }))
}

/** Tells which session a pane shows, or why it has none. */
export function setPaneSession(pane: string, result: { terminal: string } | { error: Explained }): void {
  set(({ tabs, failures }) => {
    const { [pane]: _gone, ...others } = failures
    if ('error' in result) return { failures: { ...others, [pane]: result.error } }
    return {
      failures: others,
      tabs: tabs.map((tab) => ({
        ...tab,
        root: mapPanes(tab.root, (each) => (each.id === pane ? { ...each, terminal: result.terminal } : each)),
      })),
    }
  })
}

export function activatePane(tab: string, pane: string): void {
  if (get().tabs.find(({ id }) => id === tab)?.activePane !== pane) changeTab(tab, { activePane: pane })
}

export function activateTab(id: string): void {
  set({ activeTab: id })
}

/** The tab `step` places further, round at the ends; or the tab at `index`. */
export function stepTab(step: number): void {
  const { tabs, activeTab } = get()
  if (tabs.length === 0) return
  const at = tabs.findIndex(({ id }) => id === activeTab)
  const next = tabs[(at + step + tabs.length) % tabs.length]
  if (next) activateTab(next.id)
}

export function stepPane(step: number): void {
  const tab = activeTabOf(get())
  if (!tab) return
  const panes = panesOf(tab.root)
  const at = panes.findIndex(({ id }) => id === tab.activePane)
  const next = panes[(at + step + panes.length) % panes.length]
  if (next) activatePane(tab.id, next.id)
}

/** Takes the pane out of its tab (and the tab out when it was the last one); answers it, for its session to be closed. */
export function takePane(id: string): Pane | null {
  const { tabs, activeTab, closed } = get()
  const tab = tabs.find(({ root }) => panesOf(root).some((pane) => pane.id === id))
  const pane = tab && panesOf(tab.root).find((each) => each.id === id)
  if (!tab || !pane) return null
  const root = removePane(tab.root, id)
  const remembered = [...closed, { name: root ? null : tab.name, source: pane.source }].slice(-CLOSED_KEPT)
  if (root) {
    const activePane = tab.activePane === id ? (panesOf(root)[0]?.id ?? id) : tab.activePane
    set({ tabs: tabs.map((each) => (each === tab ? { ...tab, root, activePane } : each)), closed: remembered })
    return pane
  }
  const at = tabs.indexOf(tab)
  const left = tabs.filter((each) => each !== tab)
  const next = activeTab === tab.id ? (left[Math.min(at, left.length - 1)]?.id ?? null) : activeTab
  set({ tabs: left, activeTab: next, closed: remembered })
  return pane
}

/** The tab closed last, taken off the pile. */
export function takeClosed(): ClosedTab | null {
  const { closed } = get()
  set({ closed: closed.slice(0, -1) })
  return closed.at(-1) ?? null
}

export function dragSplit(tab: string, split: string, ratio: number): void {
  const found = get().tabs.find(({ id }) => id === tab)
  if (found) changeTab(tab, { root: setRatio(found.root, split, ratio) })
}

export function setMaximised(maximised: boolean): void {
  set({ maximised })
}

export function activeTabOf({ tabs, activeTab }: Pick<Dock, 'tabs' | 'activeTab'>): DockTab | null {
  return tabs.find(({ id }) => id === activeTab) ?? null
}

/** The pane that shows this session, with its tab. */
export function findSession(terminal: string): { tab: DockTab; pane: Pane } | null {
  for (const tab of get().tabs) {
    const pane = panesOf(tab.root).find((each) => each.terminal === terminal)
    if (pane) return { tab, pane }
  }
  return null
}
