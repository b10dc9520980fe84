import { expect, it } from 'vitest'
import { type ByteChannel, TerminalLink, type TerminalLinkState } from '../../../../renderer/terminal/terminal-link.ts'

class FakeChannel implements ByteChannel {
  onData: ByteChannel['onData'] = () => {}
  onEnd: ByteChannel['onEnd'] = null
  typed: Uint8Array[] = []
  closed = false
  input(bytes: Uint8Array): void {
    this.typed.push(bytes)
  }
  close(): void {
    this.closed = true
  }
}

function bench() {
  const channels: FakeChannel[] = []
  const sizes: number[] = []
  const seen: string[] = []
  const parsed: (() => void)[] = []
  const states: TerminalLinkState['kind'][] = []
  const link = new TerminalLink(
    {
      connect: async () => {
        const channel = new FakeChannel()
        channels.push(channel)
        return channel
      },
      resize: async ({ columns }) => void sizes.push(columns),
    },
    {
      write: (bytes, done) => {
        seen.push(new TextDecoder().decode(bytes))
        parsed.push(done)
      },
      reset: () => seen.push('(reset)'),
    },
    { columns: 80, rows: 24 },
    ({ kind }) => states.push(kind),
  )
  const last = (): FakeChannel => channels.at(-1) ?? new FakeChannel()
  return { link, channels, sizes, seen, parsed, states, last }
}
const bytes = (text: string) => new TextEncoder().encode(text)

it('T4: bytes are acknowledged only when the terminal has parsed them', async () => {
  const { link, parsed, last } = bench()
  await link.connect()
  let done = 0
  last().onData(bytes('abc'), () => done++)
  expect(done).toBe(0)
  parsed[0]?.()
  expect(done).toBe(1)
})

it('T5: after a lost link it connects once more and shows nothing twice', async () => {
  const { link, channels, seen, states, last } = bench()
  await link.connect()
  await link.connect()
  expect(channels).toHaveLength(1)
  last().onData(bytes('one'), () => {})
  last().onEnd?.({ reason: 'failed' })
  expect(states.at(-1)).toBe('away')
  await link.connect()
  last().onData(bytes('one two'), () => {})
  expect(seen).toEqual(['(reset)', 'one', '(reset)', 'one two'])
})

it('T3: the size is sent on change only, and the newest one after connecting', async () => {
  const { link, sizes } = bench()
  const connecting = link.connect()
  link.resize({ columns: 100, rows: 24 })
  await connecting
  link.resize({ columns: 100, rows: 24 })
  link.resize({ columns: 120, rows: 24 })
  expect(sizes).toEqual([100, 120])
})

it('T5: a closed view lets its channel go, also one that arrives late', async () => {
  const { link, last } = bench()
  const connecting = link.connect()
  link.close()
  await connecting
  expect(last().closed).toBe(true)
})
