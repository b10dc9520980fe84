/** Between two attempts while the engine is away; the link's own news come first. */
const WAIT_MS = [500, 1_000, 2_000, 5_000, 10_000]

/** Attempts that come ever more slowly until one holds. */
export class Retry {
  readonly #attempt: () => void
  #made = 0
  #timer: NodeJS.Timeout | null = null

  constructor(attempt: () => void) {
    this.#attempt = attempt
  }

  /** Tries again after the next wait. */
  later(): void {
    this.cancel()
    this.#timer = setTimeout(this.#attempt, WAIT_MS[Math.min(this.#made++, WAIT_MS.length - 1)])
    this.#timer.unref()
  }

  /** An attempt held: the next wait is the shortest again. */
  held(): void {
    this.cancel()
    this.#made = 0
  }

  cancel(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
