/**
 * Log lines on a binary channel: [stream u8][length u32 LE][bytes], without the line's end. A line longer than
 * MAX_PART comes as several records, all but the last with the PARTIAL bit, so that one line of any length flows.
 * The engine's timestamp, when asked for, is the first word of the line as the engine wrote it.
 */
export const LOG_STREAM = { stdout: 1, stderr: 2 } as const
export const LOG_PARTIAL = 0x80
export const MAX_PART = 64 * 1024
const HEADER = 5

export interface LogRecord {
  stream: 1 | 2
  partial: boolean
  bytes: Uint8Array
}

/** Writes one record (one copy). `bytes` must not be longer than MAX_PART. */
export function encodeLogRecord(record: LogRecord): Uint8Array {
  const out = new Uint8Array(HEADER + record.bytes.length)
  out[0] = record.stream | (record.partial ? LOG_PARTIAL : 0)
  new DataView(out.buffer).setUint32(1, record.bytes.length, true)
  out.set(record.bytes, HEADER)
  return out
}

/** Reads records from packets cut anywhere. Not for several streams: one reader a channel. */
export class LogRecordReader {
  #rest: Uint8Array = new Uint8Array(0)

  /** The whole records in `packet` and what was left before; their bytes share memory with the packet where they can. */
  read(packet: Uint8Array): LogRecord[] {
    let bytes = packet
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + packet.length)
      bytes.set(this.#rest)
      bytes.set(packet, this.#rest.length)
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const records: LogRecord[] = []
    let at = 0
    while (at + HEADER <= bytes.length) {
      const length = view.getUint32(at + 1, true)
      const end = at + HEADER + length
      if (end > bytes.length) break
      const head = view.getUint8(at)
      records.push({
        stream: (head & ~LOG_PARTIAL) === LOG_STREAM.stderr ? 2 : 1,
        partial: (head & LOG_PARTIAL) !== 0,
        bytes: bytes.subarray(at + HEADER, end),
      })
      at = end
    }
    this.#rest = bytes.slice(at)
    return records
  }
}
