import type { IncomingMessage, ServerResponse } from 'node:http'
import { Duplex } from 'node:stream'
import { type EngineAnswer, EngineError } from '../route.ts'
import type { RawConnection } from './raw-request.ts'
import { webSocketStream } from './web-socket.ts'

/** Sent by `peek-head.ts` with a request that asked for a hijack without an upgrade. */
export const PLAIN_HIJACK = 'x-practice-plain-hijack'

/** How one request is answered over HTTP. */
export class HttpAnswer implements EngineAnswer {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #raw: RawConnection | null
  #used = false

  constructor(request: IncomingMessage, response: ServerResponse, raw: RawConnection | null) {
    this.#request = request
    this.#response = response
    this.#raw = raw
  }

  /** Something was sent already: an error can only end the connection. */
  get begun(): boolean {
    return this.#used
  }

  /** The answer's own, for a caller who ended without answering. */
  get done(): boolean {
    return this.#response.writableEnded || this.#raw?.socket.writableEnded === true
  }

  json(status: number, body: unknown): void {
    this.text(status, `${JSON.stringify(body)}\n`, 'application/json')
  }

  empty(status: number): void {
    this.#used = true
    this.#response.writeHead(status).end()
  }

  text(status: number, body: string, contentType = 'text/plain; charset=utf-8'): void {
    this.#used = true
    this.#response.setHeader('Content-Type', contentType)
    this.#response.setHeader('Content-Length', Buffer.byteLength(body))
    this.#response.writeHead(status).end(this.#request.method === 'HEAD' ? undefined : body)
  }

  stream(
    status: number,
    headers: Record<string, string>,
  ): { write(part: string | Uint8Array): Promise<void>; end(): void } {
    this.#used = true
    const response = this.#response
    response.writeHead(status, headers)
    response.flushHeaders()
    return {
      write: (part) =>
        new Promise((done) => {
          if (response.destroyed || response.writableEnded) return done()
          if (response.write(part)) return done()
          const free = () => {
            response.off('drain', free).off('close', free)
            done()
          }
          response.on('drain', free).on('close', free)
        }),
      end: () => response.end(),
    }
  }

  hijack(contentType: string): Duplex {
    this.#used = true
    if (!this.#raw) return this.#withoutHijack(contentType)
    const { socket } = this.#raw
    const plain = this.#request.headers[PLAIN_HIJACK] !== undefined
    this.#response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0])
    socket.write(
      plain
        ? `HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\n\r\n`
        : `HTTP/1.1 101 UPGRADED\r\nContent-Type: ${contentType}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`,
    )
    return socket
  }

  async webSocket(binary: boolean): Promise<Duplex> {
    const { headers } = this.#request
    if (!this.#raw || headers.upgrade?.toLowerCase() !== 'websocket' || headers['sec-websocket-key'] === undefined) {
      throw new EngineError(400, 'bad request')
    }
    this.#used = true
    const { socket } = this.#raw
    this.#response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0])
    return webSocketStream(this.#request, socket, binary)
  }

  /** A later request of a kept connection, without an upgrade: its body is the input, a chunked body the output. */
  #withoutHijack(contentType: string): Duplex {
    const request = this.#request
    const response = this.#response
    response.writeHead(200, { 'Content-Type': contentType })
    response.flushHeaders()
    const duplex = new Duplex({
      read: () => request.resume(),
      write: (chunk, _encoding, done) => {
        if (response.destroyed) done()
        else response.write(chunk, () => done())
      },
      final: (done) => {
        response.end(() => done())
      },
    })
    request.on('data', (chunk: Buffer) => {
      if (!duplex.push(chunk)) request.pause()
    })
    request.on('end', () => duplex.push(null))
    response.on('close', () => duplex.destroy())
    return duplex
  }
}
