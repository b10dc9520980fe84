import { beforeEach, describe, expect, test, vi } from 'vitest'
import { decodeCount, decodeFrame, encodeFrame, FLOW, FRAME, type Frame } from '../../../../preload/transport.ts'
import type { ChannelPort, Connection } from '../../../../renderer/api/connection.ts'

const link = vi.hoisted(() => ({ current: null as unknown }))
vi.mock('../../../../renderer/api/link.ts', () => ({ currentConnection: () => link.current }))
const { openChannel } = await import('../../../../renderer/api/channels.ts')

const text = (value: string) => new TextEncoder().encode(value)
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

function connect() {
  const sent: Frame[] = []
  const port: ChannelPort = {
    send: (bytes) => {
      const frame = decodeFrame(bytes)
      if (frame) sent.push(frame)
    },
    onFrame: null,
  }
  let lose = () => {}
  const closed = new Promise<void>((resolve) => {
    lose = resolve
  })
  link.current = { calls: { call: async () => undefined }, channels: port, closed } satisfies Connection
  const receive = (kind: Frame['kind'], channel: number, payload?: Uint8Array) =>
    port.onFrame?.(encodeFrame(kind, channel, payload) as Uint8Array<ArrayBuffer>)
  return {
    lose,
    data: (channel: number, payload: Uint8Array) => receive(FRAME.data, channel, payload),
    end: (channel: number, payload: string) => receive(FRAME.end, channel, text(payload)),
    kinds: () => sent.map(({ kind }) => kind),
    acks: () => sent.filter(({ kind }) => kind === FRAME.ack).map(({ payload }) => decodeCount(payload)),
    sent,
  }
}

let main: ReturnType<typeof connect>
beforeEach(() => {
  main = connect()
})

function open(id = 7) {
  const channel = openChannel(id)
  const seen: string[] = []
  const dones: (() => void)[] = []
  const ends: unknown[] = []
  const listen = () => {
    channel.onData = (bytes, done) => {
      seen.push(new TextDecoder().decode(bytes))
      dones.push(done)
    }
    channel.onEnd = (end) => ends.push(end)
  }
  return { channel, seen, dones, ends, listen }
}

describe('T4: a channel in the page', () => {
  test('T4: it tells main that it listens; bytes that come before a listener are kept in order', async () => {
    const { seen, listen } = open()
    expect(main.kinds()).toEqual([FRAME.open])
    main.data(7, text('a'))
    main.data(7, text('b'))
    listen()
    await soon()
    main.data(7, text('c'))
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  test('T4: it acknowledges in steps of at least FLOW.ack, and only what was dealt with', async () => {
    const { dones, listen } = open()
    listen()
    await soon()
    const half = FLOW.ack / 2
    for (let at = 0; at < 3; at++) main.data(7, new Uint8Array(half))
    expect(main.acks()).toEqual([])
    dones[0]?.()
    expect(main.acks()).toEqual([])
    dones[0]?.()
    expect(main.acks()).toEqual([])
    dones[1]?.()
    expect(main.acks()).toEqual([FLOW.ack])
    dones[2]?.()
    expect(main.acks()).toEqual([FLOW.ack])
  })

  test('T4: a large frame is acknowledged whole, with its true count', async () => {
    const { dones, listen } = open()
    listen()
    await soon()
    main.data(7, new Uint8Array(FLOW.ack * 2 + 5))
    dones[0]?.()
    expect(main.acks()).toEqual([FLOW.ack * 2 + 5])
  })

  test('T4: what is in flight never stays above the low mark when all is dealt with', async () => {
    const { dones, listen } = open()
    listen()
    await soon()
    for (let at = 0; at < 100; at++) main.data(7, new Uint8Array(FLOW.chunk))
    for (const done of dones) done()
    const left = FLOW.chunk * 100 - main.acks().reduce((sum, count) => sum + count, 0)
    expect(left).toBeLessThan(FLOW.low)
  })

  test('T4: the end comes after the bytes before it, once; nothing after it is sent or heard', async () => {
    const { channel, seen, dones, ends, listen } = open()
    main.data(7, text('last'))
    main.end(7, '{"reason":"done"}')
    expect(ends).toEqual([])
    listen()
    await soon()
    expect([seen, ends]).toEqual([['last'], [{ reason: 'done' }]])
    main.data(7, text('late'))
    main.end(7, '{"reason":"failed"}')
    channel.input(text('x'))
    channel.close()
    dones[0]?.()
    expect([seen, ends.length, main.kinds()]).toEqual([['last'], 1, [FRAME.open]])
  })

  test('T4: letting go tells main once and is not called back', async () => {
    const { channel, seen, ends, listen } = open()
    listen()
    await soon()
    channel.input(text('dir\r'))
    channel.close()
    channel.close()
    main.data(7, text('late'))
    main.end(7, '{"reason":"closed"}')
    expect(main.kinds()).toEqual([FRAME.open, FRAME.input, FRAME.close])
    expect([seen, ends]).toEqual([[], []])
  })

  test('T4: an end that cannot be read is a failure, and bytes of others are not mixed in', async () => {
    const first = open(1)
    const second = open(2)
    first.listen()
    second.listen()
    await soon()
    main.data(2, text('two'))
    main.data(3, text('nobody'))
    main.end(1, 'not JSON')
    expect([first.seen, first.ends]).toEqual([[], [{ reason: 'failed' }]])
    expect([second.seen, second.ends]).toEqual([['two'], []])
  })

  test('C4: when the link goes every channel ends with the reason; a new one does so at once', async () => {
    const { ends, listen } = open()
    listen()
    await soon()
    main.lose()
    await soon()
    expect(ends).toMatchObject([{ reason: 'failed', error: { code: 'link-lost' } }])
    link.current = null
    const later = open(8)
    later.listen()
    await soon()
    expect(later.ends).toMatchObject([{ reason: 'failed', error: { code: 'link-lost' } }])
  })
})
