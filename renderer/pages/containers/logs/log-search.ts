import { logLineText } from './log-line.ts'
import type { LogStore } from './log-store.ts'

export interface LogQuery {
  text: string
  caseSensitive: boolean
  regex: boolean
  wholeWord: boolean
}

/** Offsets are UTF-16 units of the line's shown text. */
export interface LogMatch {
  line: number
  start: number
  end: number
}

/** Enough for anyone to step through; then the count says "or more". */
const MATCH_LIMIT = 1_000_000

/** The query as one expression; null when it is empty or no valid regular expression. */
export function queryExpression(query: LogQuery): RegExp | null {
  if (query.text === '') return null
  const source = query.regex ? query.text : query.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  try {
    return new RegExp(query.wholeWord ? `(?<![\\w])(?:${source})(?![\\w])` : source, query.caseSensitive ? 'gu' : 'giu')
  } catch {
    return null
  }
}

/**
 * All matches of one query, found in slices of a few milliseconds: `work` goes on where it stopped, so new lines are
 * looked at as they come. Matches are kept as numbers in three arrays, not as objects.
 */
export class LogSearch {
  readonly #store: LogStore
  readonly #expression: RegExp
  #next: number
  #lines: number[] = []
  #starts: number[] = []
  #ends: number[] = []

  constructor(store: LogStore, expression: RegExp) {
    this.#store = store
    this.#expression = expression
    this.#next = store.firstLine
  }

  get count(): number {
    return this.#lines.length
  }

  get full(): boolean {
    return this.#lines.length >= MATCH_LIMIT
  }

  get done(): boolean {
    return this.full || this.#next >= this.#store.endLine
  }

  /** Searches on until `until` (performance.now) at the latest; true when something was found or all is done. */
  work(until: number): void {
    if (this.#next < this.#store.firstLine) this.#next = this.#store.firstLine
    this.#forget()
    let lines = 0
    while (!this.done) {
      const stored = this.#store.line(this.#next)
      if (stored) this.#searchLine(this.#next, logLineText(stored.bytes, stored.simple, stored.start))
      this.#next++
      // A clock reading costs as much as a short line.
      if (++lines % 64 === 0 && performance.now() >= until) return
      if (stored && stored.bytes.length > 65_536 && performance.now() >= until) return
    }
  }

  match(index: number): LogMatch | null {
    const line = this.#lines[index]
    if (line === undefined) return null
    return { line, start: this.#starts[index] ?? 0, end: this.#ends[index] ?? 0 }
  }

  /** Index of the first match at or after the line (the count when there is none). */
  indexFrom(line: number): number {
    let low = 0
    let high = this.#lines.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#lines[middle] ?? 0) < line) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The matches of one line, with their index. */
  inLine(line: number): (LogMatch & { index: number })[] {
    const found: (LogMatch & { index: number })[] = []
    for (let index = this.indexFrom(line); this.#lines[index] === line; index++) {
      found.push({ line, start: this.#starts[index] ?? 0, end: this.#ends[index] ?? 0, index })
    }
    return found
  }

  #searchLine(line: number, text: string): void {
    const expression = this.#expression
    expression.lastIndex = 0
    for (let found = expression.exec(text); found; found = expression.exec(text)) {
      if (found[0] === '') {
        expression.lastIndex++
        continue
      }
      this.#lines.push(line)
      this.#starts.push(found.index)
      this.#ends.push(found.index + found[0].length)
      if (this.full) return
    }
  }

  /** Matches in lines that the store let go. */
  #forget(): void {
    const first = this.#store.firstLine
    if ((this.#lines[0] ?? first) >= first) return
    const gone = this.indexFrom(first)
    this.#lines = this.#lines.slice(gone)
    this.#starts = this.#starts.slice(gone)
    this.#ends = this.#ends.slice(gone)
  }
}
