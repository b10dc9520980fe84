import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Demultiplexer, LineEnds } from '../../../main/terminals/demultiplex.ts'

function frame(stream: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

function cut(whole: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [0, ...cuts.map((one) => one % (whole.length + 1)).sort((a, b) => a - b), whole.length]
  return at.slice(1).map((end, index) => whole.subarray(at[index], end))
}

describe('T4 streams without a TTY', () => {
  test('T4: the payload comes whole, however the frames are cut', () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 60 })), { maxLength: 20 })
    fc.assert(
      fc.property(frames, fc.array(fc.nat(), { maxLength: 40 }), (sent, cuts) => {
        const demultiplexer = new Demultiplexer()
        const whole = Buffer.concat(sent.map(([stream, payload]) => frame(stream, payload)))
        const read = cut(whole, cuts).flatMap((packet) => demultiplexer.read(packet))
        expect(Buffer.concat(read)).toEqual(Buffer.concat(sent.map(([, payload]) => payload)))
      }),
    )
  })

  test('T4: one byte at a time', () => {
    const demultiplexer = new Demultiplexer()
    const whole = Buffer.concat([frame(1, Buffer.from('out')), frame(2, Buffer.alloc(0)), frame(2, Buffer.from('err'))])
    const read = [...whole].flatMap((byte) => demultiplexer.read(new Uint8Array([byte])))
    expect(Buffer.concat(read).toString()).toBe('outerr')
  })

  test('T4: a frame of 100 MB is handed on as it comes, not gathered', () => {
    const demultiplexer = new Demultiplexer()
    const header = frame(1, new Uint8Array(0))
    header.writeUInt32BE(100_000_000, 4)
    expect(demultiplexer.read(header)).toEqual([])
    const packet = new Uint8Array(1000)
    expect(demultiplexer.read(packet)[0]?.buffer).toBe(packet.buffer)
  })

  test('T4: line ends become those of a terminal, however they are cut', () => {
    const text = fc.array(fc.constantFrom('\r', '\n', 'x', '\r\n'), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 20 }), (sent, cuts) => {
        const lines = new LineEnds()
        const read = Buffer.concat(cut(Buffer.from(sent), cuts).map((packet) => lines.convert(packet))).toString()
        expect(read).toBe(sent.replace(/(?<!\r)\n/g, '\r\n'))
      }),
    )
  })
})
