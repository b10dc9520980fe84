import type { LineCache } from './line-cache.ts'
import type { LogLayout, RowPlace } from './log-layout.ts'
import type { LogLine } from './log-line.ts'
import type { RowMark } from './log-row.tsx'
import { type LogRange, partOf } from './log-selection.ts'
import type { LogStore } from './log-store.ts'
import type { LogSearchView } from './use-log-search.ts'

interface PlacedRowOptions {
  store: LogStore
  cache: LineCache
  layout: LogLayout
  place: RowPlace
  /** Columns in view, for lines that do not wrap: only these are drawn of a line of a megabyte. */
  columns: { from: number; to: number }
  search: LogSearchView
  range: LogRange | null
}

export interface PlacedRow {
  key: string
  line: LogLine
  start: number
  end: number
  column: number
  stderr: boolean
  marks: RowMark[]
}

/** What one row shows: the part of its line, and the selection and matches behind it. */
export function placedRow(options: PlacedRowOptions): PlacedRow | null {
  const { store, cache, layout, place, columns, search, range } = options
  const stored = store.line(place.line)
  const line = cache.line(place.line)
  if (!stored || !line) return null
  const wrap = layout.width
  const from = wrap === null ? Math.max(0, columns.from) : place.part * wrap
  const to = wrap === null ? columns.to : from + wrap
  const start = line.map.offsetAt(from)
  const end = line.map.offsetAt(to)
  const left = wrap === null ? 0 : from
  const marks: RowMark[] = []
  const add = (markStart: number, markEnd: number, kind: RowMark['kind']): void => {
    if (markEnd < start || markStart > end || markEnd <= markStart) return
    const first = line.map.columnAt(Math.max(markStart, start)) - left
    const last = line.map.columnAt(Math.min(markEnd, end)) - left
    if (last > first) marks.push({ from: first, to: last, kind })
  }
  const part = partOf(range, place.line, line.text.length)
  if (part) {
    add(part.start, part.end, 'selection')
    // A marked line end shows as one column, so that empty lines are seen to be marked.
    if (part.newline && end === line.text.length) {
      const last = line.map.columns - left
      marks.push({ from: last, to: last + 1, kind: 'selection' })
    }
  }
  for (const match of search.search?.inLine(place.line) ?? []) {
    add(match.start, match.end, match.index === search.current ? 'current' : 'match')
  }
  return {
    key: `${place.line}.${place.part}`,
    line,
    start,
    end,
    column: line.map.columnAt(start) - left,
    stderr: stored.stderr && place.part === 0,
    marks,
  }
}
