import { type AnsiRun, type AnsiStyle, parseAnsi } from './ansi.ts'
import { ColumnMap, makeVisible } from './columns.ts'

/** One line as it is shown. Offsets in `runs` are UTF-16 units of `text`. */
export interface LogLine {
  text: string
  runs: AnsiRun[]
  map: ColumnMap
  /** Length of the engine's timestamp and its space at the start; 0 without. */
  stamp: number
  end: AnsiStyle
}

/** RFC 3339 with nanoseconds, as the engine writes it before each line (moby daemon/logger RFC3339NanoFixed). */
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d) /

const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** Decodes and cleans one line. `start` is the style the line before left on. */
export function readLogLine(bytes: Uint8Array, start: AnsiStyle): LogLine {
  const raw = decoder.decode(bytes)
  const { text, runs, end } = parseAnsi(raw, start)
  const stamp = STAMP.exec(text.length > 40 ? text.slice(0, 40) : text)?.[0].length ?? 0
  const visible = makeVisible(text)
  // Tabs make the text longer: runs then move with it.
  const shifted = visible.length === text.length ? runs : shiftRuns(text, runs)
  return { text: visible, runs: shifted, map: new ColumnMap(visible), stamp, end }
}

function shiftRuns(text: string, runs: AnsiRun[]): AnsiRun[] {
  const at = (offset: number): number => makeVisible(text.slice(0, offset)).length
  return runs.map((run) => ({ ...run, start: at(run.start), end: at(run.end) }))
}

/** The text of one line for searching and copying: as shown, without escape sequences. */
export function logLineText(bytes: Uint8Array, simple: boolean, start: AnsiStyle): string {
  return simple ? decoder.decode(bytes) : makeVisible(parseAnsi(decoder.decode(bytes), start).text)
}
