/** Input is written in pieces of this many bytes; between them the program's answer and its interrupt get their turn. */
const PIECE = 4096
/** More than this waiting to be read by a program is refused: it does not read. */
const MOST = 16 * 1024 * 1024

/** What was typed and pasted, written in order as fast as the program takes it. */
export class InputQueue {
  readonly #write: (bytes: Uint8Array) => Promise<void>
  #parts: Uint8Array[] = []
  #waiting = 0
  #writing = false

  constructor(write: (bytes: Uint8Array) => Promise<void>) {
    this.#write = write
  }

  /** Bytes not yet handed to the program. */
  get waiting(): number {
    return this.#waiting
  }

  /** False when the queue is full: then nothing of `bytes` is taken. */
  add(bytes: Uint8Array): boolean {
    if (this.#waiting + bytes.length > MOST) return false
    // The frame's memory belongs to the transport.
    this.#parts.push(bytes.slice())
    this.#waiting += bytes.length
    if (!this.#writing) void this.#run()
    return true
  }

  /** Forgets what was not written: the program it was meant for is gone. */
  clear(): void {
    this.#parts = []
    this.#waiting = 0
  }

  async #run(): Promise<void> {
    this.#writing = true
    for (let bytes = this.#parts.shift(); bytes; bytes = this.#parts.shift()) {
      const piece = bytes.subarray(0, PIECE)
      if (piece.length < bytes.length) this.#parts.unshift(bytes.subarray(PIECE))
      this.#waiting -= piece.length
      await this.#write(piece)
    }
    this.#writing = false
  }
}
