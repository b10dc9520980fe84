import type { LogOptions } from '../../../../preload/contract/containers.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { LogRecordReader } from '../../../../preload/contract/log-records.ts'
import type { ChannelEnd } from '../../../../preload/transport.ts'
import { LogStore } from './log-store.ts'

/** What the feed needs of a channel (renderer/api/channels.ts has the real one). */
export interface LogChannel {
  onData: (bytes: Uint8Array, done: () => void) => void
  onEnd: ((end: ChannelEnd) => void) | null
  close(): void
}

export type OpenLog = (options: LogOptions) => Promise<LogChannel>

type LogState =
  | { kind: 'opening' }
  /** Lines come; `follow` says whether more are waited for. */
  | { kind: 'open' }
  | { kind: 'ended' }
  | { kind: 'failed'; error: Explained }

export interface LogSnapshot {
  store: LogStore
  state: LogState
  /** Grows with each change, also of the store inside. */
  version: number
}

/**
 * One container's log on this page. Each opening reads into a new store, so nothing is shown twice; the old one stays
 * on the screen until the first lines of the new one are there. Listeners are told once an animation frame at most.
 */
export class LogFeed {
  readonly #open: OpenLog
  readonly #explain: (error: unknown) => Explained
  readonly #listeners = new Set<() => void>()
  #snapshot: LogSnapshot = { store: new LogStore(), state: { kind: 'opening' }, version: 0 }
  #channel: LogChannel | null = null
  #opening = 0
  #frame: ReturnType<typeof setTimeout> | null = null

  constructor(open: OpenLog, explain: (error: unknown) => Explained) {
    this.#open = open
    this.#explain = explain
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): LogSnapshot => this.#snapshot

  /** Reads the log anew with these options. */
  async open(options: LogOptions): Promise<void> {
    this.close()
    const opening = this.#opening
    this.#change({ state: { kind: 'opening' } })
    try {
      const channel = await this.#open(options)
      if (opening !== this.#opening) channel.close()
      else this.#read(channel)
    } catch (error) {
      if (opening === this.#opening) this.#change({ state: { kind: 'failed', error: this.#explain(error) } })
    }
  }

  close(): void {
    this.#opening++
    this.#channel?.close()
    this.#channel = null
  }

  #read(channel: LogChannel): void {
    this.#channel = channel
    const reader = new LogRecordReader()
    const store = new LogStore()
    let shown = false
    const show = (): void => {
      if (shown) return
      shown = true
      this.#change({ store, state: { kind: 'open' } })
    }
    // An empty log sends nothing: what was shown before goes after a moment.
    const empty = setTimeout(() => this.#channel === channel && show(), 150)
    channel.onEnd = (end) => {
      clearTimeout(empty)
      if (this.#channel !== channel) return
      this.#channel = null
      show()
      this.#change({
        state: end.reason === 'failed' ? { kind: 'failed', error: this.#explain(end.error) } : { kind: 'ended' },
      })
    }
    channel.onData = (bytes, done) => {
      if (this.#channel === channel) {
        store.append(reader.read(bytes))
        if (shown) this.#tellSoon()
        else show()
      }
      done()
    }
  }

  #change(change: Partial<LogSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, version: this.#snapshot.version + 1 }
    for (const listener of this.#listeners) listener()
  }

  /** A timer, not a frame: a hidden page gets no frames, but its lines must not wait for one. */
  #tellSoon(): void {
    if (this.#frame) return
    this.#frame = setTimeout(() => {
      this.#frame = null
      this.#change({})
    }, 16)
  }
}
