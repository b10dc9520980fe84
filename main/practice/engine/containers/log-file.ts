import { EventEmitter } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { goTime } from './container-record.ts'

/** One line as the json-file driver writes it. */
export interface LogLine {
  /** With its line end, if it had one. */
  readonly log: string
  readonly stream: 'stdout' | 'stderr'
  readonly time: string
}

/** Bytes of one log file before it is put aside; one older file is kept. */
const MAX_SIZE = 5 * 1024 * 1024
/** A line without an end is cut here, as the engine's copier does. */
const MAX_LINE = 16 * 1024

/** A container's output on disk, in the json-file driver's form, bounded by two files. */
export class LogFile {
  readonly #path: string
  readonly #now: () => number
  readonly #partial = { stdout: '', stderr: '' }
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #file: number | null = null
  #size = 0
  #generation = 0

  constructor(path: string, now: () => number) {
    this.#path = path
    this.#now = now
    if (existsSync(path)) this.#size = statSync(path).size
  }

  append(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    const text = this.#partial[stream] + this.#decoders[stream].decode(bytes, { stream: true })
    const pieces = text.split(/(?<=\n)/)
    let rest = ''
    const last = pieces.at(-1) ?? ''
    if (!last.endsWith('\n') && last.length < MAX_LINE) rest = pieces.pop() ?? ''
    this.#partial[stream] = rest
    this.#put(stream, pieces)
  }

  /** Writes what has no line end yet: the program is gone. */
  flush(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#partial[stream]
      this.#partial[stream] = ''
      if (rest) this.#put(stream, [rest])
    }
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  remove(): void {
    this.flush()
    rmSync(this.#path, { force: true })
    rmSync(`${this.#path}.1`, { force: true })
    this.#changes.emit('changed')
  }

  /** Resolves when something was written, or `signal` aborts. */
  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((done) => {
      const settle = () => {
        this.#changes.off('changed', settle)
        signal.removeEventListener('abort', settle)
        done()
      }
      this.#changes.on('changed', settle)
      signal.addEventListener('abort', settle)
    })
  }

  /** Every line from the oldest kept on, as far as written now; `place` of the last one goes on with `after`. */
  *lines(
    after: LogPlace = { generation: this.#generation - 1, offset: 0 },
  ): Generator<{ line: LogLine; place: LogPlace }> {
    let { generation, offset } = after
    // Put aside twice since: what lay between is gone.
    if (generation < this.#generation - 1) {
      generation = this.#generation - 1
      offset = 0
    }
    for (; generation <= this.#generation; generation += 1) {
      const path = generation === this.#generation ? this.#path : `${this.#path}.1`
      for (const { text, end } of readLines(path, offset)) {
        const line = parse(text)
        if (line) yield { line, place: { generation, offset: end } }
      }
      offset = 0
    }
  }

  #put(stream: 'stdout' | 'stderr', pieces: readonly string[]): void {
    if (pieces.length === 0) return
    const time = goTime(this.#now())
    const bytes = Buffer.from(pieces.map((log) => `${JSON.stringify({ log, stream, time })}\n`).join(''))
    try {
      if (this.#size + bytes.length > MAX_SIZE && this.#size > 0) this.#putAside()
      if (this.#file === null) {
        mkdirSync(dirname(this.#path), { recursive: true })
        this.#file = openSync(this.#path, 'a')
      }
      writeSync(this.#file, bytes)
      this.#size += bytes.length
    } catch {
      // A full or vanished disk costs the log, never the program that writes.
    }
    this.#changes.emit('changed')
  }

  #putAside(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
    renameSync(this.#path, `${this.#path}.1`)
    this.#size = 0
    this.#generation += 1
  }
}

/** Where a reader is. */
export interface LogPlace {
  readonly generation: number
  readonly offset: number
}

function* readLines(path: string, from: number): Generator<{ text: string; end: number }> {
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.alloc(64 * 1024)
    let rest = Buffer.alloc(0)
    let position = from
    for (;;) {
      const count = readSync(file, chunk, 0, chunk.length, position + rest.length)
      if (count === 0) return
      let bytes = Buffer.concat([rest, chunk.subarray(0, count)])
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        position += end + 1
        yield { text: bytes.subarray(0, end).toString('utf8'), end: position }
        bytes = bytes.subarray(end + 1)
      }
      rest = bytes
    }
  } finally {
    closeSync(file)
  }
}

function parse(text: string): LogLine | null {
  try {
    return JSON.parse(text) as LogLine
  } catch {
    // The engine was killed while it wrote.
    return null
  }
}
