/** Wide (two columns) by Unicode East Asian Width W and F, and emoji presentation; the blocks a log meets, not each gap. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Zero columns: combining marks, joiners, variation selectors. */
const ZERO: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05bd],
  [0x064b, 0x065f],
  [0x0e34, 0x0e3a],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xe0100, 0xe01ef],
]

function within(ranges: readonly (readonly [number, number])[], code: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (!range) return false
    if (code < range[0]) high = middle - 1
    else if (code > range[1]) low = middle + 1
    else return true
  }
  return false
}

/** Columns that one character takes in a monospace grid: 0, 1 or 2. */
export function columnsOf(code: number): 0 | 1 | 2 {
  if (code < 0x300) return 1
  if (within(ZERO, code)) return 0
  return within(WIDE, code) ? 2 : 1
}

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
