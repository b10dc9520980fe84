import { logLineText } from './log-line.ts'
import type { LogStore } from './log-store.ts'

/** A place between characters: UTF-16 offset in the line's shown text. */
export interface LogPoint {
  line: number
  offset: number
}

/** What the person marked; it lives in lines, not in elements, so scrolling never loses it. */
export interface LogSelection {
  anchor: LogPoint
  focus: LogPoint
}

export interface LogRange {
  from: LogPoint
  to: LogPoint
}

function comparePoints(one: LogPoint, other: LogPoint): number {
  return one.line - other.line || one.offset - other.offset
}

/** The selection in reading order; null when nothing is in it. */
export function rangeOf(selection: LogSelection | null): LogRange | null {
  if (!selection) return null
  const order = comparePoints(selection.anchor, selection.focus)
  if (order === 0) return null
  return order < 0 ? { from: selection.anchor, to: selection.focus } : { from: selection.focus, to: selection.anchor }
}

/** The part of a line of `length` units that is in the range; `newline` when the range goes on below. */
export function partOf(
  range: LogRange | null,
  line: number,
  length: number,
): { start: number; end: number; newline: boolean } | null {
  if (!range || line < range.from.line || line > range.to.line) return null
  const start = line === range.from.line ? Math.min(range.from.offset, length) : 0
  const end = line === range.to.line ? Math.min(range.to.offset, length) : length
  return { start, end, newline: line < range.to.line }
}

/** The words of the place, for a double click: letters, digits and what paths and names are made of. */
export function wordAt(text: string, offset: number): { start: number; end: number } {
  const isWord = (at: number): boolean => /[\p{L}\p{N}_.\-/\\:@]/u.test(text[at] ?? '')
  if (!isWord(offset)) return { start: offset, end: Math.min(offset + 1, text.length) }
  let start = offset
  let end = offset
  while (start > 0 && isWord(start - 1)) start--
  while (end < text.length && isWord(end)) end++
  return { start, end }
}

/** Past this a clipboard is the wrong place: the download is offered. UTF-16 units. */
const COPY_LIMIT = 64 * 1024 * 1024

/** The whole text of the range, also of lines that are not on the screen; null when it is longer than COPY_LIMIT. */
export function copyText(store: LogStore, range: LogRange): string | null {
  const parts: string[] = []
  let length = 0
  for (let line = Math.max(range.from.line, store.firstLine); line <= range.to.line; line++) {
    const stored = store.line(line)
    if (!stored) break
    const text = logLineText(stored.bytes, stored.simple, stored.start)
    const part = partOf(range, line, text.length)
    const piece = part ? text.slice(part.start, part.end) : ''
    parts.push(piece)
    length += piece.length + 1
    if (length > COPY_LIMIT) return null
  }
  return parts.join('\n')
}

/** Everything that is held. */
export function wholeRange(store: LogStore): LogRange {
  return {
    from: { line: store.firstLine, offset: 0 },
    to: { line: Math.max(store.firstLine, store.endLine - 1), offset: Number.MAX_SAFE_INTEGER },
  }
}
