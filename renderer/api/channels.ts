import { type ChannelEnd, decodeFrame, encodeCount, encodeFrame, FLOW, FRAME } from '../../preload/transport.ts'
import type { Connection } from './connection.ts'
import { LINK_LOST } from './errors.ts'
import { currentConnection } from './link.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** One byte stream from main. Set `onData` and `onEnd` right after opening; what came before is kept for them. */
export class Channel {
  /** Called once, also when the link is lost. */
  onEnd: ((end: ChannelEnd) => void) | null = null
  #onData: ((bytes: Bytes, done: () => void) => void) | null = null
  readonly #id: number
  readonly #send: (frame: Bytes) => void
  readonly #gone: () => void
  #early: Bytes[] = []
  #end: ChannelEnd | null = null
  #dealtWith = 0
  #over = false

  constructor(id: number, send: (frame: Bytes) => void, gone: () => void) {
    this.#id = id
    this.#send = send
    this.#gone = gone
    send(frame(FRAME.open, id))
  }

  /** Call `done` when the bytes are dealt with (painted, stored): only then may main send more. */
  set onData(listener: (bytes: Bytes, done: () => void) => void) {
    this.#onData = listener
    // In the next turn, so that the opener can set `onEnd` too.
    queueMicrotask(() => this.#drain())
  }

  /** Sends what was typed or pasted. */
  input(bytes: Uint8Array): void {
    if (!this.#over) this.#send(frame(FRAME.input, this.#id, bytes))
  }

  /** Lets go; no more is called back. */
  close(): void {
    if (this.#over) return
    this.#over = true
    this.#early = []
    this.#send(frame(FRAME.close, this.#id))
    this.#gone()
  }

  /** For the reader of the port only. */
  receive(bytes: Bytes): void {
    if (this.#over) return
    if (this.#onData && this.#early.length === 0) this.#deliver(bytes)
    else {
      this.#early.push(bytes)
      this.#drain()
    }
  }

  /** For the reader of the port only. */
  finish(end: ChannelEnd): void {
    if (this.#over) return
    this.#end = end
    this.#drain()
  }

  #drain(): void {
    if (this.#onData) for (const bytes of this.#early.splice(0)) this.#deliver(bytes)
    if (!this.#end || this.#over || this.#early.length > 0) return
    this.#over = true
    this.#gone()
    this.onEnd?.(this.#end)
  }

  #deliver(bytes: Bytes): void {
    let called = false
    this.#onData?.(bytes, () => {
      if (called) return
      called = true
      this.#acknowledge(bytes.length)
    })
  }

  #acknowledge(count: number): void {
    this.#dealtWith += count
    if (this.#over || this.#dealtWith < FLOW.ack) return
    this.#send(frame(FRAME.ack, this.#id, encodeCount(this.#dealtWith)))
    this.#dealtWith = 0
  }
}

const frame = (kind: Parameters<typeof encodeFrame>[0], channel: number, payload?: Uint8Array): Bytes =>
  encodeFrame(kind, channel, payload) as Bytes

const readers = new WeakMap<Connection, Map<number, Channel>>()

function channelsOf(link: Connection): Map<number, Channel> {
  const known = readers.get(link)
  if (known) return known
  const channels = new Map<number, Channel>()
  readers.set(link, channels)
  link.channels.onFrame = (bytes) => {
    const got = decodeFrame(bytes)
    const channel = got && channels.get(got.channel)
    if (!got || !channel) return
    if (got.kind === FRAME.data) channel.receive(got.payload as Bytes)
    else if (got.kind === FRAME.end) channel.finish(readEnd(got.payload))
  }
  void link.closed.then(() => {
    for (const channel of [...channels.values()]) channel.finish({ reason: 'failed', error: LINK_LOST })
  })
  return channels
}

function readEnd(payload: Uint8Array): ChannelEnd {
  try {
    return JSON.parse(new TextDecoder().decode(payload)) as ChannelEnd
  } catch {
    return { reason: 'failed' }
  }
}

/** Opens a channel whose number a call answered (`terminals.connect`, `containers.openLogs`). */
export function openChannel(id: number): Channel {
  const link = currentConnection()
  if (!link) {
    const lost = new Channel(
      id,
      () => {},
      () => {},
    )
    queueMicrotask(() => lost.finish({ reason: 'failed', error: LINK_LOST }))
    return lost
  }
  const channels = channelsOf(link)
  const channel = new Channel(
    id,
    (bytes) => link.channels.send(bytes),
    () => channels.delete(id),
  )
  channels.set(id, channel)
  return channel
}
