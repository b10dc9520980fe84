import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Channels } from '../../../main/channels.ts'
import type { EngineLink } from '../../../main/engine/link.ts'
import { Session } from '../../../main/terminals/session.ts'
import type { ByteSource, SourceEvents } from '../../../main/terminals/source.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { TerminalRow, TerminalSize, TerminalSource } from '../../../preload/contract/terminals.ts'
import { FLOW } from '../../../preload/transport.ts'
import { ChannelPage } from '../../support/terminal-page.ts'
import { waitFor } from '../../support/wait-for.ts'

const size = { columns: 80, rows: 24 }
const text = (value: string) => new TextEncoder().encode(value)

/** A source in the test's hands. */
class Fake implements ByteSource {
  readonly tty = true
  readonly takesInput = true
  readonly events: SourceEvents
  readonly startStopped: boolean
  readonly written: Uint8Array[] = []
  readonly sizes: TerminalSize[] = []
  paused = false
  closed = 0
  /** Makes `write` wait. */
  gate: Promise<void> = Promise.resolve()
  fails: unknown = null

  constructor(startStopped: boolean, events: SourceEvents) {
    this.startStopped = startStopped
    this.events = events
  }
  async start(first: TerminalSize): Promise<void> {
    this.sizes.push(first)
    if (this.fails) throw this.fails
  }
  async write(bytes: Uint8Array): Promise<void> {
    await this.gate
    this.written.push(bytes.slice())
  }
  resize(next: TerminalSize): void {
    this.sizes.push(next)
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
  close(): void {
    this.closed++
  }
}

class FakeLink {
  readonly suspected: unknown[] = []
  listeners = new Set<(connected: boolean) => void>()
  onConnected(listener: (connected: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  suspect(error: unknown): void {
    this.suspected.push(error)
  }
  set connected(value: boolean) {
    for (const listener of this.listeners) listener(value)
  }
}

const attach: TerminalSource = { kind: 'attach', machine: 'm', container: 'c' }
const exec: TerminalSource = { kind: 'exec', machine: 'm', container: 'c', command: ['sh'] }
const sessions: Session[] = []

function open(source: TerminalSource = attach, prepare: (fake: Fake) => void = () => undefined) {
  const fakes: Fake[] = []
  const rows: (TerminalRow | null)[] = []
  const link = new FakeLink()
  const channels = new Channels()
  const session = new Session({
    id: 't',
    source,
    title: 'web1',
    size,
    scrollback: 1000,
    link: link as unknown as EngineLink,
    make: (startStopped, events) => {
      const fake = new Fake(startStopped, events)
      prepare(fake)
      fakes.push(fake)
      return fake
    },
    changed: (row) => rows.push(row),
  })
  sessions.push(session)
  const page = (options: ConstructorParameters<typeof ChannelPage>[3] = {}) =>
    new ChannelPage(channels, channels.offer(session.connect(size)), size, options)
  const current = () => {
    const fake = fakes.at(-1)
    if (!fake) throw new Error('not started')
    return fake
  }
  return { session, fakes, current, rows, link, page, state: () => session.row.state }
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.close()
  vi.useRealTimers()
})

describe('T4 bytes', () => {
  test('T4: multi-byte characters split at every byte boundary arrive whole, bytes equal', async () => {
    const sample = Buffer.from('é漢字😀e\u0301👩‍👩‍👧ß€\u{10FFFF}')
    const one = open()
    await one.session.open()
    const page = one.page({ keep: true })
    await page.sees('\x1bc')
    const before = Buffer.concat(page.bytes).length
    for (let at = 0; at <= sample.length; at++) {
      one.current().events.data(sample.subarray(0, at))
      one.current().events.data(sample.subarray(at))
      one.current().events.data(text('\r\n'))
    }
    for (const byte of sample) one.current().events.data(new Uint8Array([byte]))
    one.current().events.data(text('|end'))
    await page.sees('|end')
    const times = sample.length + 1
    const expected = Buffer.concat([
      ...Array.from({ length: times }, () => Buffer.concat([sample, text('\r\n')])),
      sample,
      text('|end'),
    ])
    expect(Buffer.concat(page.bytes).subarray(before)).toEqual(expected)
    expect(new Set((await page.lines()).slice(0, times)).size).toBe(1)
  })

  test('T4: a page that joins at any moment of a random stream gets what the others got', async () => {
    const one = open()
    await one.session.open()
    const whole = one.page()
    await whole.sees('\x1bc')
    const pages = []
    for (let at = 0; at < 40; at++) {
      const words = Array.from({ length: 50 }, () => `\x1b[3${at % 8}m${randomBytes(3).toString('hex')} 漢\r\n`).join(
        '',
      )
      const bytes = text(words)
      const cut = Math.floor(Math.random() * bytes.length)
      one.current().events.data(bytes.subarray(0, cut))
      pages.push(one.page())
      one.current().events.data(bytes.subarray(cut))
      if (at % 7 === 0) await new Promise((done) => setTimeout(done, 5))
    }
    one.current().events.data(text('last'))
    await whole.sees('last')
    // The page keeps 5,000 lines, the session 1,000: compared is what both can have.
    const lines = (await whole.lines()).slice(-1000)
    for (const page of pages) {
      await page.sees('last')
      expect((await page.lines()).slice(-1000)).toEqual(lines)
      page.close()
    }
  })

  test('T4: the slow page holds the source, its going lets it run', async () => {
    const one = open()
    await one.session.open()
    const quick = one.page()
    const slow = one.page({ acknowledge: false })
    await slow.sees('\x1bc')
    await waitFor('no hold at first', () => !one.current().paused)
    let sent = 0
    while (!one.current().paused && sent < 10 * FLOW.high) {
      one.current().events.data(new Uint8Array(FLOW.chunk).fill(65))
      sent += FLOW.chunk
      await new Promise((done) => setImmediate(done))
    }
    await waitFor('the quick page', () => quick.received >= sent)
    expect(sent).toBeLessThan(FLOW.high + 2 * FLOW.chunk)
    expect(one.current().paused).toBe(true)
    slow.close()
    await waitFor('the source to run', () => !one.current().paused)
  })

  test('T4: without any page the kept screen sets the pace', async () => {
    const one = open()
    await one.session.open()
    while (!one.current().paused) one.current().events.data(new Uint8Array(FLOW.chunk).fill(65))
    await waitFor('the screen to be read', () => !one.current().paused)
  })

  test('T4: a large paste is written in order, in pieces, as fast as it is taken', async () => {
    const one = open()
    await one.session.open()
    const page = one.page()
    await page.sees('\x1bc')
    let release: () => void = () => undefined
    one.current().gate = new Promise<void>((resolve) => {
      release = () => resolve()
    })
    const paste = randomBytes(1_000_000)
    page.type(paste)
    page.type('after')
    await new Promise((done) => setTimeout(done, 20))
    expect(one.current().written).toHaveLength(0)
    release()
    const all = Buffer.concat([paste, text('after')])
    const taken = () => one.current().written.reduce((sum, piece) => sum + piece.length, 0)
    await waitFor('the paste', () => taken() === all.length)
    expect(Buffer.concat(one.current().written).equals(all)).toBe(true)
    expect(Math.max(...one.current().written.map((piece) => piece.length))).toBeLessThanOrEqual(4096)
  })
})

test('T3: of two pages only the first answers the program’s questions, until it goes', async () => {
  const one = open()
  await one.session.open()
  const [first, second] = [one.page(), one.page()]
  await second.sees('\x1bc')
  for (const page of [first, second]) {
    page.type('\x1b[12;40R')
    page.type('\x1b[?1;2c')
    page.type('\x1b]11;rgb:0000/0000/0000\x1b\\')
    page.type('\x1b[A')
    page.type('x')
  }
  const typed = () => Buffer.concat(one.current().written).toString()
  const replies = '\x1b[12;40R\x1b[?1;2c\x1b]11;rgb:0000/0000/0000\x1b\\'
  await waitFor('the input', () => typed().length >= replies.length + 8)
  expect(typed()).toBe(`${replies}\x1b[Ax\x1b[Ax`)
  first.close()
  second.type('\x1b[1;1R')
  await waitFor('the second page’s answer', () => typed().endsWith('\x1b[1;1R'))
})

test('T4: input that a program never reads is bounded, and the page is told', async () => {
  const one = open()
  await one.session.open()
  const page = one.page()
  await page.sees('\x1bc')
  one.current().gate = new Promise(() => undefined)
  for (let at = 0; at < 17; at++) page.type(new Uint8Array(1024 * 1024))
  expect(page.end).toMatchObject({ reason: 'failed', error: { code: 'terminal-input-full' } })
})

describe('T1 titles', () => {
  test('T1: the program’s title is cleaned and is not the terminal’s own', async () => {
    const one = open()
    await one.session.open()
    one.current().events.data(text('\x1b]0;root@web1\u202E: ~\x07'))
    await waitFor('the title', () => one.session.row.programTitle === 'root@web1 : ~')
    expect(one.session.row.title).toBe('web1')
  })
})

describe('T3 size', () => {
  test('T3: the size set last by any page is the program’s', async () => {
    const one = open()
    await one.session.open()
    one.session.resize({ columns: 100, rows: 30 })
    one.session.resize({ columns: 100, rows: 30 })
    one.session.connect({ columns: 90, rows: 20 })
    expect(one.current().sizes).toEqual([size, { columns: 100, rows: 30 }, { columns: 90, rows: 20 }])
    expect(one.session.row.size).toEqual({ columns: 90, rows: 20 })
  })
})

describe('T5 states', () => {
  test('T5: an exit shows its code; start again is a new run that may start the container', async () => {
    const one = open()
    await one.session.open()
    expect(one.current().startStopped).toBe(false)
    one.current().events.end({ kind: 'exited', exitCode: 3 })
    expect(one.state()).toEqual({
      kind: 'ended',
      exitCode: 3,
      reason: 'The container ended with exit code 3.',
      error: null,
    })
    await one.session.startAgain(size)
    expect(one.fakes).toHaveLength(2)
    expect(one.current().startStopped).toBe(true)
    expect(one.state().kind).toBe('running')
  })

  test.each([
    ['on its screen', ''],
    ['on the other screen', '\x1b[?1049h\x1b[Hfull'],
    ['with margins', '\x1b[2;5r\x1b[?6h\x1b[3;7H'],
  ])('T5: what a program %s wrote stays when it is started again', async (_, last) => {
    const one = open()
    await one.session.open()
    const page = one.page()
    one.current().events.data(text(`first\r\nsecond\r\nthird\r\nfourth${last}`))
    one.current().events.end({ kind: 'exited', exitCode: 1 })
    await one.session.startAgain(size)
    one.current().events.data(text('again'))
    await page.sees('again')
    const lines = await page.lines()
    expect(lines).toEqual(['first', 'second', 'third', 'fourth', 'again'])
    const later = one.page()
    await later.sees('again')
    expect(await later.lines()).toEqual(lines)
  })

  test('T5: an old run that still talks is not heard', async () => {
    const one = open()
    await one.session.open()
    const page = one.page()
    one.session.detach()
    await one.session.startAgain(size)
    one.fakes[0]?.events.data(text('ghost'))
    one.fakes[0]?.events.end({ kind: 'exited', exitCode: 1 })
    one.current().events.data(text('live'))
    await page.sees('live')
    expect(page.seen).not.toContain('ghost')
    expect(one.state().kind).toBe('running')
  })

  test('T5: a lost attach is tried until it holds, and the engine is suspected', async () => {
    vi.useFakeTimers()
    let away = false
    const one = open(attach, (fake) => {
      fake.fails = away ? new Error('connect ENOENT') : null
    })
    await one.session.open()
    away = true
    one.current().events.end({ kind: 'lost', error: new Error('reset') })
    expect(one.state().kind).toBe('reconnecting')
    expect(one.link.suspected).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(one.fakes.length).toBeGreaterThan(2)
    expect(one.state().kind).toBe('reconnecting')
    away = false
    one.link.connected = true
    await vi.advanceTimersByTimeAsync(1)
    expect(one.state().kind).toBe('running')
    const runs = one.fakes.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(one.fakes).toHaveLength(runs)
  })

  test('T5: a link that goes while an exec runs is shown, and taken back when the process is still there', async () => {
    const one = open(exec)
    await one.session.open()
    one.link.connected = false
    expect(one.state().kind).toBe('reconnecting')
    Object.assign(one.current(), { stillThere: async () => true })
    one.link.connected = true
    await waitFor('running', () => one.state().kind === 'running')
    expect(one.fakes).toHaveLength(1)
    one.link.connected = false
    Object.assign(one.current(), { stillThere: async () => false })
    one.link.connected = true
    await waitFor('ended', () => one.state().kind === 'ended')
    expect(one.session.row.canStartAgain).toBe(true)
  })

  test('T5: a start that fails again keeps the end and says why', async () => {
    const failure = new SlipwayError({ code: 'container-paused', message: 'Paused.', remedy: 'Resume.' })
    let fails = false
    const one = open(attach, (fake) => {
      fake.fails = fails ? failure : null
    })
    await one.session.open()
    one.current().events.end({ kind: 'exited', exitCode: 0 })
    fails = true
    await expect(one.session.startAgain(size)).rejects.toBe(failure)
    expect(one.state()).toMatchObject({ kind: 'ended', exitCode: 0, error: { code: 'container-paused' } })
  })

  test('T5: closing tells every page and the list, and closes the source once', async () => {
    const one = open()
    await one.session.open()
    const page = one.page()
    await page.sees('\x1bc')
    one.session.close()
    one.session.close()
    expect(page.end).toEqual({ reason: 'closed' })
    expect(one.rows.at(-1)).toBeNull()
    expect(one.current().closed).toBe(1)
    expect(one.link.listeners.size).toBe(0)
  })
})

describe('C4: the connection of a terminal is removed', () => {
  test.each([attach, exec])('C4: it says that it ended, and is not tried again: $kind', async (source) => {
    const one = open(source)
    await one.session.open()
    one.link.connected = false
    expect(one.state().kind).toBe('reconnecting')
    one.session.connectionRemoved()
    expect(one.state()).toMatchObject({ kind: 'ended', reason: expect.stringContaining('connection was removed') })
    expect(one.session.row.canStartAgain).toBe(false)
    one.link.connected = true
    expect(one.state().kind).toBe('ended')
    expect(one.current().closed).toBeGreaterThan(0)
  })

  test('C4: one that had ended keeps why, and loses its start again', async () => {
    const one = open()
    await one.session.open()
    one.current().events.end({ kind: 'exited', exitCode: 3, removed: false })
    one.session.connectionRemoved()
    expect(one.state()).toMatchObject({ kind: 'ended', exitCode: 3, reason: expect.stringContaining('exit code 3') })
    expect(one.session.row.canStartAgain).toBe(false)
  })
})
