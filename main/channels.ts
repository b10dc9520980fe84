import { randomInt } from 'node:crypto'
import { SlipwayError } from '../preload/contract/explained.ts'
import { type ChannelEnd, decodeCount, decodeFrame, encodeFrame, FLOW, FRAME } from '../preload/transport.ts'

/**
 * Where a source's bytes go. `write` answers false when the source should pause until its `resume`; what it still
 * writes is taken. It keeps no reference to the bytes after the batch is sent (FLOW.batchMilliseconds). A piece should
 * not exceed FLOW.chunk, as the pause comes only after it.
 */
export interface ChannelSink {
  write(bytes: Uint8Array): boolean
  end(end: ChannelEnd): void
}

/** What a channel carries: started when the page opens the channel, stopped when the page goes or closes it. */
export interface ChannelSource {
  start(sink: ChannelSink): void
  /** The page took what was written: go on. */
  resume(): void
  input?(bytes: Uint8Array): void
  /** Called exactly once, also after an end. */
  stop(): void
}

/** One page's binary duplex: a MessagePort or a WebSocket. */
export interface ChannelPort {
  send(frame: Uint8Array): void
}

/** Channels not opened by their page within this time are given up. */
const OPEN_WITHIN_MS = 30_000

interface Waiting {
  source: ChannelSource
  timer: NodeJS.Timeout
}

/**
 * All byte streams between main and the pages. A call offers a source and answers its channel number; the page opens
 * that number on its own port. Numbers are random and good for one opening: another page cannot guess or reuse them.
 */
export class Channels {
  readonly #waiting = new Map<number, Waiting>()
  readonly #peers = new Set<ChannelPeer>()

  /** Registers a source and answers the number under which one page may open it within 30 s. */
  offer(source: ChannelSource): number {
    let channel = randomInt(1, 2 ** 32 - 1)
    while (this.#waiting.has(channel)) channel = randomInt(1, 2 ** 32 - 1)
    const timer = setTimeout(() => {
      this.#waiting.delete(channel)
      source.stop()
    }, OPEN_WITHIN_MS)
    timer.unref?.()
    this.#waiting.set(channel, { source, timer })
    return channel
  }

  /** A page's port; the door feeds `receive` and calls `close` when the page is gone. */
  connect(port: ChannelPort): ChannelPeer {
    const peer: ChannelPeer = new ChannelPeer(
      port,
      (channel) => {
        const waiting = this.#waiting.get(channel)
        if (!waiting) return null
        clearTimeout(waiting.timer)
        this.#waiting.delete(channel)
        return waiting.source
      },
      () => this.#peers.delete(peer),
    )
    this.#peers.add(peer)
    return peer
  }

  /** Bytes sent and not yet acknowledged over all pages; for tests and diagnostics. */
  get inFlight(): number {
    let sum = 0
    for (const peer of this.#peers) sum += peer.inFlight
    return sum
  }

  close(): void {
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer)
      waiting.source.stop()
    }
    this.#waiting.clear()
    for (const peer of [...this.#peers]) peer.close()
  }
}

/** The channels of one page. */
export class ChannelPeer {
  readonly #port: ChannelPort
  readonly #take: (channel: number) => ChannelSource | null
  readonly #gone: () => void
  readonly #open = new Map<number, OpenChannel>()
  #closed = false

  constructor(port: ChannelPort, take: (channel: number) => ChannelSource | null, gone: () => void) {
    this.#port = port
    this.#take = take
    this.#gone = gone
  }

  get inFlight(): number {
    let sum = 0
    for (const channel of this.#open.values()) sum += channel.inFlight
    return sum
  }

  /** One frame from the page; what is no frame, or for a channel it does not have, is dropped. */
  receive(bytes: Uint8Array): void {
    const frame = this.#closed ? null : decodeFrame(bytes)
    if (!frame) return
    if (frame.kind === FRAME.open) {
      // Opened twice: the first goes on, and an end for its number would stop it.
      if (!this.#open.has(frame.channel)) this.#start(frame.channel)
      return
    }
    const open = this.#open.get(frame.channel)
    if (!open) return
    if (frame.kind === FRAME.ack) open.acknowledge(decodeCount(frame.payload))
    else if (frame.kind === FRAME.input) open.input(frame.payload)
    else if (frame.kind === FRAME.close) open.stop()
  }

  /** The page is gone: every source stops. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const open of [...this.#open.values()]) open.stop()
    this.#gone()
  }

  #start(channel: number): void {
    const source = this.#take(channel)
    if (source) {
      const open = new OpenChannel(channel, source, this.#port, () => this.#open.delete(channel))
      this.#open.set(channel, open)
      open.start()
      return
    }
    const error = new SlipwayError({
      code: 'channel-unknown',
      message: 'This stream is no longer offered.',
      remedy: 'Open it again.',
    }).explained
    trySend(this.#port, encodeFrame(FRAME.end, channel, encodeEnd({ reason: 'failed', error })))
  }
}

/** False when the port refuses, as one does whose page has just gone: nobody is left to be told. */
function trySend(port: ChannelPort, frame: Uint8Array): boolean {
  try {
    port.send(frame)
    return true
  } catch {
    return false
  }
}

function encodeEnd(end: ChannelEnd): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(end))
}

/** One stream to one page: batches what the source writes, counts what is under way, pauses and resumes the source. */
class OpenChannel implements ChannelSink {
  readonly #channel: number
  readonly #source: ChannelSource
  readonly #port: ChannelPort
  readonly #done: () => void
  #batch: Uint8Array[] = []
  #batched = 0
  #timer: NodeJS.Timeout | null = null
  #unacknowledged = 0
  #paused = false
  #over = false

  constructor(channel: number, source: ChannelSource, port: ChannelPort, done: () => void) {
    this.#channel = channel
    this.#source = source
    this.#port = port
    this.#done = done
  }

  get inFlight(): number {
    return this.#unacknowledged + this.#batched
  }

  start(): void {
    this.#source.start(this)
  }

  write(bytes: Uint8Array): boolean {
    // After the end nobody resumes: a source that is slow to stop must not wait.
    if (this.#over) return true
    if (bytes.length === 0) return !this.#paused
    this.#batch.push(bytes)
    this.#batched += bytes.length
    if (this.#batched >= FLOW.chunk) this.#flush()
    else if (!this.#timer) this.#timer = setTimeout(() => this.#flush(), FLOW.batchMilliseconds)
    if (this.inFlight >= FLOW.high) this.#paused = true
    return !this.#paused
  }

  end(end: ChannelEnd): void {
    if (this.#over) return
    this.#flush()
    trySend(this.#port, encodeFrame(FRAME.end, this.#channel, encodeEnd(end)))
    this.stop()
  }

  acknowledge(count: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - count)
    if (this.#paused && this.inFlight <= FLOW.low) {
      this.#paused = false
      this.#source.resume()
    }
  }

  input(bytes: Uint8Array): void {
    if (!this.#over) this.#source.input?.(bytes)
  }

  stop(): void {
    if (this.#over) return
    this.#over = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#batch = []
    this.#batched = 0
    this.#unacknowledged = 0
    this.#done()
    this.#source.stop()
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#batched === 0) return
    const header = encodeFrame(FRAME.data, this.#channel)
    const frame = new Uint8Array(header.length + this.#batched)
    frame.set(header)
    let at = header.length
    for (const part of this.#batch) {
      frame.set(part, at)
      at += part.length
    }
    this.#unacknowledged += this.#batched
    this.#batch = []
    this.#batched = 0
    if (!trySend(this.#port, frame)) this.stop()
  }
}
