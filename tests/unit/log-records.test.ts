import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeLogRecord, LogRecordReader, MAX_PART } from '../../preload/contract/log-records.ts'

const record = fc.record({
  stream: fc.constantFrom(1 as const, 2 as const),
  partial: fc.boolean(),
  bytes: fc.uint8Array({ maxLength: 200 }),
})

describe('K3 log records', () => {
  test('K3: records survive any cut of the bytes', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 30 }), (records, cuts) => {
        const whole = new Uint8Array(Buffer.concat(records.map(encodeLogRecord)))
        const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length]
        const reader = new LogRecordReader()
        const read = at.slice(1).flatMap((end, index) => {
          // Each packet in memory of its own, as a transport gives it, and at an offset in it.
          const packet = new Uint8Array([7, 7, ...whole.subarray(at[index], end)]).subarray(2)
          return reader.read(packet).map(({ stream, partial, bytes }) => ({ stream, partial, bytes: bytes.slice() }))
        })
        expect(read).toEqual(records)
      }),
    )
  })

  test('K3: a record of the greatest length passes', () => {
    const bytes = new Uint8Array(MAX_PART).fill(65)
    const [read] = new LogRecordReader().read(encodeLogRecord({ stream: 2, partial: true, bytes }))
    expect(read).toEqual({ stream: 2, partial: true, bytes })
  })
})
