/** Where a program's text goes; resolves when more can be taken. */
export interface Sink {
  write(text: string): Promise<void>
}

/** Where a program's text comes from; null at its end. */
export interface Source {
  /** The next line without its end. */
  readLine(): Promise<string | null>
}

export interface Stdio {
  readonly input: Source
  readonly out: Sink
  readonly err: Sink
}

/** Takes everything and keeps nothing: `NUL`. */
export const nullSink: Sink = { write: async () => {} }

export const emptySource: Source = { readLine: async () => null }

/** Splits pieces of text into lines; a last line without an end counts. */
export class LineSplitter implements Source {
  #rest = ''
  #lines: string[] = []
  #ended = false
  readonly #next: () => Promise<string | null>

  constructor(next: () => Promise<string | null>) {
    this.#next = next
  }

  async readLine(): Promise<string | null> {
    while (this.#lines.length === 0 && !this.#ended) {
      const piece = await this.#next()
      if (piece === null) {
        this.#ended = true
        if (this.#rest !== '') this.#lines.push(this.#rest)
        this.#rest = ''
        break
      }
      const parts = (this.#rest + piece).split('\n')
      this.#rest = parts.pop() ?? ''
      for (const part of parts) this.#lines.push(part.endsWith('\r') ? part.slice(0, -1) : part)
    }
    return this.#lines.shift() ?? null
  }
}

export function sourceOf(text: string): Source {
  let given = false
  return new LineSplitter(async () => {
    if (given) return null
    given = true
    return text
  })
}

/** Thrown into a writer whose reader has gone, so that an endless one ends. */
export class BrokenPipe extends Error {}

/** The most pieces of text that wait in a pipe before its writer waits. */
const pipeLimit = 64

/** A pipe between two programs that run at the same time. */
export class Pipe implements Sink {
  readonly #pieces: string[] = []
  #closed = false
  #broken = false
  #wakeReader: () => void = () => {}
  #wakeWriter: () => void = () => {}
  readonly source: Source = new LineSplitter(() => this.#take())

  async write(text: string): Promise<void> {
    while (this.#pieces.length >= pipeLimit && !this.#broken) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve
      })
    }
    if (this.#broken) throw new BrokenPipe()
    this.#pieces.push(text)
    this.#wakeReader()
  }

  /** The writer is done. */
  close(): void {
    this.#closed = true
    this.#wakeReader()
  }

  /** The reader is done. */
  break(): void {
    this.#broken = true
    this.#pieces.length = 0
    this.#wakeWriter()
  }

  async #take(): Promise<string | null> {
    while (this.#pieces.length === 0) {
      if (this.#closed) return null
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve
      })
    }
    const piece = this.#pieces.shift() ?? ''
    this.#wakeWriter()
    return piece
  }
}
