import type { LiveEvent } from '../preload/contract/live.ts'

/**
 * Rows of one list kept true by their owner, watched by any number of pages. Changes made in one turn of the event
 * loop are sent as one event; a watcher that is slow gets one event with all that it missed, so memory stays bounded
 * by the list's own size.
 */
export class LiveList<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>()
  readonly #watchers = new Set<Watcher<Row>>()
  #stale = false
  #whole = false
  #changed = new Set<string>()
  #scheduled = false

  get(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  get size(): number {
    return this.#rows.size
  }

  values(): Row[] {
    return [...this.#rows.values()]
  }

  /** Puts a row in, or in place of the one with its id. */
  set(row: Row): void {
    this.#rows.set(row.id, row)
    this.#touch(row.id)
  }

  delete(id: string): boolean {
    const was = this.#rows.delete(id)
    if (was) this.#touch(id)
    return was
  }

  /** Takes `rows` for the whole list; watchers get a snapshot. */
  replace(rows: Iterable<Row>): void {
    this.#rows.clear()
    for (const row of rows) this.#rows.set(row.id, row)
    this.#whole = true
    this.#schedule()
  }

  /** Says that the rows are the last known ones (true) or true again (false). */
  setStale(stale: boolean): void {
    if (this.#stale === stale) return
    this.#stale = stale
    this.#schedule()
  }

  get stale(): boolean {
    return this.#stale
  }

  /** The list now, then its changes, until `signal` aborts or the consumer returns. */
  async *watch(signal?: AbortSignal): AsyncGenerator<LiveEvent<Row>, void, void> {
    const watcher = new Watcher<Row>()
    watcher.whole = true
    this.#watchers.add(watcher)
    const stop = () => watcher.stop()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      while (!signal?.aborted) {
        if (watcher.pending) yield watcher.take(this.#rows, this.#stale)
        else if (!(await watcher.wait())) return
      }
    } finally {
      signal?.removeEventListener('abort', stop)
      this.#watchers.delete(watcher)
    }
  }

  #touch(id: string): void {
    this.#changed.add(id)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      const changed = this.#changed
      const whole = this.#whole
      this.#changed = new Set()
      this.#whole = false
      for (const watcher of this.#watchers) watcher.add(changed, whole)
    })
  }
}

/** What one watcher has not seen yet. */
class Watcher<Row extends { id: string }> {
  whole = false
  #news = false
  #ids = new Set<string>()
  #wake: ((more: boolean) => void) | null = null
  #stopped = false

  get pending(): boolean {
    return this.whole || this.#news
  }

  add(ids: Set<string>, whole: boolean): void {
    if (whole) this.whole = true
    else if (!this.whole) for (const id of ids) this.#ids.add(id)
    this.#news = true
    this.#wake?.(true)
  }

  take(rows: ReadonlyMap<string, Row>, stale: boolean): LiveEvent<Row> {
    const ids = this.#ids
    const whole = this.whole
    this.#ids = new Set()
    this.whole = false
    this.#news = false
    if (whole) return { type: 'snapshot', rows: [...rows.values()], stale }
    const changed: Row[] = []
    const removed: string[] = []
    for (const id of ids) {
      const row = rows.get(id)
      if (row) changed.push(row)
      else removed.push(id)
    }
    return { type: 'change', changed, removed, stale }
  }

  wait(): Promise<boolean> {
    if (this.#stopped) return Promise.resolve(false)
    return new Promise((resolve) => {
      this.#wake = (more) => {
        this.#wake = null
        resolve(more)
      }
    })
  }

  stop(): void {
    this.#stopped = true
    this.#wake?.(false)
  }
}
