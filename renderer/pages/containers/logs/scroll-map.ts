/** Height of one row in CSS pixels. */
export const ROW_HEIGHT = 18

/** Chrome lays nothing out past about 33.5 million pixels; above this the scroll bar stands for more than one to one. */
const TALLEST = 30_000_000

/** Between the place of the scroll bar and the place in the rows. All in CSS pixels. */
export class ScrollMap {
  /** Height of the scrolled element. */
  readonly height: number
  readonly #virtual: number
  readonly #view: number

  constructor(rows: number, viewHeight: number, tallest = TALLEST) {
    this.#virtual = rows * ROW_HEIGHT
    this.#view = viewHeight
    this.height = Math.min(this.#virtual, tallest)
  }

  /** The furthest `scrollTop`. */
  get end(): number {
    return Math.max(0, this.height - this.#view)
  }

  /** Where the view's upper edge is in the rows, for a `scrollTop`. */
  toRows(scrollTop: number): number {
    if (this.height === this.#virtual || this.end === 0) return scrollTop
    return (scrollTop / this.end) * (this.#virtual - this.#view)
  }

  /** The `scrollTop` that puts the view's upper edge there. */
  toScroll(place: number): number {
    const limited = Math.min(Math.max(0, place), Math.max(0, this.#virtual - this.#view))
    if (this.height === this.#virtual) return limited
    return (limited / (this.#virtual - this.#view)) * this.end
  }
}
