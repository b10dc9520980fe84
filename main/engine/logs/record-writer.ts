import { LOG_PARTIAL, MAX_PART } from '../../../preload/contract/log-records.ts'
import type { LogMessage } from './log-message.ts'

const HEADER = 5
const CR = 13

interface OpenLine {
  /** Something of this line went out already. */
  begun: boolean
  parts: Buffer[]
  size: number
}

/**
 * Joins messages to lines and writes them as records (log-records.ts). A line longer than MAX_PART goes out in pieces,
 * so memory stays bounded whatever a container prints.
 */
export class RecordWriter {
  readonly #timestamps: boolean
  readonly #lines: Record<1 | 2, OpenLine> = { 1: newLine(), 2: newLine() }
  #out: Buffer[] = []

  /** `timestamps`: a line begins with the stamp of its first message. */
  constructor(timestamps: boolean) {
    this.#timestamps = timestamps
  }

  /** The records that these messages complete, as bytes for a channel. */
  write(messages: readonly LogMessage[]): Buffer {
    for (const message of messages) this.#add(message)
    return this.#take()
  }

  /** What is left of lines that never ended. */
  end(): Buffer {
    for (const stream of [1, 2] as const) {
      const line = this.#lines[stream]
      if (line.size > 0 || line.begun) this.#finish(stream, line)
    }
    return this.#take()
  }

  #add(message: LogMessage): void {
    const line = this.#lines[message.stream]
    if (this.#timestamps && message.timestamp && !line.begun && line.size === 0) {
      const stamp = Buffer.from(`${message.timestamp} `, 'latin1')
      line.parts.push(stamp)
      line.size += stamp.length
    }
    if (message.content.length > 0) {
      line.parts.push(message.content)
      line.size += message.content.length
    }
    if (line.size > MAX_PART) this.#cut(message.stream, line)
    if (message.endsLine) this.#finish(message.stream, line)
  }

  #finish(stream: 1 | 2, line: OpenLine): void {
    this.#emit(stream, false, join(line))
    this.#lines[stream] = newLine()
  }

  /** Sends all but the last piece; a CR at the very end waits, for it may belong to the line's end. */
  #cut(stream: 1 | 2, line: OpenLine): void {
    let bytes = join(line)
    while (bytes.length > MAX_PART) {
      const end = bytes[MAX_PART - 1] === CR && bytes.length === MAX_PART + 1 ? MAX_PART - 1 : MAX_PART
      this.#emit(stream, true, bytes.subarray(0, end))
      bytes = bytes.subarray(end)
    }
    line.begun = true
    line.parts = [bytes]
    line.size = bytes.length
  }

  #emit(stream: 1 | 2, partial: boolean, bytes: Buffer): void {
    const header = Buffer.allocUnsafe(HEADER)
    header[0] = stream | (partial ? LOG_PARTIAL : 0)
    header.writeUInt32LE(bytes.length, 1)
    this.#out.push(header, bytes)
  }

  #take(): Buffer {
    const bytes = Buffer.concat(this.#out)
    this.#out = []
    return bytes
  }
}

function newLine(): OpenLine {
  return { begun: false, parts: [], size: 0 }
}

function join(line: OpenLine): Buffer {
  const [first] = line.parts
  return line.parts.length === 1 && first ? first : Buffer.concat(line.parts)
}
