import type { LogMessage } from './log-message.ts'

/** Messages remembered: more than can be out of order in a log, few enough to be asked for again. */
const REMEMBERED = 4096

/**
 * The tail of what was shown, for going on after a break. The engine is asked again from the oldest message
 * remembered, and what it repeats is dropped one for one: stamps are not unique, and not strictly in order (the two
 * streams of a container are stamped apart and then kept).
 */
export class SeenMessages {
  readonly #ring: string[] = []
  #next = 0
  #repeats: Map<string, number> | null = null
  #toSkip = 0

  /** Where to go on: the oldest stamp remembered as the `since` of the API; null when nothing was seen. */
  get since(): string | null {
    const stamps = this.#ring.map((key) => key.slice(1)).sort()
    return stamps[0] ?? null
  }

  /** The stream begins again at `since`: expect repetition. */
  repeat(): void {
    this.#repeats = new Map()
    for (const key of this.#ring) this.#repeats.set(key, (this.#repeats.get(key) ?? 0) + 1)
    this.#toSkip = this.#ring.length
  }

  /** False for a message that was shown before the break. */
  pass(message: LogMessage): boolean {
    if (message.timestamp === '') return true
    const key = message.stream + message.timestamp
    if (this.#repeats && this.#isRepeated(key, this.#repeats)) return false
    if (this.#ring.length < REMEMBERED) this.#ring.push(key)
    else {
      this.#ring[this.#next] = key
      this.#next = (this.#next + 1) % REMEMBERED
    }
    return true
  }

  #isRepeated(key: string, repeats: Map<string, number>): boolean {
    const count = repeats.get(key) ?? 0
    if (count === 0) return false
    repeats.set(key, count - 1)
    this.#toSkip -= 1
    if (this.#toSkip === 0) this.#repeats = null
    return true
  }
}

/** An RFC 3339 stamp as the API's `since`: seconds since the epoch with nanoseconds. */
export function stampToSeconds(stamp: string): string {
  const seconds = Math.floor(Date.parse(`${stamp.slice(0, 19)}${stamp.slice(29) || 'Z'}`) / 1000)
  return `${seconds}.${stamp.slice(20, 29)}`
}
