/** Cuts a byte stream into the texts between line feeds; empty lines are dropped. Multi-byte characters stay whole. */
export class LineCutter {
  #rest: Buffer[] = []

  /** The lines that `chunk` completes. */
  read(chunk: Buffer): string[] {
    const lines: string[] = []
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const part = chunk.subarray(from, at)
      const line = this.#rest.length > 0 ? Buffer.concat([...this.#rest, part]) : part
      this.#rest = []
      const text = line.toString('utf8').trim()
      if (text) lines.push(text)
      from = at + 1
    }
    if (from < chunk.length) this.#rest.push(Buffer.from(chunk.subarray(from)))
    return lines
  }
}
