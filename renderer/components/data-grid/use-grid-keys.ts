import type { KeyboardEvent } from 'react'
import type { GridItem } from './column.ts'

/** What the keys of a list do; each gets what is active. */
export interface GridKeyActions<Row extends { id: string }> {
  items: readonly GridItem<Row>[]
  active: number
  page: number
  moveTo: (index: number, extend: boolean) => void
  toggle: (row: Row) => void
  selectAll: () => void
  clear: () => void
  open: (row: Row) => void
  toggleGroup: (name: string) => void
  /** Takes a letter of a name; false for any other key. */
  typeAhead: (key: string) => boolean
  remove?: (row: Row | null) => void
  rename?: (row: Row) => void
  refresh?: () => void
  menu?: (row: Row) => void
}

/** Keyboard of a list: arrows, Home, End, pages, Space, Enter, Delete, F2, F5, Ctrl+A, Escape, and the beginning of a name. */
export function handleGridKey<Row extends { id: string }>(event: KeyboardEvent, grid: GridKeyActions<Row>): void {
  // Keys typed into a control within a cell are its own.
  if (event.target !== event.currentTarget || event.altKey) return
  if (!event.ctrlKey && !event.metaKey && grid.typeAhead(event.key)) {
    event.preventDefault()
    return
  }
  const item = grid.items[grid.active]
  const row = item?.kind === 'row' ? item.row : null
  const group = item?.kind === 'group' ? item : null
  const toggleGroup = () => {
    if (group) grid.toggleGroup(group.name)
  }
  const last = grid.items.length - 1
  const go = (index: number) => grid.moveTo(Math.max(0, Math.min(last, index)), event.shiftKey)
  const keys = new Map<string, (() => void) | undefined>([
    ['ArrowDown', () => go(grid.active + 1)],
    ['ArrowUp', () => go(grid.active - 1)],
    ['PageDown', () => go(grid.active + grid.page)],
    ['PageUp', () => go(grid.active - grid.page)],
    ['Home', () => go(0)],
    ['End', () => go(last)],
    [' ', () => (row ? grid.toggle(row) : toggleGroup())],
    ['Enter', () => (row ? grid.open(row) : toggleGroup())],
    ['ArrowLeft', group && !group.collapsed ? toggleGroup : undefined],
    ['ArrowRight', group?.collapsed ? toggleGroup : undefined],
    ['Delete', grid.remove && (() => grid.remove?.(row))],
    ['F2', row && grid.rename ? () => grid.rename?.(row) : undefined],
    ['F5', grid.refresh],
    ['Escape', grid.clear],
  ])
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    keys.set(event.key, row && grid.menu ? () => grid.menu?.(row) : undefined)
  }
  const run = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' ? grid.selectAll : keys.get(event.key)
  if (!run) return
  event.preventDefault()
  run()
}
