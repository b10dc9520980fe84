import { type MouseEvent, type RefObject, useRef, useState } from 'react'
import { useStableHandler } from '../stable-handler.ts'
import type { GridItem } from './column.ts'

interface Options<Row extends { id: string }> {
  items: readonly GridItem<Row>[]
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  onOpen: (row: Row) => void
  scroll: RefObject<HTMLDivElement | null>
  scrollTo: (index: number) => void
}

/** The active row, the selected ones, and the row from which Shift extends. `toggle` and `onClick` stay the same. */
export function useGridSelection<Row extends { id: string }>(options: Options<Row>) {
  const { items, selected, onSelect } = options
  const [activeId, setActiveId] = useState<string | null>(null)
  const anchor = useRef<string | null>(null)
  const place = useRef(-1)
  const found = activeId === null ? -1 : items.findIndex((item) => item.id === activeId)
  // Where the active row went, the one that took its place is active, as in Windows Explorer.
  const active = found >= 0 || activeId === null ? found : Math.min(place.current, items.length - 1)
  if (found >= 0) place.current = found

  const selectTo = (from: string, to: string) => {
    const ids = items.filter((item) => item.kind === 'row').map((item) => item.id)
    const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
    onSelect(new Set(a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)))
  }
  const toggle = useStableHandler((row: Row) => {
    const next = new Set(selected)
    if (!next.delete(row.id)) next.add(row.id)
    anchor.current = row.id
    setActiveId(row.id)
    onSelect(next)
  })
  const moveTo = (index: number, extend: boolean) => {
    const item = items[index]
    if (!item) return
    setActiveId(item.id)
    options.scrollTo(index)
    if (extend && item.kind === 'row') selectTo(anchor.current ?? activeId ?? item.id, item.id)
    else anchor.current = item.id
  }
  const onClick = useStableHandler((row: Row, event: MouseEvent) => {
    options.scroll.current?.focus({ preventScroll: true })
    if (event.ctrlKey || event.metaKey) return toggle(row)
    setActiveId(row.id)
    if (event.shiftKey) return selectTo(anchor.current ?? row.id, row.id)
    anchor.current = row.id
    options.onOpen(row)
  })
  const startAt = (id: string) => setActiveId(id)
  return { active, startAt, toggle, moveTo, onClick }
}
