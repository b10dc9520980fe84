/** Of a sequence longer than this only the beginning is kept: enough to be inside it, and its text is for nobody. */
const LONGEST = 4096

/**
 * Keeps the bytes of an escape sequence or UTF-8 character that has begun but not ended. A page that joins in the
 * middle of one is given the screen, then these, then what follows; otherwise it would show the rest as text.
 */
export class Unfinished {
  #state: 'ground' | 'escape' | 'csi' | 'string' | 'string-escape' = 'ground'
  #bytes: number[] = []
  #utf8Left = 0

  /** A copy of what is unfinished now. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#bytes)
  }

  read(bytes: Uint8Array): void {
    // Wherever an ESC with a byte after it stands, a sequence begins: what came before it does not matter.
    const last = bytes.length > 1 ? bytes.lastIndexOf(0x1b, bytes.length - 2) : -1
    let at = last + 1
    if (last !== -1) {
      this.#begin(0x1b)
      this.#state = 'escape'
    }
    while (at < bytes.length) {
      if (this.#state === 'ground') at = this.#ground(bytes, at)
      else this.#inside(bytes[at++] ?? 0)
    }
  }

  #ground(bytes: Uint8Array, from: number): number {
    const found = bytes.indexOf(0x1b, from)
    const end = found === -1 ? bytes.length : found
    // Only the last three bytes can belong to a character that is still to be finished.
    for (let at = Math.max(from, end - 3); at < end; at++) this.#character(bytes[at] ?? 0)
    if (found === -1) return end
    this.#begin(0x1b)
    this.#state = 'escape'
    return end + 1
  }

  #character(byte: number): void {
    if (this.#utf8Left > 0 && (byte & 0xc0) === 0x80) {
      this.#utf8Left--
      if (this.#utf8Left === 0) this.#bytes = []
      else this.#bytes.push(byte)
      return
    }
    this.#utf8Left =
      byte >= 0xf0 && byte < 0xf8 ? 3 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xc2 && byte < 0xe0 ? 1 : 0
    this.#bytes = this.#utf8Left > 0 ? [byte] : []
  }

  #begin(byte: number): void {
    this.#utf8Left = 0
    this.#bytes = [byte]
  }

  #inside(byte: number): void {
    if (this.#bytes.length < LONGEST) this.#bytes.push(byte)
    // CAN and SUB abort any sequence.
    if (byte === 0x18 || byte === 0x1a) this.#done()
    else if (this.#state === 'string') {
      if (byte === 0x07) this.#done()
      else if (byte === 0x1b) this.#state = 'string-escape'
    } else if (byte === 0x1b) {
      this.#begin(0x1b)
      this.#state = 'escape'
    } else if (this.#state === 'string-escape') {
      // ESC ends the string in any case; with a backslash it is its terminator, else a sequence of its own.
      this.#bytes = byte === 0x1b ? [0x1b] : [0x1b, byte]
      if (byte === 0x5c) this.#done()
      else this.#afterEscape(byte)
    } else if (this.#state === 'escape') this.#afterEscape(byte)
    else if (byte >= 0x40 && byte <= 0x7e) this.#done()
  }

  #afterEscape(byte: number): void {
    if (byte === 0x5b) this.#state = 'csi'
    else if (byte === 0x50 || byte === 0x58 || byte === 0x5d || byte === 0x5e || byte === 0x5f) this.#state = 'string'
    else if (byte >= 0x30 && byte <= 0x7e) this.#done()
    else this.#state = 'escape'
  }

  #done(): void {
    this.#state = 'ground'
    this.#bytes = []
  }
}
