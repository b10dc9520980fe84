import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { FLOW } from '../../preload/transport.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { pause, TerminalBench } from '../support/terminal-bench.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const FLOOD = 200_000_000
/** What 200 MB may add to the memory of the process that carries them, both ends of the stream included. */
const MEMORY_CEILING = 200 * 1024 * 1024

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Terminals in a flood', () => {
  let bench: TerminalBench
  beforeAll(async () => {
    bench = new TerminalBench((await sharedEngine()).socketPath)
  })
  afterEach(() => bench.clear())
  afterAll(() => bench?.close())

  test('T4: 200 MB arrive to the last line, with bounded queues and memory, and input is served in the middle', async () => {
    const id = await bench.container()
    const line = 'x'.repeat(98)
    const script = `stty raw -echo; echo ready; read go; (read word; echo "$word" > /tmp/heard) < /dev/tty & yes ${line} | head -c ${FLOOD}; echo; echo last-line`
    const flood = bench.page(await bench.exec(id, ['sh', '-c', script]), { show: false })
    const other = bench.page(await bench.exec(id, ['sh']))
    await flood.sees('ready')
    const before = process.memoryUsage().rss
    let most = 0
    const sampler = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 100)
    flood.type('\n')
    await waitFor('the flood', () => flood.received > 10_000_000)
    const asked = Date.now()
    flood.type('typed-in-the-flood\n')
    other.type('until cat /tmp/heard 2>/dev/null; do sleep 0.05; done\n')
    await other.sees('typed-in-the-flood\r\n')
    const answered = Date.now() - asked
    expect(flood.received).toBeLessThan(FLOOD)
    await flood.sees('last-line', 120)
    clearInterval(sampler)
    expect(answered).toBeLessThan(2_000)
    expect(flood.received).toBeGreaterThanOrEqual(FLOOD)
    expect(flood.mostInFlight).toBeLessThan(FLOW.high + FLOW.chunk)
    expect(most - before).toBeLessThan(MEMORY_CEILING)
    console.info(
      `flood: input served in ${answered} ms, most in flight ${flood.mostInFlight}, memory +${((most - before) / 1e6).toFixed(0)} MB`,
    )
  }, 180_000)

  test('T4: a page reloaded in the middle of a flood goes on without a line lost or twice', async () => {
    const last = 1_500_000
    const terminal = await bench.exec(await bench.container(), ['sh', '-c', `read go; seq 1 ${last}; read end`])
    const first = bench.page(terminal)
    first.type('\n')
    await waitFor('the flood', () => first.received > 1_000_000)
    first.close()
    const second = bench.page(terminal)
    await waitFor('the flood', () => second.received > 1_500_000)
    second.close()
    const third = bench.page(terminal)
    await third.sees(`${last}\r\n`, 60)
    const fourth = bench.page(terminal)
    await fourth.sees(`${last}\r\n`)
    for (const page of [third, fourth]) {
      const numbers = (await page.lines()).map(Number)
      expect(numbers.length).toBeGreaterThan(4_000)
      expect(numbers).toEqual(Array.from(numbers, (_, at) => last - numbers.length + 1 + at))
    }
  }, 120_000)

  test('T4: lines from the join on are whole: the kept screen and the live bytes meet without gap', async () => {
    const terminal = await bench.exec(await bench.container(), ['sh', '-c', 'read go; seq 1 400000; read end'])
    const first = bench.page(terminal)
    first.type('\n')
    await waitFor('the flood', () => first.received > 300_000)
    const joined = bench.page(terminal, { keep: true })
    await joined.sees('400000\r\n', 60)
    const numbers =
      Buffer.concat(joined.bytes)
        .toString()
        .match(/\d+(?=\r\n)/g)
        ?.map(Number) ?? []
    expect(numbers.length).toBeGreaterThan(5_000)
    expect(numbers).toEqual(Array.from(numbers, (_, at) => 400_000 - numbers.length + 1 + at))
  }, 120_000)

  test('T4: the slowest of two pages sets the pace; when it goes the other one goes on', async () => {
    const terminal = await bench.exec(await bench.container(), [
      'sh',
      '-c',
      `read go; yes ${'x'.repeat(98)} | head -c 30000000; echo; echo last-line; read end`,
    ])
    const quick = bench.page(terminal, { show: false })
    const slow = bench.page(terminal, { show: false, acknowledge: false })
    await quick.sees('\x1bc')
    await slow.sees('\x1bc')
    quick.type('\n')
    await waitFor('the slow page to hold it', () => slow.received >= FLOW.high)
    await pause(500)
    const held = quick.received
    await pause(500)
    expect(quick.received).toBe(held)
    expect(held).toBeLessThan(FLOW.high + 4 * FLOW.chunk)
    expect(slow.mostInFlight).toBeLessThan(FLOW.high + FLOW.chunk)
    slow.acknowledging = true
    await waitFor('both to go on', () => slow.received > 3_000_000 && quick.received > 3_000_000)
    slow.acknowledging = false
    await waitFor('the slow page to hold it again', async () => {
      const seen = quick.received
      await pause(300)
      return quick.received === seen
    })
    slow.close()
    await quick.sees('last-line', 60)
  }, 120_000)

  test('T4: every byte value passes unchanged in both directions, valid UTF-8 or not', async () => {
    const shown = bench.page(
      await bench.exec(await bench.container(), ['sh', '-c', 'stty raw -echo; echo ready; exec cat']),
      {
        keep: true,
      },
    )
    await shown.sees('ready')
    const codePage437 = Buffer.from([0x45, 0x73, 0x70, 0x61, 0xa4, 0x6f, 0x6c, 0x20, 0x8e, 0x99, 0xe1, 0xb0, 0xdb])
    const sent = Buffer.concat([
      Buffer.from(Array.from({ length: 256 }, (_, at) => at)),
      codePage437,
      Buffer.from('漢字 Grüße 😀'),
      Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0xf0, 0x9f, 0x98]),
      Buffer.from('!end!'),
    ])
    const start = Buffer.concat(shown.bytes).length
    for (let at = 0; at < sent.length; at += 3) shown.type(sent.subarray(at, at + 3))
    await shown.sees('!end!')
    expect(Buffer.concat(shown.bytes).subarray(start)).toEqual(sent)
  })

  test('T4: a large paste arrives whole and in order', async () => {
    const shown = bench.page(
      await bench.exec(await bench.container(), [
        'sh',
        '-c',
        'stty raw -echo; echo ready; head -c 3000000 | md5sum; read end',
      ]),
    )
    await shown.sees('ready')
    const { createHash } = await import('node:crypto')
    const paste = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => 32 + ((at * 7 + (at >> 8)) % 90)))
    shown.type(paste)
    await shown.sees(createHash('md5').update(paste).digest('hex'), 60)
  }, 90_000)
})
