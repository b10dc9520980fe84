import { Unicode11Addon } from '@xterm/addon-unicode11'
import headless from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HeldOutput } from '../../../main/terminals/held-output.ts'
import { cleanProgramTitle } from '../../../main/terminals/program-title.ts'
import { Screen } from '../../../main/terminals/screen.ts'
import { Unfinished } from '../../../main/terminals/unfinished.ts'
import { FLOW } from '../../../preload/transport.ts'

const size = { columns: 40, rows: 10 }

function screen(events: Partial<ConstructorParameters<typeof Screen>[2]> = {}) {
  return new Screen(size, 100, { drained: () => undefined, title: () => undefined, ...events })
}

function snapshot(of: Screen): Promise<Uint8Array> {
  return new Promise((resolve) => of.snapshot(resolve))
}

async function shown(...parts: Uint8Array[]): Promise<{ lines: string[]; cursor: string }> {
  const terminal = new headless.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: 100,
    allowProposedApi: true,
  })
  terminal.loadAddon(new Unicode11Addon() as never)
  terminal.unicode.activeVersion = '11'
  for (const part of parts) terminal.write(part)
  await new Promise<void>((resolve) => terminal.write('', resolve))
  const buffer = terminal.buffer.active
  const lines = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at)?.translateToString(true) ?? '')
  const cursor = `${buffer.cursorX},${buffer.cursorY + buffer.baseY}`
  terminal.dispose()
  return { lines, cursor }
}

describe('T3 the kept screen', () => {
  test('T3: a page that joins at any byte sees what one sees that was there from the start', async () => {
    const text =
      '\x1b[31mrot\x1b[0m Grün 漢字 😀 \x1b]0;title\x07 a\r\n\x1b[2;5Hx\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\\r\n\x1bPqdcs\x1b\\é\x1b(B\x1b[38;2;1;2;3mZ\x1b[m end'
    const bytes = new TextEncoder().encode(text)
    const whole = await shown(bytes)
    for (let at = 0; at <= bytes.length; at++) {
      const kept = screen()
      kept.write(bytes.subarray(0, at))
      const state = await snapshot(kept)
      expect(await shown(state, bytes.subarray(at)), `cut at ${at}`).toEqual(whole)
      kept.dispose()
    }
  }, 30_000)

  test('T1: what was cleared is not shown to a page that comes later', async () => {
    const kept = screen()
    kept.write(new TextEncoder().encode('old line\r\n'.repeat(30)))
    kept.write(new TextEncoder().encode('$ '))
    kept.clear()
    kept.write(new TextEncoder().encode('ls\r\nnew'))
    const { lines } = await shown(await snapshot(kept))
    expect(lines.filter(Boolean)).toEqual(['$ ls', 'new'])
    kept.dispose()
  })

  test('T3: the snapshot holds what was written before it and nothing written after', async () => {
    const kept = screen()
    kept.write(new TextEncoder().encode('before'))
    const state = snapshot(kept)
    kept.write(new TextEncoder().encode('after'))
    expect((await shown(await state)).lines[0]).toBe('before')
    kept.dispose()
  })

  test('T3: other screen, hidden cursor and scroll margins are restored', async () => {
    const kept = screen()
    kept.write(new TextEncoder().encode('main\x1b[?1049h\x1b[?25l\x1b[2;5r\x1b[3;1Hfull'))
    const text = Buffer.from(await snapshot(kept)).toString()
    expect(text).toContain('\x1b[?1049h')
    expect(text).toContain('\x1b[2;5r')
    expect(text.endsWith('\x1b[?25l')).toBe(true)
    kept.dispose()
  })

  test.each([
    ['\x1b[?1000;1006h', '\x1b[?1000h', '\x1b[?1006h'],
    ['\x1b[?1003h\x1b[?1016h', '\x1b[?1003h', '\x1b[?1016h'],
    ['\x1b[?1002h\x1b[?1006h\x1b[?1006l\x1b[6 q', '\x1b[?1002h', '\x1b[6 q'],
  ])('T3: the mouse is told of as before, and the cursor has its form: %j', async (written, tracking, last) => {
    const kept = screen()
    kept.write(new TextEncoder().encode(written))
    const text = Buffer.from(await snapshot(kept)).toString()
    expect(text).toContain(tracking)
    expect(text.endsWith(last)).toBe(true)
    expect(text.includes('\x1b[?1006h')).toBe(last === '\x1b[?1006h')
    kept.write(new TextEncoder().encode('\x1bc'))
    expect(Buffer.from(await snapshot(kept)).toString()).not.toContain(last)
    kept.dispose()
  })

  test('T4: it asks for a pause before it holds 5 MB, and says when it has read enough', async () => {
    const drained = await new Promise<number>((resolve) => {
      const kept = screen({ drained: () => resolve(kept.waiting) })
      while (!kept.full && kept.waiting < 5_000_000) kept.write(new Uint8Array(FLOW.chunk).fill(65))
      expect(kept.full).toBe(true)
    })
    expect(drained).toBeLessThan(2_500_000)
  })

  test('T1: OSC 0 and 2 set the title, OSC 52 gets no answer', async () => {
    const titles: string[] = []
    const kept = screen({ title: (title) => titles.push(title) })
    kept.write(new TextEncoder().encode('\x1b]0;one\x07\x1b]2;two\x1b\\\x1b]52;c;?\x07\x1b]52;c;aGk=\x07'))
    expect((await shown(await snapshot(kept))).lines[0]).toBe('')
    expect(titles).toEqual(['one', 'two'])
    kept.dispose()
  })
})

