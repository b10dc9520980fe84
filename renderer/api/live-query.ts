import type { Explained } from '../../preload/contract/explained.ts'
import type { LiveEvent } from '../../preload/contract/live.ts'
import { isAbort, toExplained } from './errors.ts'
import { whenOpen } from './link.ts'

/** What a page sees of a live list. The arrays are new after each change and never changed in place. */
export interface Live<Row> {
  rows: readonly Row[]
  byId: ReadonlyMap<string, Row>
  /** The rows are the last known ones: their source or the link is away. */
  stale: boolean
  /** `loading` until the first list is whole, of which the first rows may be there before; `error` while the subscription fails (it is tried again by itself). */
  status: 'loading' | 'live' | 'error'
  error: Explained | null
}

export type Subscribe<Row extends { id: string }> = (signal: AbortSignal) => Promise<AsyncIterable<LiveEvent<Row>>>

/** Before anything came. */
export const EMPTY: Live<never> = {
  rows: [],
  byId: new Map<string, never>(),
  stale: false,
  status: 'loading',
  error: null,
}
/** A list that nobody looks at is kept this long, so that going back and forth between pages asks nothing anew. */
const LINGER_MS = 3000
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000, 15_000]

/**
 * One subscription, shared by all that use its key; changes reach React once an animation frame. `forget` is called when
 * nobody has listened for a while and the subscription ended.
 */
export class LiveQuery<Row extends { id: string }> {
  snapshot: Live<Row> = EMPTY
  readonly #subscribe: Subscribe<Row>
  readonly #forget: () => void
  readonly #listeners = new Set<() => void>()
  readonly #rows = new Map<string, Row>()
  /** The first part of a list whose rest is still to come. */
  #first: Row[] | null = null
  #abort: AbortController | null = null
  #linger: ReturnType<typeof setTimeout> | null = null
  #frame = 0
  #state: Pick<Live<Row>, 'stale' | 'status' | 'error'> = EMPTY
  #retry: (() => void) | null = null

  constructor(subscribe: Subscribe<Row>, forget: () => void) {
    this.#subscribe = subscribe
    this.#forget = forget
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#linger) clearTimeout(this.#linger)
    this.#linger = null
    if (!this.#abort) void this.#run()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#linger = setTimeout(() => this.#stop(), LINGER_MS)
    }
  }

  retry(): void {
    this.#retry?.()
  }

  #stop(): void {
    this.#abort?.abort()
    this.#abort = null
    cancelAnimationFrame(this.#frame)
    this.#forget()
  }

  async #run(): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    const { signal } = abort
    for (let failures = 0; !signal.aborted; ) {
      try {
        await whenOpen(signal)
        for await (const event of await this.#subscribe(signal)) {
          if (signal.aborted) return
          failures = 0
          this.#apply(event)
        }
        // An end without an error: the link or the source went; the rows stay as the last known ones.
        this.#set({ ...this.#state, stale: true })
      } catch (error) {
        if (signal.aborted) return
        const explained = isAbort(error) ? null : toExplained(error)
        const lost = explained === null || explained.code === 'link-lost'
        this.#set(lost ? { ...this.#state, stale: true } : { stale: true, status: 'error', error: explained })
      }
      await this.#pause(BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 15_000)
      failures += 1
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#retry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #apply(event: LiveEvent<Row>): void {
    if (event.type === 'snapshot' && event.more && this.#rows.size > 0) {
      // Rows that are shown already stay until the new list is whole.
      this.#first = event.rows
      return
    }
    const whole = event.type === 'snapshot' ? event.rows : this.#first
    this.#first = null
    if (whole) {
      this.#rows.clear()
      for (const row of whole) this.#rows.set(row.id, row)
    }
    if (event.type === 'change') {
      for (const id of event.removed) this.#rows.delete(id)
      for (const row of event.changed) this.#rows.set(row.id, row)
    }
    const status = event.type === 'snapshot' && event.more ? 'loading' : 'live'
    this.#set({ stale: event.stale, status, error: null })
  }

  #set(state: Pick<Live<Row>, 'stale' | 'status' | 'error'>): void {
    this.#state = state
    // A hidden window gets no frames: events only change the map until it is shown again.
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#publish())
  }

  #publish(): void {
    this.#frame = 0
    this.snapshot = { ...this.#state, rows: [...this.#rows.values()], byId: new Map(this.#rows) }
    for (const listener of this.#listeners) listener()
  }
}
