import { useEffect, useReducer, useSyncExternalStore } from 'react'
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
  /** `loading` until the first list came; `error` while the subscription fails (it is tried again by itself). */
  status: 'loading' | 'live' | 'error'
  error: Explained | null
}

/** A live list and the way to try its subscription again at once. */
export type LiveRows<Row> = Live<Row> & { retry: () => void }

type Subscribe<Row extends { id: string }> = (signal: AbortSignal) => Promise<AsyncIterable<LiveEvent<Row>>>

const EMPTY: Live<never> = { rows: [], byId: new Map<string, never>(), stale: false, status: 'loading', error: null }
/** A list that nobody looks at is kept this long, so that going back and forth between pages asks nothing anew. */
const LINGER_MS = 3000
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000, 15_000]

/** One subscription, shared by all that use its key; changes reach React once an animation frame. */
class LiveQuery<Row extends { id: string }> {
  snapshot: Live<Row> = EMPTY
  readonly #subscribe: Subscribe<Row>
  readonly #forget: () => void
  readonly #listeners = new Set<() => void>()
  readonly #rows = new Map<string, Row>()
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
    if (event.type === 'snapshot') {
      this.#rows.clear()
      for (const row of event.rows) this.#rows.set(row.id, row)
    } else {
      for (const id of event.removed) this.#rows.delete(id)
      for (const row of event.changed) this.#rows.set(row.id, row)
    }
    this.#set({ stale: event.stale, status: 'live', error: null })
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

const queries = new Map<string, LiveQuery<{ id: string }>>()

const NOTHING = { listen: () => () => {}, snapshot: EMPTY as Live<never> }

/**
 * A live list of the contract: `useLive(['containers', machine], (signal) => api.containers.watch({ machine }, { signal }))`.
 * One subscription a key, however many use it; it ends a few seconds after the last one went. `null` asks nothing.
 */
export function useLive<Row extends { id: string }>(
  key: readonly string[] | null,
  subscribe: Subscribe<Row>,
): LiveRows<Row> {
  const id = key === null ? null : JSON.stringify(key)
  const live = id === null ? null : queryFor(id, subscribe)
  // A query that was forgotten between two renders is replaced by a new one.
  const [, renew] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (id !== null && queries.get(id) !== (live as unknown)) renew()
  })
  const source = live ?? NOTHING
  const snapshot: Live<Row> = useSyncExternalStore(source.listen, () => source.snapshot)
  return { ...snapshot, retry: () => live?.retry() }
}

function queryFor<Row extends { id: string }>(id: string, subscribe: Subscribe<Row>): LiveQuery<Row> {
  const known = queries.get(id)
  if (known) return known as unknown as LiveQuery<Row>
  const made = new LiveQuery<Row>(subscribe, () => {
    if (queries.get(id) === (made as unknown)) queries.delete(id)
  })
  queries.set(id, made as unknown as LiveQuery<{ id: string }>)
  return made
}
