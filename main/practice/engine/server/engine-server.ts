import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import type { EngineFaults, EngineSettings } from '../engine-host.ts'
import { EngineError, type Route } from '../route.ts'
import { apiRange, compareApi, engineMajor } from './api-range.ts'
import { HttpAnswer } from './http-answer.ts'
import { readJson } from './json-body.ts'
import { wordsOf } from './older-words.ts'
import { MAX_HEAD } from './peek-head.ts'
import { type RawConnection, rawBody } from './raw-request.ts'
import { RouteTable } from './route-table.ts'

/** Older clients than this get an error as text alone [moby api/server/httputils]. */
const JSON_ERRORS_SINCE = '1.24'

/** Answers HTTP requests by routes, as the engine's own server does: versions, headers, error bodies, hijacks. */
export class EngineServer {
  readonly http: Server
  readonly #routes: RouteTable
  readonly #settings: EngineSettings
  readonly #faults: EngineFaults
  readonly #stopping = new AbortController()
  #dropped: number
  /** Called when the fault asks for it, at the next request. */
  onDrop: (() => void) | null = null

  constructor(routes: readonly Route[], settings: EngineSettings, faults: EngineFaults) {
    this.#routes = new RouteTable(routes)
    this.#settings = settings
    this.#faults = faults
    this.#dropped = faults.dropConnections
    this.http = createServer({ maxHeaderSize: MAX_HEAD, keepAliveTimeout: 60_000, requestTimeout: 0 })
    this.http.on('request', (request, response) => void this.#answer(request, response, null))
    this.http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    this.http.on('clientError', (_error, socket) => {
      if (!socket.writable) return socket.destroy()
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
      )
    })
  }

  /** Every answer that is still going on is told to end. */
  stop(): void {
    this.#stopping.abort()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket as Socket)
    response.on('finish', () => socket.end())
    if (head.length > 0) socket.unshift(head)
    void this.#answer(request, response, { socket })
  }

  async #answer(request: IncomingMessage, response: ServerResponse, raw: RawConnection | null): Promise<void> {
    const gone = new AbortController()
    const leave = () => gone.abort()
    this.#stopping.signal.addEventListener('abort', leave, { once: true })
    const socket = raw?.socket ?? response
    socket.on('close', () => {
      gone.abort()
      this.#stopping.signal.removeEventListener('abort', leave)
    })
    const answer = new HttpAnswer(request, response, raw)
    let version = ''
    if (this.#faults.dropConnections !== this.#dropped) {
      this.#dropped = this.#faults.dropConnections
      this.onDrop?.()
      return
    }
    try {
      const range = apiRange(this.#settings.version)
      const url = request.url ?? '/'
      const mark = url.indexOf('?')
      const whole = mark < 0 ? url : url.slice(0, mark)
      const versioned = /^\/v([0-9.]+)(\/.*)$/.exec(whole)
      const path = versioned?.[2] ?? whole
      const found = this.#routes.find(request.method ?? 'GET', path)
      if (!found) throw new EngineError(404, 'page not found')
      version = versioned?.[1] ?? range.newest
      this.#head(response, range.newest)
      refuseVersion(version, range)
      const failure = this.#faults.failNext
      if (failure !== null && path !== '/_ping') {
        this.#faults.failNext = null
        throw new EngineError(500, failure)
      }
      let body: Readable | null = null
      const stream = () => {
        body ??= raw ? rawBody(request, raw) : request
        return body
      }
      await found.route.handle(
        {
          method: request.method ?? 'GET',
          path: decodePath(path),
          params: found.params,
          query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
          headers: request.headers,
          apiVersion: version,
          get stream() {
            return stream()
          },
          json: (limit) => readJson(stream(), request.headers['content-type'], limit),
          signal: gone.signal,
        },
        answer,
      )
    } catch (error) {
      this.#fail(error, answer, response, raw, version)
    }
    // A body that nobody read would hold up the next request of the connection.
    if (!raw && !request.complete) request.resume()
  }

  #head(response: ServerResponse, newest: string): void {
    response.setHeader('Api-Version', newest)
    response.setHeader('Docker-Experimental', 'false')
    response.setHeader('Ostype', 'windows')
    response.setHeader('Server', `Docker/${this.#settings.version} (windows)`)
  }

  #fail(
    error: unknown,
    answer: HttpAnswer,
    response: ServerResponse,
    raw: RawConnection | null,
    version: string,
  ): void {
    if (answer.begun) {
      response.destroy()
      raw?.socket.destroy()
      return
    }
    const status = error instanceof EngineError ? error.status : 500
    const said = error instanceof Error ? error.message : String(error)
    const message = wordsOf(said, engineMajor(this.#settings.version))
    if (version !== '' && compareApi(version, JSON_ERRORS_SINCE) < 0) {
      response.setHeader('X-Content-Type-Options', 'nosniff')
      answer.text(status, `${message}\n`)
    } else answer.json(status, { message })
  }
}

function refuseVersion(version: string, range: { newest: string; oldest: string }): void {
  if (compareApi(version, range.oldest) < 0) {
    throw new EngineError(
      400,
      `client version ${version} is too old. Minimum supported API version is ${range.oldest}, please upgrade your client to a newer version`,
    )
  }
  if (compareApi(version, range.newest) > 0) {
    throw new EngineError(400, `client version ${version} is too new. Maximum supported API version is ${range.newest}`)
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
