import { StringDecoder } from 'node:string_decoder'

/** Longest line taken, characters; the engine's own are below 10,000. More says that this is no such stream. */
const longestLine = 1024 * 1024

/**
 * Reads the progress that the engine streams, one JSON value a line: chunks may end anywhere, in the middle of a
 * character too. Throws a SyntaxError for a line that is not JSON, and for one above a million characters.
 */
export class PullStream {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  /** The values whose lines are complete with this chunk. */
  push(chunk: Uint8Array): unknown[] {
    return this.#take(this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)))
  }

  /** What stood on the last line, when it had no end. */
  end(): unknown[] {
    const values = this.#take(`${this.#decoder.end()}\n`)
    this.#rest = ''
    return values
  }

  #take(text: string): unknown[] {
    const lines = text.split('\n')
    lines[0] = this.#rest + (lines[0] ?? '')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > longestLine) throw new SyntaxError('A line of the stream is too long')
    return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line))
  }
}
