import type { LiveEvent } from '../../preload/contract/live.ts'
import { LiveList } from '../live-list.ts'
import { pause } from '../pause.ts'
import { isConnectionFailure } from './call.ts'
import { startDeadline } from './deadline.ts'
import type { EngineEvent, EngineEvents } from './events.ts'
import { LateReadings } from './late-readings.ts'

/**
 * What an event means for a list: rows to read again, a row that is gone, the whole list, or nothing. `late`: the engine
 * tells the event before its own listing is up to date, so the rows are read once more a moment later, and again while
 * the source finds them `behind`.
 */
export type Touch = { read: string[]; late?: boolean } | { gone: string } | 'all' | null

/** How a mirror learns of its rows. */
export interface MirrorSource<Row extends { id: string }> {
  /** The whole list. */
  list(signal: AbortSignal): Promise<Row[]>
  /** The first rows of the list where the engine gives them sooner than all; `whole` says that these are all. */
  first?(signal: AbortSignal): Promise<{ rows: Row[]; whole: boolean }>
  /** Those of these rows that exist, in one call. */
  read(ids: string[], signal: AbortSignal): Promise<Row[]>
  touch(event: EngineEvent): Touch
  /** Whether a row read after a `late` event may still be as it was before it. */
  behind?(row: Row): boolean
  /** As in LiveList: whether a list's row tells nothing new. */
  same?(old: Row, row: Row): boolean
}

/** After the last watcher left, the mirror is kept for this long: going from page to page must not list again. */
const KEEP_MS = 5_000
/** Events of this long are answered by one read. */
const GATHER_MS = 50
/** From so many rows on, one whole list is cheaper than a filter with all their ids. */
const WHOLE_FROM = 100
const RETRY_MS = 1_000

/**
 * Rows of one kind on one engine, kept true by its events alone. While nobody watches it holds nothing and asks nothing.
 */
export class Mirror<Row extends { id: string }> {
  readonly #events: EngineEvents
  readonly #source: MirrorSource<Row>
  readonly #keep: number
  #watchers = 0
  #session: MirrorSession<Row> | null = null
  #leaving: NodeJS.Timeout | null = null

  /** `keep` (ms, 5 s) is how long it lives on after its last watcher. */
  constructor(events: EngineEvents, source: MirrorSource<Row>, keep: number = KEEP_MS) {
    this.#events = events
    this.#source = source
    this.#keep = keep
  }

  /** Rows when somebody watches and they are known, else null. Read only. */
  get rows(): Pick<LiveList<Row>, 'get' | 'size' | 'values' | 'stale'> | null {
    return this.#session?.known ? this.#session.rows : null
  }

  /**
   * All rows, once every event that was told so far is in them; null when nobody watches, and when the list cannot be
   * had now: who needs it then asks the engine.
   */
  async settled(signal: AbortSignal): Promise<Row[] | null> {
    const session = this.#session
    if (!session) return null
    return (await session.whenSettled(signal)) ? session.rows.values() : null
  }

