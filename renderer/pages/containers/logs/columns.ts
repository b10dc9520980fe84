import { columnsOf } from '../../../../preload/contract/grammar/column-width.ts'

/** Any character that may not be one UTF-16 unit in one column. */
const UNEVEN = /[\u0300-\uffff]/

const TAB = 8

/** Tabs become spaces to the next stop of eight; other control characters become visible, as the "control pictures" of Unicode. */
export function makeVisible(text: string): string {
  if (!/[\u0000-\u001f\u007f-\u009f]/.test(text)) return text
  let out = ''
  let column = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code === 9) {
      const next = (Math.floor(column / TAB) + 1) * TAB
      out += ' '.repeat(next - column)
      column = next
      continue
    }
    if (code < 0x20) out += String.fromCharCode(0x2400 + code)
    else if (code === 0x7f) out += '\u2421'
    else if (code > 0x7f && code < 0xa0) out += '\ufffd'
    else out += character
    column += columnsOf(code)
  }
  return out
}

/** One checkpoint a stretch, so that a place in a line of a million characters is found without walking it all. */
const STRETCH = 512

/** The grid of one line: which column a character stands in and back. Offsets are UTF-16 units. */
export class ColumnMap {
  readonly columns: number
  readonly #text: string
  /** [offset, column] pairs, at most STRETCH characters apart; null when each unit is one column. */
  readonly #checkpoints: number[] | null

  constructor(text: string) {
    this.#text = text
    if (!UNEVEN.test(text)) {
      this.columns = text.length
      this.#checkpoints = null
      return
    }
    const checkpoints: number[] = []
    let offset = 0
    let column = 0
    let count = 0
    while (offset < text.length) {
      if (count % STRETCH === 0) checkpoints.push(offset, column)
      const code = text.codePointAt(offset) ?? 0
      offset += code > 0xffff ? 2 : 1
      column += columnsOf(code)
      count++
    }
    this.columns = column
    this.#checkpoints = checkpoints
  }

  /** The offset of the first character at or after `column`. */
  offsetAt(column: number): number {
    if (!this.#checkpoints) return Math.max(0, Math.min(column, this.#text.length))
    return this.#walk(1, column, (_offset, at) => at >= column).offset
  }

  /** The column where the character at `offset` starts. */
  columnAt(offset: number): number {
    if (!this.#checkpoints) return Math.max(0, Math.min(offset, this.#text.length))
    return this.#walk(0, offset, (at) => at >= offset).column
  }

  #walk(key: 0 | 1, target: number, stop: (offset: number, column: number) => boolean) {
    const checkpoints = this.#checkpoints ?? []
    let low = 0
    let high = checkpoints.length / 2 - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((checkpoints[middle * 2 + key] ?? 0) < target) low = middle
      else high = middle - 1
    }
    let offset = checkpoints[low * 2] ?? 0
    let column = checkpoints[low * 2 + 1] ?? 0
    while (offset < this.#text.length && !stop(offset, column)) {
      const code = this.#text.codePointAt(offset) ?? 0
      offset += code > 0xffff ? 2 : 1
      column += columnsOf(code)
    }
    return { offset, column }
  }
}
