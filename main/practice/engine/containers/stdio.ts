import { Screen } from './screen.ts'

/** One who reads a program's output; resolves when more can be taken. */
export interface OutputSink {
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): Promise<void>
  /** The program ended, or its output was closed. */
  end(): void
}

/** A program's three streams: input by whoever is attached, output to all who are. */
export class Stdio {
  /** What a console shows by now; empty without one. */
  readonly screen = new Screen()
  readonly #sinks = new Set<OutputSink>()
  /** Readers of a console who came when something stood on it. */
  readonly #late = new Set<OutputSink>()
  #queue: Uint8Array[] = []
  #inputEnded = false
  #wake: (() => void) | null = null
  #taken: (() => void)[] = []

  /** Adds a reader until the returned function is called. */
  listen(sink: OutputSink): () => void {
    this.#sinks.add(sink)
    if (!this.screen.empty) this.#late.add(sink)
    return () => {
      this.#late.delete(sink)
      this.#sinks.delete(sink)
    }
  }

  /** A Windows console is blank for who comes late until it is given a size; then it is drawn whole. */
  async show(rows: number): Promise<void> {
    const late = [...this.#late]
    this.#late.clear()
    const bytes = this.screen.lines(rows)
    await Promise.all(late.map((sink) => sink.write('stdout', bytes)))
  }

  async write(stream: 'stdout' | 'stderr', bytes: Uint8Array): Promise<void> {
    if (this.#sinks.size === 0) return
    await Promise.all([...this.#sinks].map((sink) => sink.write(stream, bytes)))
  }

  /** Bytes for the program; resolves when it took them, so that a flood waits in the client. */
  send(bytes: Uint8Array): Promise<void> {
    if (this.#inputEnded) return Promise.resolve()
    this.#queue.push(bytes)
    this.#wake?.()
    // A few parts may wait: keys typed before the program asks for them.
    if (this.#queue.length < 16) return Promise.resolve()
    return new Promise((done) => this.#taken.push(done))
  }

  endInput(): void {
    this.#inputEnded = true
    this.#wake?.()
  }

  async *input(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#queue.shift()
      for (const done of this.#taken.splice(0)) done()
      if (next !== undefined) {
        yield next
        continue
      }
      if (this.#inputEnded || signal.aborted) return
      await new Promise<void>((done) => {
        const settle = () => {
          this.#wake = null
          signal.removeEventListener('abort', settle)
          done()
        }
        this.#wake = settle
        signal.addEventListener('abort', settle)
      })
    }
  }

  /** Ends every reader and forgets what was not read: the program is gone. */
  close(): void {
    for (const sink of [...this.#sinks]) sink.end()
    this.#sinks.clear()
    this.#late.clear()
    this.screen.clear()
    this.#queue = []
    this.#inputEnded = false
    for (const done of this.#taken.splice(0)) done()
  }
}

/** A part of a multiplexed stream: 1 standard output, 2 standard error, behind a head of 8 bytes. */
export function stdcopy(stream: 'stdout' | 'stderr', bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head[0] = stream === 'stdout' ? 1 : 2
  head.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([head, bytes])
}
