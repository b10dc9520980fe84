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
  if (/\bchunked\b/i.test(request.headers['transfer-encoding'] ?? '')) {
    for (;;) {
      const size = Number.parseInt(await source.line(), 16)
      if (!Number.isSafeInteger(size) || size < 0 || size > LIMIT)
        throw new EngineError(400, 'malformed chunked encoding')
      const part = await source.bytes(size)
      await source.line()
      if (size === 0) return
      yield part
    }
  }
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > LIMIT) throw new EngineError(400, 'http: request body too large')
  if (length > 0) yield await source.bytes(length)
}

/** Takes exact numbers of bytes off a paused socket. */
class SocketReader {
  readonly #socket: Duplex
  constructor(socket: Duplex) {
    this.#socket = socket
  }

  async bytes(count: number): Promise<Buffer> {
    if (count === 0) return Buffer.alloc(0)
    for (;;) {
      const found = this.#socket.read(count) as Buffer | null
      if (found !== null) {
        if (found.length === count) return found
        throw new EngineError(400, 'unexpected EOF')
      }
      await this.#more()
    }
  }

  async line(): Promise<string> {
    let text = ''
    while (!text.endsWith('\r\n')) {
      if (text.length > 1024) throw new EngineError(400, 'malformed chunked encoding')
      text += (await this.bytes(1)).toString('latin1')
    }
    return text.slice(0, -2)
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
