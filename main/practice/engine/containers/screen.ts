/** Bytes of a console's output that are kept to draw it again. */
const KEPT = 32 * 1024
const CLEAR = '\u001b[2J\u001b[m\u001b[H'

/** The last of what a console was written, since it was cleared. */
export class Screen {
  #text = ''

  get empty(): boolean {
    return this.#text === ''
  }

  take(bytes: Uint8Array): void {
    const text = this.#text + Buffer.from(bytes).toString('latin1')
    const cleared = text.lastIndexOf('\u001b[2J')
    this.#text = (cleared >= 0 ? text.slice(cleared) : text).slice(-KEPT)
  }

  /** An erased screen with its last lines. */
  lines(rows: number): Uint8Array {
    const lines = this.#text.split('\n')
    return Buffer.from(CLEAR + lines.slice(-Math.max(1, rows)).join('\n'), 'latin1')
  }

  clear(): void {
    this.#text = ''
  }
}
