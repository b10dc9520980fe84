import type { IncomingMessage } from 'node:http'
import { type Duplex, Readable } from 'node:stream'
import { EngineError } from '../route.ts'

/** A connection that Node's parser let go of; what came behind the head was put back. */
export interface RawConnection {
  readonly socket: Duplex
}

const LIMIT = 4 * 1024 * 1024

/**
 * The body of a request whose connection is to be taken over. Node gives such a request without its body, so it is taken
 * off the socket here; what comes behind it stays there for whoever takes over.
 */
export function rawBody(request: IncomingMessage, raw: RawConnection): Readable {
  return Readable.from(readRawBody(request, raw))
}

async function* readRawBody(request: IncomingMessage, { socket }: RawConnection): AsyncGenerator<Buffer> {
  const source = new SocketReader(socket)
  try {
    if (/\bchunked\b/i.test(request.headers['transfer-encoding'] ?? '')) {
      for (;;) {
        const size = await source.line()
        // Extensions behind a `;` mean nothing here.
        const count = Number.parseInt(size, 16)
        if (!/^[0-9a-f]+(;|$)/i.test(size) || count > LIMIT) throw new EngineError(400, 'malformed chunked encoding')
        const part = await source.bytes(count)
        await source.line()
        if (count === 0) return
        yield part
      }
    }
    const length = Number(request.headers['content-length'] ?? 0)
    if (length > LIMIT) throw new EngineError(400, 'http: request body too large')
    if (length > 0) yield await source.bytes(length)
  } finally {
    source.release()
  }
}

/** Takes exact numbers of bytes off a paused socket; `release` puts back what was read too far. */
class SocketReader {
  readonly #socket: Duplex
  #buffer: Buffer = Buffer.alloc(0)
  constructor(socket: Duplex) {
    this.#socket = socket
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) {
      const found = this.#socket.read() as Buffer | null
      if (found === null) await this.#more()
      else this.#buffer = Buffer.concat([this.#buffer, found])
    }
    const bytes = this.#buffer.subarray(0, count)
    this.#buffer = this.#buffer.subarray(count)
    return bytes
  }

  async line(): Promise<string> {
    let text = ''
    while (!text.endsWith('\r\n')) {
      if (text.length > 1024) throw new EngineError(400, 'malformed chunked encoding')
      text += (await this.bytes(1)).toString('latin1')
    }
    return text.slice(0, -2)
  }

  release(): void {
    const rest = this.#buffer
    this.#buffer = Buffer.alloc(0)
    if (rest.length > 0 && !this.#socket.destroyed && !this.#socket.readableEnded) this.#socket.unshift(rest)
  }

  #more(): Promise<void> {
    const socket = this.#socket
    if (socket.readableEnded || socket.destroyed) throw new EngineError(400, 'unexpected EOF')
    return new Promise((done, fail) => {
      const end = () => settle(() => fail(new EngineError(400, 'unexpected EOF')))
      const ready = () => settle(done)
      const settle = (then: () => void) => {
        socket.off('readable', ready).off('end', end).off('close', end).off('error', end)
        then()
      }
      socket.on('readable', ready).on('end', end).on('close', end).on('error', end)
    })
  }
}
