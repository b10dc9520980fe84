/**
 * What is not plain text, a line's end, a text style or the erasing of a line (which grep and gcc write after each
 * style): another escape sequence, a character set's shift, or a C1 control (which xterm.js takes in its UTF-8 form
 * too). Read as latin1, so that a character is a byte.
 */
const MORE_THAN_LINES = /\x1b(?!\[[\d;:]*[mK])|[\x0e\x0f]|\xc2[\x80-\x9f]/
const STYLES = /\x1b\[[\d;:]*m/g
/** A line longer than this is not waited for. */
const LONGEST_LINE = 64 * 1024

/** Whole lines that end with a carriage return and line feed. */
interface Lines {
  bytes: Buffer
  count: number
}

/**
 * Output that is not parsed yet. In a flood of plain lines it lets go of those that will have scrolled out of sight,
 * so that nobody parses them. It reads each byte once, as it comes: long pauses would starve the pages.
 */
export class HeldOutput {
  /** Text styles that the forgotten lines left behind. */
  #styles = ''
  #lines: Lines[] = []
  #lineCount = 0
  /** What follows the plain lines: the beginning of one, or from the first that is not plain on everything. */
  #rest: Buffer[] = []
  #plain = true
  #length = 0

  /** Bytes held. */
  get length(): number {
    return this.#length
  }

  /** False once more than lines came: nothing after it can be dropped. */
  get plain(): boolean {
    return this.#plain
  }

  push(bytes: Uint8Array): void {
    this.#length += bytes.length
    this.#rest.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    if (!this.#plain) return
    const whole = Buffer.concat(this.#rest)
    const end = whole.lastIndexOf('\r\n') + 2
    const text = end > 1 ? whole.toString('latin1', 0, end) : ''
    this.#plain = !MORE_THAN_LINES.test(text) && whole.length - end < LONGEST_LINE
    if (!this.#plain || text === '') return
    const count = countLines(text)
    this.#lines.push({ bytes: whole.subarray(0, end), count })
    this.#lineCount += count
    this.#rest = end < whole.length ? [whole.subarray(end)] : []
  }

  /**
   * Forgets plain lines that at least `lines` plain lines follow; of them only the text styles are kept. Right only for
   * a terminal that keeps no more than `lines` less the rows of its screen, and that is in no sequence, on its normal
   * screen and without margins.
   */
  dropScrolledPast(lines: number): void {
    for (let first = this.#lines[0]; first && this.#lineCount - first.count >= lines; first = this.#lines[0]) {
      this.#lines.shift()
      this.#lineCount -= first.count
      const styles = stylesAfter(this.#styles, first.bytes.toString('latin1'))
      this.#length += styles.length - this.#styles.length - first.bytes.length
      this.#styles = styles
    }
  }

  /** All of it, in order; nothing is held then. */
  take(): Buffer {
    const lines = this.#lines.map(({ bytes }) => bytes)
    const all = Buffer.concat([Buffer.from(this.#styles, 'latin1'), ...lines, ...this.#rest])
    this.#styles = ''
    this.#lines = []
    this.#lineCount = 0
    this.#rest = []
    this.#plain = true
    this.#length = 0
    return all
  }
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** What a reset stands before has no effect any more. */
function stylesAfter(before: string, text: string): string {
  const reset = Math.max(text.lastIndexOf('\x1b[0m'), text.lastIndexOf('\x1b[m'))
  const styles = text.slice(Math.max(0, reset)).match(STYLES) ?? []
  return (reset === -1 ? before : '') + styles.join('')
}
