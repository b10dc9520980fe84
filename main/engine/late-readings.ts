/** Waits before the readings after an event that an engine tells too soon: a busy one takes its time. */
const LATE_MS = [1_000, 2_000, 5_000, 15_000] as const
/** After the list, one reading more. */
const ONCE_MORE_MS = 2_000

/** Readings of rows that an engine lists later than it tells of them. None keeps the program alive. */
export class LateReadings {
  readonly #read: (ids: string[]) => void
  readonly #isBehind: (id: string) => boolean

  /** `isBehind`: whether a row may still be as it was before the event. */
  constructor(read: (ids: string[]) => void, isBehind: (id: string) => boolean) {
    this.#read = read
    this.#isBehind = isBehind
  }

  /** These are read a moment later, and again while they are behind. */
  after(ids: string[], round = 0): void {
    const wait = LATE_MS[round]
    if (wait === undefined) return
    const read = () => {
      const late = round === 0 ? ids : ids.filter(this.#isBehind)
      if (late.length === 0) return
      this.#read(late)
      this.after(late, round + 1)
    }
    setTimeout(read, wait).unref?.()
  }

  /** An event told just before the rows were listed may be listed only now. */
  onceMore(ids: string[]): void {
    const behind = ids.filter(this.#isBehind)
    if (behind.length > 0) setTimeout(() => this.#read(behind.filter(this.#isBehind)), ONCE_MORE_MS).unref?.()
  }
}
