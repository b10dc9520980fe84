import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ChannelSink, type ChannelSource, Channels } from '../../main/channels.ts'
import { decodeFrame, encodeCount, encodeFrame, FLOW, FRAME, type Frame } from '../../preload/transport.ts'

/** A source that the test writes to; it records what it was told. */
class Probe implements ChannelSource {
  sink: ChannelSink | null = null
  resumed = 0
  stopped = 0
  readonly typed: string[] = []
  start(sink: ChannelSink): void {
    this.sink = sink
  }
  resume(): void {
    this.resumed++
  }
  input(bytes: Uint8Array): void {
    this.typed.push(Buffer.from(bytes).toString())
  }
  stop(): void {
    this.stopped++
  }
  write(bytes: Uint8Array): boolean {
    if (!this.sink) throw new Error('not started')
    return this.sink.write(bytes)
  }
}

function page(channels: Channels, send?: (frame: Uint8Array) => void) {
  const frames: Frame[] = []
  const peer = channels.connect({
    send: (bytes) => {
      send?.(bytes)
      const frame = decodeFrame(bytes)
      if (frame) frames.push(frame)
    },
  })
  return {
    peer,
    frames,
    open: (channel: number) => peer.receive(encodeFrame(FRAME.open, channel)),
    acknowledge: (channel: number, count: number) => peer.receive(encodeFrame(FRAME.ack, channel, encodeCount(count))),
    data: () => Buffer.concat(frames.filter((frame) => frame.kind === FRAME.data).map((frame) => frame.payload)),
    end: () => {
      const frame = frames.find(({ kind }) => kind === FRAME.end)
      return frame && JSON.parse(Buffer.from(frame.payload).toString())
    },
  }
}

