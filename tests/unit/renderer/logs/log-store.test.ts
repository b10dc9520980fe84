import { describe, expect, it } from 'vitest'
import type { LogRecord } from '../../../../preload/contract/log-records.ts'
import { logLineText, readLogLine } from '../../../../renderer/pages/containers/logs/log-line.ts'
import { LogStore } from '../../../../renderer/pages/containers/logs/log-store.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const record = (text: string, stream: 1 | 2 = 1, partial = false): LogRecord => ({
  stream,
  partial,
  bytes: bytes(text),
})
const textOf = (store: LogStore, line: number): string => {
  const stored = store.line(line)
  return stored ? logLineText(stored.bytes, stored.simple, stored.start) : '(gone)'
}

describe('K4: log lines are kept in buffers', () => {
  it('K4: a million lines are held with their text, stream and number', () => {
    const store = new LogStore()
    const batch: LogRecord[] = []
    for (let line = 0; line < 1_000_000; line++) {
      batch.push(record(`line ${line}`, line % 7 === 0 ? 2 : 1))
      if (batch.length === 10_000) store.append(batch.splice(0))
    }
    expect(store.endLine).toBe(1_000_000)
    expect(store.firstLine).toBe(0)
    for (const line of [0, 16_383, 16_384, 500_001, 999_999]) {
      expect(textOf(store, line)).toBe(`line ${line}`)
      expect(store.line(line)?.stderr).toBe(line % 7 === 0)
    }
    // 11 bytes of text and as many of index a line: far below what strings would take.
    expect(store.held).toBeLessThan(60 * 1024 * 1024)
    expect(store.line(1_000_000)).toBeNull()
  })

  it('K4: a line of 1 MB that came in parts is one line', () => {
    const store = new LogStore()
    const part = 'x'.repeat(65_536)
    for (let count = 0; count < 16; count++) store.append([record(part, 1, count < 15)])
    expect(store.endLine).toBe(1)
    expect(store.maxColumns).toBe(1_048_576)
    expect(store.line(0)?.bytes.length).toBe(1_048_576)
  })

  it('K4: parts of both streams that arrive mixed stay apart', () => {
    const store = new LogStore()
    store.append([record('out-', 1, true), record('err-', 2, true), record('end', 1), record('end', 2)])
    expect(textOf(store, 0)).toBe('out-end')
    expect(textOf(store, 1)).toBe('err-end')
    expect(store.line(1)?.stderr).toBe(true)
  })

  it('K4: past the memory bound the oldest lines go and the numbers stay', () => {
    const store = new LogStore(4 * 1024 * 1024)
    const text = 'y'.repeat(1000)
    for (let line = 0; line < 10_000; line++) store.append([record(`${line} ${text}`)])
    expect(store.held).toBeLessThanOrEqual(4 * 1024 * 1024)
    expect(store.firstLine).toBeGreaterThan(5000)
    expect(store.line(store.firstLine - 1)).toBeNull()
    expect(textOf(store, store.firstLine).startsWith(`${store.firstLine} `)).toBe(true)
    expect(textOf(store, 9999).startsWith('9999 ')).toBe(true)
  })

  it('K4: a colour that is not reset goes on in the next lines', () => {
    const store = new LogStore()
    store.append([record('\u001b[31mred'), record('still red'), record('\u001b[0mplain'), record('plain')])
    const foreground = (line: number) => {
      const stored = store.line(line)
      return stored ? readLogLine(stored.bytes, stored.start).runs[0]?.style.foreground : 'gone'
    }
    expect([0, 1, 2, 3].map(foreground)).toEqual([1, 1, undefined, undefined])
  })

  it('K4: the carriage return of a TTY is no part of the line; invalid UTF-8 is survived', () => {
    const store = new LogStore()
    store.append([record('tty\r'), { stream: 1, partial: false, bytes: Uint8Array.of(0x61, 0xff, 0xc3, 0x62) }])
    expect(textOf(store, 0)).toBe('tty')
    expect(textOf(store, 1)).toBe('a\ufffd\ufffdb')
  })
})
