import { SlipwayError } from '../../preload/contract/explained.ts'
import { FLOW } from '../../preload/transport.ts'
import type { ChannelSink, ChannelSource } from '../channels.ts'

/** What a feed needs of its session. */
export interface FeedSession {
  /** Asks for the state; answered by `begin`. Bytes that come after this call are pushed. */
  join(feed: PageFeed): void
  leave(feed: PageFeed): void
  /** `busy` may have changed. */
  feedChanged(): void
  /** False when it cannot be taken: the program does not read. */
  input(bytes: Uint8Array, from: PageFeed): boolean
}

/** One page's view of a session: its state as it was when the page came, then every byte since. */
export class PageFeed implements ChannelSource {
  readonly #session: FeedSession
  #sink: ChannelSink | null = null
  #queue: Uint8Array[] = []
  #begun = false
  #blocked = false
  #stopped = false

  constructor(session: FeedSession) {
    this.#session = session
  }

  /** The session's source should wait for this page. */
  get busy(): boolean {
    return !this.#stopped && (!this.#begun || this.#blocked || this.#queue.length > 0)
  }

  start(sink: ChannelSink): void {
    this.#sink = sink
    this.#session.join(this)
  }

  begin(state: Uint8Array): void {
    if (this.#begun || this.#stopped) return
    this.#begun = true
    this.#queue.unshift(state)
    this.#pump()
  }

  push(bytes: Uint8Array): void {
    if (this.#stopped || bytes.length === 0) return
    this.#queue.push(bytes)
    if (this.#begun) this.#pump()
  }

  resume(): void {
    this.#blocked = false
    this.#pump()
  }

  input(bytes: Uint8Array): void {
    if (this.#session.input(bytes, this)) return
    const error = new SlipwayError({
      code: 'terminal-input-full',
      message: 'The program does not read what is typed.',
      cause: 'More than 16 MB of input wait for it.',
      remedy: 'Connect again, and interrupt the program or start it again.',
    }).explained
    this.#sink?.end({ reason: 'failed', error })
  }

  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#queue = []
    this.#session.leave(this)
  }

  /** The session is over: whatever is still queued is given, then the end. */
  close(): void {
    if (this.#stopped || !this.#sink) return
    for (const bytes of this.#queue) this.#sink.write(bytes)
    this.#queue = []
    this.#sink.end({ reason: 'closed' })
  }

  /** Large pieces are cut, so that what is under way exceeds the mark by less than one chunk. */
  #pump(): void {
    while (!this.#blocked && !this.#stopped) {
      const bytes = this.#queue[0]
      if (!bytes || !this.#sink) break
      const piece = bytes.subarray(0, FLOW.chunk)
      if (piece.length === bytes.length) this.#queue.shift()
      else this.#queue[0] = bytes.subarray(FLOW.chunk)
      if (!this.#sink.write(piece)) this.#blocked = true
    }
    this.#session.feedChanged()
  }
}
