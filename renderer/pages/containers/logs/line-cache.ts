import { type LogLine, readLogLine } from './log-line.ts'
import type { LogStore } from './log-store.ts'

/** UTF-16 units kept decoded: some screens full of long lines. */
const KEPT = 8 * 1024 * 1024

/** Lines as they were last shown, so that scrolling through a line of a megabyte decodes it once. */
export class LineCache {
  readonly #store: LogStore
  readonly #lines = new Map<number, LogLine>()
  #size = 0

  constructor(store: LogStore) {
    this.#store = store
  }

  line(number: number): LogLine | null {
    const known = this.#lines.get(number)
    if (known) return known
    const stored = this.#store.line(number)
    if (!stored) return null
    const line = readLogLine(stored.bytes, stored.start)
    this.#lines.set(number, line)
    this.#size += line.text.length
    for (const [oldest, old] of this.#lines) {
      if (this.#size <= KEPT && this.#lines.size <= 2000) break
      if (oldest === number) continue
      this.#lines.delete(oldest)
      this.#size -= old.text.length
    }
    return line
  }
}
