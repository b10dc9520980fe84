import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logDecoder } from '../../../main/engine/logs/log-decoder.ts'
import type { LogMessage } from '../../../main/engine/logs/log-message.ts'
import { RecordWriter } from '../../../main/engine/logs/record-writer.ts'
import { SeenMessages, stampToSeconds } from '../../../main/engine/logs/seen-messages.ts'
import { LogRecordReader, MAX_PART } from '../../../preload/contract/log-records.ts'

const STAMP = '2026-11-28T10:00:00.123456789Z'

function frame(stream: 1 | 2, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

/** Cuts bytes at these places and reads them packet by packet. */
function readCut(bytes: Buffer, cuts: number[], tty: boolean): LogMessage[] {
  const decoder = logDecoder(tty)
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const packets = [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end))
  return [...packets.flatMap((packet) => decoder.read(packet)), ...decoder.rest()]
}

const plain = (messages: LogMessage[]) =>
  messages.map(({ stream, timestamp, content, endsLine }) => [stream, timestamp, content.toString('utf8'), endsLine])

/** What a page would show. */
function lines(writer: RecordWriter, batches: LogMessage[][]): { text: string; stream: number }[] {
  const reader = new LogRecordReader()
  const open: Record<number, string[]> = { 1: [], 2: [] }
  const shown: { text: string; stream: number }[] = []
  for (const bytes of [...batches.map((batch) => writer.write(batch)), writer.end()]) {
    for (const record of reader.read(bytes)) {
      expect(record.bytes.length).toBeLessThanOrEqual(MAX_PART)
      open[record.stream]?.push(Buffer.from(record.bytes).toString('latin1'))
      if (record.partial) continue
      shown.push({ stream: record.stream, text: open[record.stream]?.splice(0).join('') ?? '' })
    }
  }
  return shown
}

describe('Log streams', () => {
  it('K4: frames cut anywhere give the same messages', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => line.replaceAll(/[\r\n]/g, ' '))
    const messages = fc.array(fc.tuple(fc.constantFrom<1 | 2>(1, 2), text, fc.constantFrom('\n', '\r\n', '')), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(messages, fc.array(fc.nat(2000), { maxLength: 12 }), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(([stream, line, end]) => frame(stream, `${STAMP} ${line}${end}`)))
        const expected = sent.map(([stream, line, end]) => [stream, STAMP, line, end !== ''])
        expect(plain(readCut(bytes, cuts, false))).toEqual(expected)
      }),
    )
  })

  it('K4: a terminal’s stream cut anywhere gives the same messages, also where the engine cut a long line', () => {
    const long = 'x'.repeat(16 * 1024)
    const bytes = Buffer.from(`${STAMP} one\r\n${STAMP} ${long}${STAMP} ${long}${STAMP} rest\n${STAMP} two`)
    const expected = [
      [1, STAMP, 'one', true],
      [1, STAMP, long, false],
      [1, STAMP, long, false],
      [1, STAMP, 'rest', true],
      [1, STAMP, 'two', false],
    ]
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        expect(plain(readCut(bytes, cuts, true))).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('K4: how a line ended is kept for the file', () => {
    const bytes = Buffer.concat(
      ['windows\r\n', 'linux\n', 'none\r', '\r\n'].map((text) => frame(1, `${STAMP} ${text}`)),
    )
    const found = readCut(bytes, [], false).map(({ content, returns }) => [content.toString(), returns])
    expect(found).toEqual([
      ['windows', true],
      ['linux', false],
      ['none\r', false],
      ['', true],
    ])
  })

  it('K4: messages without stamp, and with one of another zone', () => {
    const bytes = Buffer.concat([frame(1, 'no stamp\n'), frame(2, '2026-11-28T10:00:00.123456789+02:00 zone\n')])
    expect(plain(readCut(bytes, [], false))).toEqual([
      [1, '', 'no stamp', true],
      [2, '2026-11-28T10:00:00.123456789+02:00', 'zone', true],
    ])
    expect(stampToSeconds('2026-11-28T10:00:00.123456789+02:00')).toBe(`${Date.UTC(2026, 10, 28, 8) / 1000}.123456789`)
    expect(stampToSeconds(STAMP)).toBe(`${Date.UTC(2026, 10, 28, 10) / 1000}.123456789`)
  })

  it('K4: what is no frame stream is refused rather than kept in memory', () => {
    expect(() => logDecoder(false).read(Buffer.from('garbage garbage garbage'))).toThrow()
  })

  it('K4: a line of any length goes out in pieces whose sum is the line, streams apart', () => {
    const sizes = fc.array(fc.tuple(fc.constantFrom<1 | 2>(1, 2), fc.nat(3 * MAX_PART), fc.boolean()), { maxLength: 6 })
    fc.assert(
      fc.property(sizes, (pieces) => {
        const messages = pieces.map(([stream, size, endsLine], index): LogMessage => {
          return { stream, timestamp: STAMP, content: Buffer.alloc(size, 97 + index), endsLine }
        })
        const expected: { stream: number; text: string }[] = []
        const open: Record<number, string | undefined> = {}
        for (const { stream, content, endsLine } of messages) {
          open[stream] = (open[stream] ?? '') + content.toString('latin1')
          if (!endsLine) continue
          expected.push({ stream, text: open[stream] ?? '' })
          open[stream] = undefined
        }
        for (const stream of [1, 2]) if (open[stream]) expected.push({ stream, text: open[stream] ?? '' })
        const shown = lines(
          new RecordWriter(false),
          messages.map((message) => [message]),
        )
        expect(shown.length).toBe(expected.length)
        expect(shown.every((line, index) => line.text === expected[index]?.text)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('C4: after a break each message is shown once, although stamps repeat and are out of order', () => {
    const stamp = (n: number) => `2026-11-28T10:00:00.${String(n).padStart(9, '0')}Z`
    const message = (n: number, text: string): LogMessage => {
      return { stream: 1, timestamp: stamp(n), content: Buffer.from(text), endsLine: true }
    }
    const log = [message(5, 'a'), message(5, 'b'), message(7, 'c'), message(6, 'd'), message(7, 'e'), message(7, 'f')]
    for (let seenUpTo = 0; seenUpTo <= log.length; seenUpTo += 1) {
      const seen = new SeenMessages()
      const shown = log.slice(0, seenUpTo).filter((m) => seen.pass(m))
      const since = seen.since
      seen.repeat()
      const repeated = log.filter((m) => since === null || m.timestamp >= since)
      shown.push(...repeated.filter((m) => seen.pass(m)))
      expect(shown.map((m) => m.content.toString())).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    }
  })

  it('C4: what is remembered of a long log stays small', () => {
    const seen = new SeenMessages()
    const all = Array.from({ length: 10_000 }, (_, n): LogMessage => {
      const timestamp = `2026-11-28T10:00:00.${String(n).padStart(9, '0')}Z`
      return { stream: 1, timestamp, content: Buffer.alloc(0), endsLine: true }
    })
    for (const message of all.slice(0, 9_000)) seen.pass(message)
    const since = seen.since ?? ''
    seen.repeat()
    const again = all.filter((message) => message.timestamp >= since)
    expect(again.length).toBeLessThan(6_000)
    expect(again.filter((message) => seen.pass(message))).toEqual(all.slice(9_000))
  })
})
