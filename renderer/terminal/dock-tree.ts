import type { TerminalSource } from '../../preload/contract/terminals.ts'

/** One terminal in the dock. `terminal` is null until main answered the session's id. */
export interface Pane {
  kind: 'pane'
  id: string
  source: TerminalSource
  terminal: string | null
}

/** Two parts side by side (`row`) or one above the other (`column`); `ratio` is the first one's share, 0-1. */
export interface Split {
  kind: 'split'
  id: string
  direction: 'row' | 'column'
  ratio: number
  first: PaneTree
  second: PaneTree
}

export type PaneTree = Pane | Split

/** All panes, in reading order. */
export function panesOf(tree: PaneTree): Pane[] {
  return tree.kind === 'pane' ? [tree] : [...panesOf(tree.first), ...panesOf(tree.second)]
}

export function mapPanes(tree: PaneTree, change: (pane: Pane) => PaneTree): PaneTree {
  if (tree.kind === 'pane') return change(tree)
  const first = mapPanes(tree.first, change)
  const second = mapPanes(tree.second, change)
  return first === tree.first && second === tree.second ? tree : { ...tree, first, second }
}

/** Puts `added` beside the pane `at`; the tree as it was when there is no such pane. */
export function splitPane(
  tree: PaneTree,
  at: string,
  direction: Split['direction'],
  added: Pane,
  id: string,
): PaneTree {
  return mapPanes(tree, (pane) =>
    pane.id === at ? { kind: 'split', id, direction, ratio: 0.5, first: pane, second: added } : pane,
  )
}

/** Takes a pane out; its neighbour gets the room. Null when it was the last one. */
export function removePane(tree: PaneTree, id: string): PaneTree | null {
  if (tree.kind === 'pane') return tree.id === id ? null : tree
  const first = removePane(tree.first, id)
  const second = removePane(tree.second, id)
  if (first === null) return second
  if (second === null) return first
  return first === tree.first && second === tree.second ? tree : { ...tree, first, second }
}

/** Neither side gets smaller than a tenth. */
export function setRatio(tree: PaneTree, split: string, ratio: number): PaneTree {
  if (tree.kind === 'pane') return tree
  if (tree.id === split) return { ...tree, ratio: Math.min(0.9, Math.max(0.1, ratio)) }
  return { ...tree, first: setRatio(tree.first, split, ratio), second: setRatio(tree.second, split, ratio) }
}
