import { setTimeout } from 'node:timers/promises'
import type { LiveEvent } from '../preload/contract/live.ts'
import { sameValue } from './same-value.ts'

/** Rows of the first part of a list that is longer: some screens full. */
export const FIRST_ROWS = 100
/** Milliseconds in which a page can draw the first rows, before the work of taking in all the others begins. */
const FIRST_LEAD_MS = 40

/**
 * Rows of one list kept true by their owner, watched by any number of pages. Changes made in one turn of the event
 * loop are sent as one event; a watcher that is slow gets one event with all that it missed, so memory stays bounded
 * by the list's own size.
 */
export class LiveList<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>()
  readonly #watchers = new Set<Watcher<Row>>()
  readonly #same: (old: Row, row: Row) => boolean
  #stale = false
  /** The rest of the first list is still to come: until then watchers get nothing but the rows that `begin` brought. */
  #partial = false
  #changed = new Set<string>()
  #scheduled = false

  /** `same` says whether a row that `replace` brings tells nothing new; by its values unless given. */
  constructor(same: (old: Row, row: Row) => boolean = sameValue) {
    this.#same = same
  }

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

  /** Takes `rows` for the first ones of a list; whatever else happens watchers learn with the `replace` that brings it. */
  begin(rows: Iterable<Row>): void {
    this.#partial = true
    for (const row of rows) this.set(row)
  }

  /** Takes `rows` for the whole list; watchers get what differs. */
  replace(rows: Iterable<Row>): void {
    const gone = new Set(this.#rows.keys())
    for (const row of rows) {
      gone.delete(row.id)
      const old = this.#rows.get(row.id)
      if (!old || !this.#same(old, row)) this.set(row)
    }
    for (const id of gone) this.delete(id)
    if (!this.#partial) return
    this.#partial = false
    // That it is whole is news, also where the first rows were all.
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
        if (watcher.pending) {
          const event = watcher.take(this.#rows, this.#stale, this.#partial)
          yield event
          if (event.type === 'snapshot' && event.more) await setTimeout(FIRST_LEAD_MS)
        } else if (!(await watcher.wait())) return
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
      if (this.#partial) return
      const changed = this.#changed
      this.#changed = new Set()
      for (const watcher of this.#watchers) watcher.add(changed)
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

  add(ids: Set<string>): void {
    if (!this.whole) for (const id of ids) this.#ids.add(id)
    this.#news = true
    this.#wake?.(true)
  }

  take(rows: ReadonlyMap<string, Row>, stale: boolean, partial: boolean): LiveEvent<Row> {
    if (this.whole) return this.#takeWhole(rows, stale, partial)
    const ids = this.#ids
    this.#ids = new Set()
    this.#news = false
    const changed: Row[] = []
    const removed: string[] = []
    for (const id of ids) {
      const row = rows.get(id)
      if (row) changed.push(row)
      else removed.push(id)
    }
    return { type: 'change', changed, removed, stale }
  }

  #takeWhole(rows: ReadonlyMap<string, Row>, stale: boolean, partial: boolean): LiveEvent<Row> {
    const all = [...rows.values()]
    this.whole = false
    if (partial) {
      this.#news = false
      return { type: 'snapshot', rows: all, stale, more: true }
    }
    this.#news = all.length > FIRST_ROWS
    if (!this.#news) return { type: 'snapshot', rows: all, stale }
    for (const { id } of all.slice(FIRST_ROWS)) this.#ids.add(id)
    return { type: 'snapshot', rows: all.slice(0, FIRST_ROWS), stale, more: true }
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