describe('T4 lines that scroll past', () => {
  const line = fc
    .record({
      style: fc.constantFrom('', '\x1b[31m', '\x1b[0m', '\x1b[m', '\x1b[1;44m', '\x1b[38:2::1:2:3m', '\x1b[K'),
      text: fc.constantFrom(
        '',
        'x',
        'GET /orders 200',
        '漢字 é 😀',
        'wider than the terminal is '.repeat(3),
        '\ttab\b',
      ),
      other: fc.oneof(
        { weight: 1500, arbitrary: fc.constant('') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '\x1b[2;5r',
            '\x1b[?1049h',
            '\x1b[?1049l',
            '\x1b]0;t\x07',
            '\x1b[2J',
            '\x0e',
            '\u009b2C',
          ),
        },
      ),
      end: fc.oneof(
        { weight: 1500, arbitrary: fc.constant('\r\n') },
        { weight: 1, arbitrary: fc.constantFrom('\n', '') },
      ),
    })
    .map(({ style, text, other, end }) => style + text + other + end)

  /** The state after pieces of which each is parsed before the next. */
  async function parsedOneByOne(lines: string[]): Promise<string> {
    const kept = screen()
    // Fifty lines are less than screen and scrollback hold: nothing of them is left out.
    for (let at = 0; at < lines.length; at += 50) {
      kept.write(Buffer.from(lines.slice(at, at + 50).join('')))
      await snapshot(kept)
    }
    return await stateOf(kept)
  }

  async function stateOf(kept: Screen): Promise<string> {
    const state = await snapshot(kept)
    kept.dispose()
    return Buffer.from(state).toString()
  }

  test('T4: what is left out changes nothing of screen, scrollback, cursor, style and modes', async () => {
    let leftOut = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 100, maxLength: 500, size: 'max' }),
        fc.nat(99),
        fc.integer({ min: 1, max: 3000 }),
        async (lines, cut, packet) => {
          const at = Math.floor((lines.length * cut) / 100)
          const kept = screen()
          kept.write(Buffer.from(lines.slice(0, at).join('')))
          await snapshot(kept)
          const flood = Buffer.from(lines.slice(at).join(''))
          for (let from = 0; from < flood.length; from += packet) kept.write(flood.subarray(from, from + packet))
          if (kept.waiting < flood.length) leftOut++
          expect(await stateOf(kept)).toBe(await parsedOneByOne(lines))
        },
      ),
      { numRuns: 300 },
    )
    expect(leftOut).toBeGreaterThan(50)
  }, 60_000)

  test('T4: what stood below the cursor is not left beside the lines of a flood', async () => {
    const full = `${'X'.repeat(40)}\r\n`.repeat(10)
    const lines = Array.from({ length: 500 }, (_, at) => `line ${at}\r\n`)
    const kept = screen()
    kept.write(Buffer.from(`${full}\x1b[H`))
    await snapshot(kept)
    for (const each of lines) kept.write(Buffer.from(each))
    expect(kept.waiting).toBeLessThan(2_000)
    expect(await stateOf(kept)).toBe(await parsedOneByOne([full, '\x1b[H', ...lines]))
  })

  test('T4: styles of what is left out are bounded too', async () => {
    const line = Buffer.from(`${'\x1b[32m.\x1b[39m'.repeat(100)}\r\n`.repeat(100))
    let fullAt = 0
    await new Promise<void>((resolve) => {
      const kept = screen({ drained: resolve })
      for (let bytes = 0; bytes < 100_000_000 && !kept.full; bytes += line.length) {
        kept.write(line)
        fullAt = bytes
      }
      expect(kept.full).toBe(true)
      expect(kept.waiting).toBeLessThan(5_000_000)
    })
    expect(fullAt).toBeLessThan(5_000_000)
  })

  test('T4: of plain lines only those are held that will be seen', () => {
    const held = new HeldOutput()
    const lines = Array.from({ length: 1000 }, (_, at) => `\x1b[3${at % 8}mline ${at}\r\n`)
    for (const each of lines) {
      held.push(Buffer.from(each))
      held.dropScrolledPast(110)
    }
    expect(held.plain).toBe(true)
    const styles = lines.slice(0, 890).map((each) => each.slice(0, 5))
    const all = styles.join('') + lines.slice(890).join('')
    expect(held.length).toBe(all.length)
    expect(held.take().toString()).toBe(all)
    expect(held.length).toBe(0)
  })

  test.each([
    ['another sequence', 'a\r\n\x1b[?25l\r\n'],
    ['a line that does not end', 'x'.repeat(70_000)],
    ['line feeds without carriage returns', 'a\n'.repeat(35_000)],
  ])('T4: after %s everything is kept', (_, text) => {
    const held = new HeldOutput()
    held.push(Buffer.from(text))
    for (let at = 0; at < 500; at++) held.push(Buffer.from(`line ${at}\r\n`))
    expect(held.plain).toBe(false)
    const { length } = held
    held.dropScrolledPast(110)
    expect(held.length).toBe(length)
    expect(held.take().toString().startsWith(text)).toBe(true)
  })

  test('T4: reset styles are forgotten with the lines that they coloured', () => {
    const held = new HeldOutput()
    held.push(Buffer.from('\x1b[1mbold\x1b[0m\x1b[32m\x1b[4mgreen\r\n'))
    held.push(Buffer.from('next\r\n'.repeat(3)))
    held.dropScrolledPast(3)
    expect(held.take().toString()).toBe(`\x1b[0m\x1b[32m\x1b[4m${'next\r\n'.repeat(3)}`)
  })
})

describe('T1 titles', () => {
  test('T1: titles lose control characters, direction overrides and length', () => {
    expect(cleanProgramTitle('vim \u202Egnp.exe\u0007\n\u200B x')).toBe('vim gnp.exe x')
    expect([...cleanProgramTitle('😀'.repeat(300))]).toHaveLength(100)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        expect(cleanProgramTitle(title)).not.toMatch(/\p{C}/u)
      }),
    )
  })
})

describe('T3 what is unfinished', () => {
  test('T3: cut anywhere it gives the same', () => {
    const parts = fc.array(
      fc.constantFrom(0x1b, 0x5b, 0x5d, 0x5c, 0x07, 0x18, 0x41, 0x31, 0x50, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0xff),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(parts, fc.nat({ max: 40 }), (bytes, at) => {
        const once = new Unfinished()
        once.read(new Uint8Array(bytes))
        const twice = new Unfinished()
        twice.read(new Uint8Array(bytes.slice(0, at)))
        twice.read(new Uint8Array(bytes.slice(at)))
        expect(twice.bytes).toEqual(once.bytes)
        // It is an end of what was read.
        expect([...once.bytes]).toEqual(bytes.slice(bytes.length - once.bytes.length))
      }),
    )
  })
})
