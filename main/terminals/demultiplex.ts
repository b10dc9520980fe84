/** Bytes of the header before each frame of a stream without a TTY: [stream, 0, 0, 0, length u32 big-endian]. */
const HEADER = 8

/**
 * Takes the payload out of the frames in which the engine sends stdout and stderr of a container without a TTY
 * (Engine API, "Stream format"). The input may be cut anywhere; payload is handed on at once, never gathered, so a
 * frame of any length needs no memory.
 */
export class Demultiplexer {
  readonly #header = new Uint8Array(HEADER)
  #have = 0
  #left = 0

  /** The payload in this packet, in order, sharing its memory. */
  read(packet: Uint8Array): Uint8Array[] {
    const payload: Uint8Array[] = []
    let at = 0
    while (at < packet.length) {
      if (this.#left > 0) {
        const end = Math.min(packet.length, at + this.#left)
        payload.push(packet.subarray(at, end))
        this.#left -= end - at
        at = end
        continue
      }
      const take = Math.min(HEADER - this.#have, packet.length - at)
      this.#header.set(packet.subarray(at, at + take), this.#have)
      this.#have += take
      at += take
      if (this.#have === HEADER) {
        this.#left = new DataView(this.#header.buffer).getUint32(4, false)
        this.#have = 0
      }
    }
    return payload
  }
}

/**
 * What a TTY would do to the program's line ends (ONLCR): a lone \n becomes \r\n. A \r\n stays as it is, also when it
 * is cut in two.
 */
export class LineEnds {
  #afterReturn = false

  convert(bytes: Uint8Array): Uint8Array {
    let lone = 0
    let before = this.#afterReturn
    for (const byte of bytes) {
      if (byte === 10 && !before) lone++
      before = byte === 13
    }
    const first = this.#afterReturn
    if (bytes.length > 0) this.#afterReturn = before
    if (lone === 0) return bytes
    const out = new Uint8Array(bytes.length + lone)
    let to = 0
    before = first
    for (const byte of bytes) {
      if (byte === 10 && !before) out[to++] = 13
      out[to++] = byte
      before = byte === 13
    }
    return out
  }
}