  /**
   * The list, then its changes. Waits for the first list for as long as the engine is away; a refusal of the first
   * list is thrown.
   */
  async *watch(signal?: AbortSignal): AsyncGenerator<LiveEvent<Row>, void, void> {
    if (this.#leaving) clearTimeout(this.#leaving)
    this.#leaving = null
    this.#watchers += 1
    this.#session ??= new MirrorSession(this.#events, this.#source)
    const session = this.#session
    try {
      await session.whenBegun(signal)
      yield* session.watch(signal)
    } finally {
      this.#watchers -= 1
      if (this.#watchers === 0) this.#leave()
    }
  }

  /** Ends it at once; watchers get nothing more. */
  close(): void {
    if (this.#leaving) clearTimeout(this.#leaving)
    this.#leaving = null
    this.#session?.close()
    this.#session = null
  }

  #leave(): void {
    this.#leaving = setTimeout(() => this.close(), this.#keep)
    this.#leaving.unref?.()
  }
}

/** One life of a mirror, from its first watcher to its end. */
class MirrorSession<Row extends { id: string }> {
  readonly rows: LiveList<Row>
  readonly #source: MirrorSource<Row>
  readonly #end = new AbortController()
  readonly #unsubscribe: () => void
  readonly #late = new LateReadings(
    (ids) => this.#read(ids),
    (id) => this.#isBehind(id),
  )
  #known = false
  /** There are rows to show, if not all yet. */
  #begun = false
  /** Who waits until nothing is left to read; told whether the rows are good. */
  readonly #settling = new Set<(good: boolean) => void>()
  #waiting = new Set<(error: unknown) => void>()
  #dirty = new Set<string>()
  #whole = false
  #gone = new Set<string>()
  #open = false
  #working = false

  constructor(events: EngineEvents, source: MirrorSource<Row>) {
    this.#source = source
    this.rows = new LiveList<Row>(source.same)
    this.#unsubscribe = events.subscribe({
      opened: () => {
        this.#open = true
        this.#whole = true
        void this.#work().then(() => this.#readOnceMore())
      },
      event: (event) => this.#take(event),
      lost: () => {
        this.#open = false
        this.rows.setStale(true)
      },
    })
  }

  get known(): boolean {
    return this.#known
  }

  whenBegun(signal?: AbortSignal): Promise<void> {
    if (this.#begun || signal?.aborted) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const settle = (error: unknown) => {
        this.#waiting.delete(settle)
        signal?.removeEventListener('abort', give)
        if (error) reject(error)
        else resolve()
      }
      const give = () => settle(null)
      this.#waiting.add(settle)
      signal?.addEventListener('abort', give, { once: true })
    })
  }

  /** Until the watcher's signal or the end of this session. */
  async *watch(signal?: AbortSignal): AsyncGenerator<LiveEvent<Row>, void, void> {
    const either = startDeadline(signal, null, this.#end.signal)
    try {
      if (!either.signal.aborted) yield* this.rows.watch(either.signal)
    } finally {
      either.done()
    }
  }

  /** Resolves with true when the rows hold all that was told, with false when they cannot be had now. */
  whenSettled(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || this.#end.signal.aborted || !this.#open) return Promise.resolve(false)
    if (this.#known && !this.#working) return Promise.resolve(true)
    return new Promise((resolve) => {
      const settle = (good: boolean) => {
        this.#settling.delete(settle)
        signal.removeEventListener('abort', give)
        resolve(good)
      }
      const give = () => settle(false)
      this.#settling.add(settle)
      signal.addEventListener('abort', give, { once: true })
    })
  }

  #settle(good: boolean): void {
    for (const settle of [...this.#settling]) settle(good)
  }

  close(): void {
    this.#unsubscribe()
    this.#end.abort()
    this.#settle(false)
    for (const settle of [...this.#waiting]) settle(null)
  }

  #take(event: EngineEvent): void {
    const touch = this.#source.touch(event)
    if (!touch) return
    if (touch === 'all') this.#whole = true
    else if ('gone' in touch) {
      this.rows.delete(touch.gone)
      this.#dirty.delete(touch.gone)
      // An answer that is already under way may still have it.
      if (this.#working) this.#gone.add(touch.gone)
      return
    } else {
      this.#read(touch.read)
      if (touch.late) this.#late.after(touch.read)
      return
    }
    void this.#work()
  }

  /** A long list is left as it is: it would cost more than it is worth. */
  #readOnceMore(): void {
    if (this.#known && this.rows.size <= WHOLE_FROM) this.#late.onceMore(this.rows.values().map(({ id }) => id))
  }

  #isBehind(id: string): boolean {
    const row = this.rows.get(id)
    return row !== undefined && (this.#source.behind?.(row) ?? false)
  }

  #read(ids: string[]): void {
    for (const id of ids) this.#dirty.add(id)
    void this.#work()
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    try {
      while (this.#open && !this.#end.signal.aborted && (this.#whole || this.#dirty.size > 0)) {
        if (!this.#whole) await pause(GATHER_MS, this.#end.signal)
        await this.#readOnce()
      }
    } finally {
      this.#working = false
      this.#gone.clear()
      this.#settle(this.#known && this.#open && !this.#end.signal.aborted)
    }
  }

  async #readOnce(): Promise<void> {
    const whole = this.#whole || this.#dirty.size >= WHOLE_FROM
    const ids = [...this.#dirty]
    this.#whole = false
    this.#dirty = new Set()
    this.#gone.clear()
    try {
      if (whole) await this.#readAll()
      else if (ids.length > 0) this.#merge(ids, await this.#source.read(ids, this.#end.signal))
    } catch (error) {
      if (this.#end.signal.aborted) return
      this.#whole = true
      this.#settle(false)
      if (!isConnectionFailure(error)) this.#let(error)
      this.rows.setStale(true)
      await pause(RETRY_MS, this.#end.signal)
    }
  }

  async #readAll(): Promise<void> {
    if (!this.#known && this.#source.first) {
      const { rows, whole } = await this.#source.first(this.#end.signal)
      if (whole) return this.#replace(rows)
      if (this.#end.signal.aborted) return
      this.rows.begin(rows.filter((row) => !this.#gone.has(row.id)))
      this.#let(null)
    }
    this.#replace(await this.#source.list(this.#end.signal))
  }

  /** Ends the waiting for the first rows, with an error or without. */
  #let(error: unknown): void {
    this.#begun ||= !error
    for (const settle of [...this.#waiting]) settle(error)
  }

  #replace(rows: Row[]): void {
    if (this.#end.signal.aborted) return
    this.rows.replace(rows.filter((row) => !this.#gone.has(row.id)))
    this.rows.setStale(!this.#open)
    this.#known = true
    this.#let(null)
  }

  #merge(ids: string[], rows: Row[]): void {
    const missing = new Set(ids)
    for (const row of rows) {
      missing.delete(row.id)
      if (!this.#gone.has(row.id)) this.rows.set(row)
    }
    for (const id of missing) this.rows.delete(id)
  }
}
