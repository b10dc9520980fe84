import { useMemo, useState } from 'react'
import type { LineCache } from './line-cache.ts'
import { type LogPoint, type LogRange, type LogSelection, rangeOf, wholeRange } from './log-selection.ts'
import type { LogStore } from './log-store.ts'

export interface LogSelectionState {
  selection: LogSelection | null
  range: LogRange | null
  set: (selection: LogSelection | null) => void
  selectAll: (store: LogStore) => void
  /** Shift with an arrow key; false when the key means nothing here. */
  extend: (key: string, store: LogStore, cache: LineCache, topLine: number) => boolean
}

/** The marked range of the log, by pointer or keys. */
export function useLogSelection(): LogSelectionState {
  const [selection, set] = useState<LogSelection | null>(null)
  const range = useMemo(() => rangeOf(selection), [selection])
  const selectAll = (store: LogStore): void => {
    const { from, to } = wholeRange(store)
    set({ anchor: from, focus: to })
  }
  const extend = (key: string, store: LogStore, cache: LineCache, topLine: number): boolean => {
    const now = selection ?? { anchor: { line: topLine, offset: 0 }, focus: { line: topLine, offset: 0 } }
    const focus = moved(now.focus, key, store, cache)
    if (!focus) return false
    set({ anchor: now.anchor, focus })
    return true
  }
  return { selection, range, set, selectAll, extend }
}

function moved(point: LogPoint, key: string, store: LogStore, cache: LineCache): LogPoint | null {
  const length = (line: number): number => cache.line(line)?.text.length ?? 0
  const last = Math.max(store.firstLine, store.endLine - 1)
  const offset = Math.min(point.offset, length(point.line))
  switch (key) {
    case 'ArrowDown':
      return point.line < last ? { line: point.line + 1, offset } : { line: last, offset: length(last) }
    case 'ArrowUp':
      return point.line > store.firstLine ? { line: point.line - 1, offset } : { line: store.firstLine, offset: 0 }
    case 'ArrowRight':
      return { line: point.line, offset: Math.min(offset + 1, length(point.line)) }
    case 'ArrowLeft':
      return { line: point.line, offset: Math.max(0, offset - 1) }
    case 'End':
      return { line: point.line, offset: length(point.line) }
    case 'Home':
      return { line: point.line, offset: 0 }
    default:
      return null
  }
}
