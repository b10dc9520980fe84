import { LOG_STREAM, type LogRecord } from '../../../../preload/contract/log-records.ts'
import { type AnsiStyle, PLAIN } from './ansi.ts'
import { readLogLine } from './log-line.ts'

/** Memory that the view keeps; past it the oldest lines go, and the view says so. */
const LOG_MEMORY = 256 * 1024 * 1024
const CHUNK_BYTES = 1024 * 1024
const CHUNK_LINES = 16_384
/** What is longer comes as several lines, so that a line without end cannot take all memory. */
const MAX_LINE = 4 * 1024 * 1024

const STDERR = 1
/** Printable ASCII only: text is bytes, columns is length. */
const SIMPLE = 2

interface Chunk {
  firstLine: number
  bytes: Uint8Array
  used: number
  /** Where each line starts in `bytes`; one more than there are lines. */
  starts: Uint32Array
  columns: Uint32Array
  flags: Uint8Array
  styles: Uint16Array
  lines: number
}

/** Where one line is: a view on the store's memory, valid until the next append. */
export interface StoredLine {
  bytes: Uint8Array
  stderr: boolean
  simple: boolean
  start: AnsiStyle
}

/**
 * Log lines in a few large buffers instead of a million strings; a line is decoded when it is shown. Lines are
 * numbered from 0 on and keep their number when older ones go.
 */
export class LogStore {
  readonly #memory: number
  #chunks: Chunk[] = []
  #held = 0
  #end = 0
  #style: AnsiStyle = PLAIN
  #styles: AnsiStyle[] = [PLAIN]
  #styleIds = new Map<string, number>()
  #pending: Record<1 | 2, { parts: Uint8Array[]; length: number }> = emptyPending()
  #maxColumns = 0

  constructor(memory = LOG_MEMORY) {
    this.#memory = memory
  }

  /** Number of the oldest line still held. */
  get firstLine(): number {
    return this.#chunks[0]?.firstLine ?? this.#end
  }

  /** One past the newest line. */
  get endLine(): number {
    return this.#end
  }

  /** Columns of the longest line seen. */
  get maxColumns(): number {
    return this.#maxColumns
  }

  /** Bytes of memory held, with the index. */
  get held(): number {
    return this.#held
  }

  get chunks(): readonly Readonly<Pick<Chunk, 'firstLine' | 'columns' | 'lines'>>[] {
    return this.#chunks
  }

  append(records: readonly LogRecord[]): void {
    for (const record of records) {
      const pending = this.#pending[record.stream]
      if (pending.length === 0 && !record.partial) {
        this.#add(record.bytes, record.stream)
        continue
      }
      // The record shares memory with a packet that goes: keep a copy.
      pending.parts.push(record.bytes.slice())
      pending.length += record.bytes.length
      if (record.partial && pending.length < MAX_LINE) continue
      this.#add(joined(pending.parts, pending.length), record.stream)
      this.#pending[record.stream] = { parts: [], length: 0 }
    }
  }

  /** The line of that number; null when it is gone or not yet there. */
  line(number: number): StoredLine | null {
    const chunk = this.#chunkOf(number)
    if (!chunk) return null
    const index = number - chunk.firstLine
    const flags = chunk.flags[index] ?? 0
    return {
      bytes: chunk.bytes.subarray(chunk.starts[index] ?? 0, chunk.starts[index + 1] ?? 0),
      stderr: (flags & STDERR) !== 0,
      simple: (flags & SIMPLE) !== 0,
      start: this.#styles[chunk.styles[index] ?? 0] ?? PLAIN,
    }
  }

  /** Columns of the line, 0 when it is not held. */
  columnsOf(number: number): number {
    const chunk = this.#chunkOf(number)
    return chunk?.columns[number - chunk.firstLine] ?? 0
  }

  #chunkOf(number: number): Chunk | null {
    if (number < this.firstLine || number >= this.#end) return null
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#chunks[middle]?.firstLine ?? 0) <= number) low = middle
      else high = middle - 1
    }
    return this.#chunks[low] ?? null
  }

  #add(whole: Uint8Array, stream: 1 | 2): void {
    // A TTY ends its lines with CR LF; the CR is no part of the text.
    const line = whole.at(-1) === 13 ? whole.subarray(0, -1) : whole
    const chunk = this.#room(line.length)
    const index = chunk.lines
    chunk.bytes.set(line, chunk.used)
    chunk.used += line.length
    chunk.starts[index + 1] = chunk.used
    chunk.styles[index] = this.#styleId(this.#style)
    let columns = line.length
    let flags = stream === LOG_STREAM.stderr ? STDERR : 0
    if (isSimple(line)) flags |= SIMPLE
    else {
      const read = readLogLine(line, this.#style)
      columns = read.map.columns
      this.#style = read.end
    }
    chunk.flags[index] = flags
    chunk.columns[index] = columns
    if (columns > this.#maxColumns) this.#maxColumns = columns
    chunk.lines++
    this.#end++
  }

  #room(length: number): Chunk {
    const last = this.#chunks.at(-1)
    if (last && last.lines < CHUNK_LINES && last.used + length <= last.bytes.length) return last
    if (last) this.#seal(last)
    const chunk: Chunk = {
      firstLine: this.#end,
      bytes: new Uint8Array(Math.max(CHUNK_BYTES, length)),
      used: 0,
      starts: new Uint32Array(CHUNK_LINES + 1),
      columns: new Uint32Array(CHUNK_LINES),
      flags: new Uint8Array(CHUNK_LINES),
      styles: new Uint16Array(CHUNK_LINES),
      lines: 0,
    }
    this.#chunks.push(chunk)
    this.#held += sizeOf(chunk)
    while (this.#held > this.#memory && this.#chunks.length > 1) {
      const oldest = this.#chunks.shift()
      if (oldest) this.#held -= sizeOf(oldest)
    }
    return chunk
  }

  /** A full chunk gives back what it did not use. */
  #seal(chunk: Chunk): void {
    this.#held -= sizeOf(chunk)
    chunk.bytes = chunk.bytes.slice(0, chunk.used)
    chunk.starts = chunk.starts.slice(0, chunk.lines + 1)
    chunk.columns = chunk.columns.slice(0, chunk.lines)
    chunk.flags = chunk.flags.slice(0, chunk.lines)
    chunk.styles = chunk.styles.slice(0, chunk.lines)
    this.#held += sizeOf(chunk)
  }

  #styleId(style: AnsiStyle): number {
    if (style === PLAIN) return 0
    const key = JSON.stringify(style)
    const known = this.#styleIds.get(key)
    if (known !== undefined) return known
    // 65,536 styles that go over a line's end is no log any more: plain then.
    if (this.#styles.length > 0xffff) return 0
    const id = this.#styles.push(style) - 1
    this.#styleIds.set(key, id)
    return id
  }
}

function emptyPending(): Record<1 | 2, { parts: Uint8Array[]; length: number }> {
  return { 1: { parts: [], length: 0 }, 2: { parts: [], length: 0 } }
}

function sizeOf(chunk: Chunk): number {
  return (
    chunk.bytes.length +
    chunk.starts.byteLength +
    chunk.columns.byteLength +
    chunk.flags.byteLength +
    chunk.styles.byteLength
  )
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function isSimple(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte < 0x20 || byte > 0x7e) return false
  }
  return true
}
