import type { LogStore } from './log-store.ts'

/** A visual row: which line, and which of its wrapped parts. */
export interface RowPlace {
  line: number
  part: number
}

/**
 * Rows of the view by arithmetic alone: without wrap a line is a row; with wrap it takes as many rows as its columns
 * need, so nothing is ever measured and a million lines are laid out in milliseconds.
 */
export class LogLayout {
  readonly #store: LogStore
  /** Columns at which lines wrap; null when they do not. */
  readonly width: number | null
  /** Rows of the first `lines` lines of each chunk, by the chunk's first line; a chunk only grows. */
  readonly #counted = new Map<number, { lines: number; rows: number }>()

  constructor(store: LogStore, width: number | null) {
    this.#store = store
    this.width = width === null ? null : Math.max(2, width)
  }

  get rows(): number {
    if (this.width === null) return this.#store.endLine - this.#store.firstLine
    let sum = 0
    for (const chunk of this.#store.chunks) sum += this.#rowsOf(chunk)
    return sum
  }

  /** The row's line and part; the last one when `row` is past the end. */
  placeOf(row: number): RowPlace {
    const first = this.#store.firstLine
    if (this.width === null) return { line: Math.min(first + row, Math.max(first, this.#store.endLine - 1)), part: 0 }
    let left = row
    for (const chunk of this.#store.chunks) {
      const rows = this.#rowsOf(chunk)
      if (left >= rows) {
        left -= rows
        continue
      }
      for (let index = 0; index < chunk.lines; index++) {
        const height = this.#height(chunk.columns[index] ?? 0)
        if (left < height) return { line: chunk.firstLine + index, part: left }
        left -= height
      }
    }
    return { line: Math.max(first, this.#store.endLine - 1), part: 0 }
  }

  /** First row of a line. */
  rowOf(line: number): number {
    const first = this.#store.firstLine
    if (line <= first) return 0
    if (this.width === null) return Math.min(line, this.#store.endLine) - first
    let sum = 0
    for (const chunk of this.#store.chunks) {
      if (line >= chunk.firstLine + chunk.lines) {
        sum += this.#rowsOf(chunk)
        continue
      }
      for (let index = 0; index < line - chunk.firstLine; index++) sum += this.#height(chunk.columns[index] ?? 0)
      break
    }
    return sum
  }

  /** Up to `count` rows from `row` on, in order. */
  placesFrom(row: number, count: number): RowPlace[] {
    const places: RowPlace[] = []
    if (this.#store.endLine === this.#store.firstLine) return places
    let { line, part } = this.placeOf(Math.max(0, row))
    while (places.length < count && line < this.#store.endLine) {
      places.push({ line, part })
      part++
      if (part < this.#height(this.#store.columnsOf(line))) continue
      part = 0
      line++
    }
    return places
  }

  #height(columns: number): number {
    return this.width === null || columns <= this.width ? 1 : Math.ceil(columns / this.width)
  }

  #rowsOf(chunk: { firstLine: number; columns: Uint32Array; lines: number }): number {
    let counted = this.#counted.get(chunk.firstLine)
    if (!counted) {
      counted = { lines: 0, rows: 0 }
      this.#counted.set(chunk.firstLine, counted)
    }
    for (; counted.lines < chunk.lines; counted.lines++) {
      counted.rows += this.#height(chunk.columns[counted.lines] ?? 0)
    }
    return counted.rows
  }
}
