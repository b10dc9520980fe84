import { cellWidth } from './cell-width.ts'
import type { Key, KeyName } from './keys.ts'
import type { LineView } from './line-painter.ts'

/** Offers for the word before the cursor: each replaces what stands from `from` on. */
export interface Completion {
  readonly from: number
  readonly offers: readonly string[]
}

/** Takes the text before the cursor. */
export type Complete = (text: string) => Completion

/** The most characters of one line: the limit of the Windows console's line input. */
const lineLimit = 8191

/** The line as it is edited: what keys do to it, without any output. */
export class LineEditor implements LineView {
  cells: string[] = []
  cursor = 0
  readonly #history: readonly string[]
  readonly #complete: Complete | null
  #at: number
  #overwrite = false
  #offer: { completion: Completion; chosen: number; tail: string[] } | null = null

  constructor(history: readonly string[], complete: Complete | null) {
    this.#history = history
    this.#complete = complete
    this.#at = history.length
  }

  get text(): string {
    return this.cells.join('')
  }

  view(): LineView {
    return { cells: [...this.cells], cursor: this.cursor }
  }

  press(key: Key): void {
    if (key.kind === 'key' && (key.name === 'tab' || key.name === 'back-tab')) {
      this.#tab(key.name === 'tab' ? 1 : -1)
      return
    }
    this.#offer = null
    if (key.kind === 'text') this.#type(key.text)
    else this.#edit(key.name)
  }

  #type(text: string): void {
    const before = this.cells[this.cursor - 1]
    if (cellWidth(text) === 0) {
      if (before !== undefined && before.length < 16) this.cells[this.cursor - 1] = before + text
      return
    }
    if (this.cells.length >= lineLimit) return
    this.cells.splice(this.cursor, this.#overwrite ? 1 : 0, text)
    this.cursor++
  }

  #edit(name: KeyName): void {
    switch (name) {
      case 'left':
        this.cursor = Math.max(0, this.cursor - 1)
        break
      case 'right':
        this.cursor = Math.min(this.cells.length, this.cursor + 1)
        break
      case 'word-left':
        while (this.cursor > 0 && this.cells[this.cursor - 1] === ' ') this.cursor--
        while (this.cursor > 0 && this.cells[this.cursor - 1] !== ' ') this.cursor--
        break
      case 'word-right':
        while (this.cursor < this.cells.length && this.cells[this.cursor] !== ' ') this.cursor++
        while (this.cursor < this.cells.length && this.cells[this.cursor] === ' ') this.cursor++
        break
      case 'home':
        this.cursor = 0
        break
      case 'end':
        this.cursor = this.cells.length
        break
      case 'backspace':
        if (this.cursor > 0) this.cells.splice(--this.cursor, 1)
        break
      case 'delete':
        this.cells.splice(this.cursor, 1)
        break
      case 'delete-to-start':
        this.cells.splice(0, this.cursor)
        this.cursor = 0
        break
      case 'delete-to-end':
        this.cells.splice(this.cursor)
        break
      case 'insert':
        this.#overwrite = !this.#overwrite
        break
      case 'escape':
        this.replace('')
        break
      case 'up':
        this.#recall(this.#at - 1)
        break
      case 'down':
        this.#recall(this.#at + 1)
        break
      case 'page-up':
        this.#recall(0)
        break
      case 'page-down':
        this.#recall(this.#history.length - 1)
        break
      case 'recall-last':
        this.#recall(this.#history.length - 1)
        break
      case 'end-of-file':
        this.#type('\u001a')
        break
      default:
    }
  }

  replace(text: string): void {
    this.cells = cellsOf(text)
    this.cursor = this.cells.length
  }

  #recall(at: number): void {
    const line = this.#history[at]
    if (line === undefined) return
    this.#at = at
    this.replace(line)
  }

  #tab(step: number): void {
    if (!this.#complete) return
    if (this.#offer) {
      const count = this.#offer.completion.offers.length
      this.#offer.chosen = (this.#offer.chosen + step + count) % count
    } else {
      const completion = this.#complete(this.cells.slice(0, this.cursor).join(''))
      if (completion.offers.length === 0) return
      const chosen = step > 0 ? 0 : completion.offers.length - 1
      this.#offer = { completion, chosen, tail: this.cells.slice(this.cursor) }
    }
    const { completion, chosen, tail } = this.#offer
    const head = cellsOf(this.cells.join('').slice(0, completion.from) + (completion.offers[chosen] ?? ''))
    this.cells = [...head, ...tail]
    this.cursor = head.length
  }
}

/** The characters of a text, combining marks with the one that they belong to. */
function cellsOf(text: string): string[] {
  const cells: string[] = []
  for (const character of text) {
    const last = cells.length - 1
    if (cellWidth(character) > 0) cells.push(character)
    else if (last >= 0) cells[last] += character
  }
  return cells
}