function opened(send?: (frame: Uint8Array) => void) {
  const channels = new Channels()
  const source = new Probe()
  const channel = channels.offer(source)
  const one = page(channels, send)
  one.open(channel)
  return { channels, source, channel, ...one }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('T4 flow control of a channel', () => {
  test('T4: nothing starts before the page opens, and a number is good once', () => {
    const channels = new Channels()
    const source = new Probe()
    const channel = channels.offer(source)
    expect(source.sink).toBeNull()
    const one = page(channels)
    one.open(channel)
    expect(source.sink).not.toBeNull()
    const two = page(channels)
    two.open(channel)
    expect(two.end()).toMatchObject({ reason: 'failed', error: { code: 'channel-unknown' } })
    one.open(channel)
    expect(one.end()).toBeUndefined()
    expect(source.stopped).toBe(0)
  })

  test('T4: a page that does not acknowledge stops the source at the mark; below the low mark it goes on', () => {
    const { source, peer, acknowledge, channel } = opened()
    const chunk = new Uint8Array(FLOW.chunk)
    let written = 0
    while (source.write(chunk)) written += chunk.length
    written += chunk.length
    expect(peer.inFlight).toBe(written)
    expect(written).toBeGreaterThanOrEqual(FLOW.high)
    expect(written).toBeLessThan(FLOW.high + FLOW.chunk)
    acknowledge(channel, written - FLOW.low - 1)
    expect(source.resumed).toBe(0)
    acknowledge(channel, 1)
    expect(source.resumed).toBe(1)
    acknowledge(channel, 1)
    expect(source.resumed).toBe(1)
  })

  test('T4: acknowledging in the promised steps never leaves a stream paused', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: FLOW.chunk }), { minLength: 1, maxLength: 200 }), (sizes) => {
        const { source, peer, acknowledge, channel } = opened()
        let sent = 0
        let acknowledged = 0
        for (const size of sizes) {
          const go = source.write(new Uint8Array(size))
          sent += size
          expect(peer.inFlight).toBeLessThan(FLOW.high + FLOW.chunk)
          const before = source.resumed
          if (go) continue
          while (sent - acknowledged >= FLOW.ack) {
            acknowledged += FLOW.ack
            acknowledge(channel, FLOW.ack)
          }
          expect(source.resumed).toBe(before + 1)
        }
        peer.close()
      }),
      { numRuns: 30 },
    )
  })

  test('T4: small writes within 5 ms go as one frame, in order', () => {
    vi.useFakeTimers()
    const { source, frames, data } = opened()
    for (const text of ['a', 'bc', 'def']) source.write(Buffer.from(text))
    expect(frames).toHaveLength(0)
    vi.advanceTimersByTime(FLOW.batchMilliseconds)
    expect(frames).toHaveLength(1)
    expect(data().toString()).toBe('abcdef')
  })

  test('T4: bytes arrive unchanged and in order, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 50 }), (parts) => {
        const { source, data, end } = opened()
        for (const part of parts) source.write(part)
        source.sink?.end({ reason: 'done' })
        expect(data()).toEqual(Buffer.concat(parts))
        expect(end()).toEqual({ reason: 'done' })
      }),
    )
  })

  test('T4: a page that acknowledges more than it got, or nonsense, breaks nothing', () => {
    const { source, peer, acknowledge, channel } = opened()
    acknowledge(channel, 4_000_000_000)
    peer.receive(encodeFrame(FRAME.ack, channel, new Uint8Array(3)))
    peer.receive(new Uint8Array([1, 2]))
    peer.receive(new Uint8Array(0))
    peer.receive(new Uint8Array([99, 0, 0, 0, 0]))
    peer.receive(encodeFrame(FRAME.ack, channel + 1, encodeCount(5)))
    source.write(new Uint8Array(FLOW.chunk))
    expect(peer.inFlight).toBe(FLOW.chunk)
  })

  test('T4: an acknowledgement that comes while the frame is being sent is counted', () => {
    const self: { acknowledge?: (count: number) => void } = {}
    const one = opened((frame) => self.acknowledge?.(frame.length - 5))
    self.acknowledge = (count) => one.acknowledge(one.channel, count)
    for (let at = 0; at < 100; at++) expect(one.source.write(new Uint8Array(FLOW.chunk))).toBe(true)
    expect(one.peer.inFlight).toBe(0)
  })

  test('T4: when the page goes, its sources stop once and what is under way no longer counts', () => {
    const { channels, source, peer, channel } = opened()
    source.write(new Uint8Array(FLOW.chunk))
    expect(channels.inFlight).toBe(FLOW.chunk)
    peer.receive(encodeFrame(FRAME.close, channel))
    expect(source.stopped).toBe(1)
    expect(channels.inFlight).toBe(0)
    peer.close()
    peer.close()
    expect(source.stopped).toBe(1)
    expect(source.write(new Uint8Array(FLOW.high * 2))).toBe(true)
  })

  test('T4: a page that is gone opens nothing more', () => {
    const channels = new Channels()
    const source = new Probe()
    const channel = channels.offer(source)
    const one = page(channels)
    one.peer.close()
    one.open(channel)
    expect(source.sink).toBeNull()
    page(channels).open(channel)
    expect(source.sink).not.toBeNull()
  })

  test('T4: a port that throws, as one whose page has just gone, stops the source and nothing else', () => {
    vi.useFakeTimers()
    const { source } = opened(() => {
      throw new Error('port closed')
    })
    source.write(Buffer.from('a'))
    vi.advanceTimersByTime(FLOW.batchMilliseconds)
    expect(source.stopped).toBe(1)
  })

  test('T4: what is offered and never opened is stopped after half a minute', () => {
    vi.useFakeTimers()
    const channels = new Channels()
    const source = new Probe()
    const channel = channels.offer(source)
    vi.advanceTimersByTime(30_000)
    expect(source.stopped).toBe(1)
    const one = page(channels)
    one.open(channel)
    expect(one.end()?.reason).toBe('failed')
  })

  test('T4: input goes to its own channel only, and ends with it', () => {
    const { source, peer, channel } = opened()
    peer.receive(encodeFrame(FRAME.input, channel, Buffer.from('ls\n')))
    peer.receive(encodeFrame(FRAME.input, channel + 1, Buffer.from('rm\n')))
    source.sink?.end({ reason: 'done' })
    peer.receive(encodeFrame(FRAME.input, channel, Buffer.from('late')))
    expect(source.typed).toEqual(['ls\n'])
  })

  test('T4: closing everything stops what runs and what waits', () => {
    const { channels, source } = opened()
    const waiting = new Probe()
    channels.offer(waiting)
    channels.close()
    expect([source.stopped, waiting.stopped]).toEqual([1, 1])
  })
})
