import { type LogMessage, stampLength, toMessage } from './log-message.ts'

/** Cuts the bytes of GET /containers/{id}/logs, asked for with timestamps, into messages; packets may end anywhere. */
export interface LogDecoder {
  read(packet: Buffer): LogMessage[]
  /** What is left at the end of the stream. */
  rest(): LogMessage[]
}

/** Stream of a container without a terminal: frames of [stream, 0, 0, 0, length u32 BE][message]. */
const FRAME_HEADER = 8
/** No log driver keeps longer messages (moby daemon/logger/copier.go: at most 1 MB); beyond, it is no such stream. */
const LONGEST_FRAME = 64 * 1024 * 1024
/** Where the engine cuts lines (moby daemon/logger/copier.go defaultBufSize). */
const PIECE = 16 * 1024
const STAMP_ROOM = 36

export function logDecoder(tty: boolean): LogDecoder {
  return tty ? new PlainDecoder() : new FrameDecoder()
}

/** Demultiplexes; one frame is one message. */
class FrameDecoder implements LogDecoder {
  #parts: Buffer[] = []
  #size = 0
  #wanted = FRAME_HEADER

  read(packet: Buffer): LogMessage[] {
    this.#parts.push(packet)
    this.#size += packet.length
    // A long frame comes in many packets: they are joined once, when it is whole.
    if (this.#size < this.#wanted) return []
    const bytes = this.#parts.length === 1 ? packet : Buffer.concat(this.#parts)
    const messages: LogMessage[] = []
    let at = 0
    this.#wanted = FRAME_HEADER
    while (at + FRAME_HEADER <= bytes.length) {
      const length = bytes.readUInt32BE(at + 4)
      if (length > LONGEST_FRAME) throw new Error('The log is no stream of frames.')
      const end = at + FRAME_HEADER + length
      if (end > bytes.length) {
        this.#wanted = FRAME_HEADER + length
        break
      }
      const kind = bytes[at]
      // 3 is an error of the engine itself in the middle of the stream (moby pkg/stdcopy Systemerr).
      messages.push(toMessage(kind === 2 || kind === 3 ? 2 : 1, bytes, at + FRAME_HEADER, end))
      at = end
    }
    const rest = bytes.subarray(at)
    this.#parts = rest.length > 0 ? [rest] : []
    this.#size = rest.length
    return messages
  }

  rest(): LogMessage[] {
    return []
  }
}

/** A container with a terminal has one stream without frames: a message ends with its line or where the engine cuts. */
class PlainDecoder implements LogDecoder {
  #left: Buffer = Buffer.alloc(0)

  read(packet: Buffer): LogMessage[] {
    const bytes = this.#left.length > 0 ? Buffer.concat([this.#left, packet]) : packet
    const messages: LogMessage[] = []
    let at = 0
    while (at < bytes.length) {
      const end = messageEnd(bytes, at)
      if (end === null) break
      messages.push(toMessage(1, bytes, at, end))
      at = end
    }
    this.#left = bytes.subarray(at)
    return messages
  }

  rest(): LogMessage[] {
    const left = this.#left
    this.#left = Buffer.alloc(0)
    return left.length > 0 ? [toMessage(1, left, 0, left.length)] : []
  }
}

/** Where the message that begins at `at` ends; null when that cannot be told yet. */
function messageEnd(bytes: Buffer, at: number): number | null {
  const cut = at + stampLength(bytes, at) + PIECE
  const lineEnd = bytes.indexOf(10, at)
  if (lineEnd >= 0 && lineEnd <= cut) return lineEnd + 1
  if (bytes.length < cut + STAMP_ROOM && lineEnd < 0) return null
  // The engine stamps each piece of a long line: the next stamp would else stand in the middle of the text.
  if (stampLength(bytes, cut) > 0) return cut
  return lineEnd >= 0 ? lineEnd + 1 : bytes.length
}
