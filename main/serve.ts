import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { SlipwayError } from '../preload/contract/explained.ts'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../preload/transport.ts'
import type { PageContext } from './api/context.ts'
import { createRouter } from './api/router.ts'
import {
  type DoorAddress,
  fetchSiteIsAllowed,
  hostIsOurs,
  isLoopback,
  LOOPBACK_NAMES,
  originIsOurs,
  plainName,
  SECURITY_HEADERS,
} from './serve/guards.ts'
import { serveDownload, serveUpload } from './serve/page-file-requests.ts'
import { Sessions } from './serve/sessions.ts'
import { findStaticFile, openStaticFile } from './serve/static-files.ts'
import type { Services } from './services.ts'

export interface ServeOptions {
  host: string
  /** 0 takes a free port. */
  port: number
  tls: { cert: Buffer; key: Buffer; names: string[] } | null
  /** The built pages. */
  pages: string
  allowsHostShell: boolean
  allowsHostChanges: boolean
}

export interface BrowserDoor {
  /** e.g. http://127.0.0.1:4711 */
  origin: string
  /** The address to open, with a fresh one-time token in its fragment. */
  makeAddress(): string
  close(): Promise<void>
}

/** Largest frame that a page may send: a paste of a megabyte and some. */
const MAX_FRAME = 2 * 1024 * 1024
/** Largest body of the token exchange. */
const MAX_EXCHANGE = 1024
/** A socket that answers no ping for this long is taken for gone. */
const PING_MS = 15_000

/**
 * The browser door: the same pages and calls as the window's over HTTP and two WebSockets (docs/security.md).
 * Refuses to listen beyond loopback without TLS (`tls-required`).
 */
export async function serve(services: Services, options: ServeOptions): Promise<BrowserDoor> {
  const local = isLoopback(options.host)
  if (!local && !options.tls) {
    throw new SlipwayError({
      code: 'tls-required',
      message: `Slipway does not listen on ${options.host} without TLS.`,
      cause: 'Whoever reads the traffic could take over the containers and, through them, the host.',
      remedy: 'Give --tls-cert and --tls-key, or leave --host at 127.0.0.1 and reach it through an SSH tunnel.',
    })
  }
  const sessions = new Sessions()
  const server: Server = options.tls
    ? createHttpsServer({ cert: options.tls.cert, key: options.tls.key, minVersion: 'TLSv1.2' })
    : createHttpServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host.replace(/^\[|\]$/g, ''), resolve)
  })
  const { port } = server.address() as AddressInfo
  const named = plainName(options.host)
  const address: DoorAddress = {
    port,
    tls: options.tls !== null,
    names: new Set([...(local ? LOOPBACK_NAMES : []), named, ...(options.tls?.names ?? [])]),
  }
  const handler = new RPCHandler<PageContext>(createRouter(services))
  const context: PageContext = {
    door: 'browser',
    allowsHostShell: options.allowsHostShell,
    allowsHostChanges: options.allowsHostChanges,
    openLink: async () => {
      throw new SlipwayError({
        code: 'links-open-in-the-browser',
        message: 'The page opens links by itself in a browser.',
        remedy: 'Click the link.',
      })
    },
    menuCommands: async function* () {},
  }
  const calls = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME })
  const channels = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME })
  for (const sockets of [calls, channels]) sockets.options.handleProtocols = () => SOCKET_PROTOCOL
  calls.on('connection', (socket: WebSocket) => {
    guard(socket)
    void handler.upgrade(socket, { context })
  })
  channels.on('connection', (socket: WebSocket) => {
    guard(socket)
    const peer = services.channels.connect({ send: (frame) => socket.send(frame) })
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) peer.receive(data)
    })
    socket.on('close', () => peer.close())
  })

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = request.url === SOCKET_PATHS.calls ? calls : request.url === SOCKET_PATHS.channels ? channels : null
    const [protocol, session] = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/)
    if (!target) return refuseUpgrade(socket, 404)
    if (!originIsOurs(request, address)) return refuseUpgrade(socket, 403)
    if (protocol !== SOCKET_PROTOCOL || !session || !sessions.knows(session)) return refuseUpgrade(socket, 401)
    target.handleUpgrade(request, socket, head, (webSocket) => target.emit('connection', webSocket, request))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    if (!hostIsOurs(request.headers.host, address)) return refuse(response, 421, 'Not a name of this server.')
    const path = new URL(request.url ?? '/', 'http://page').pathname
    if (request.method === 'POST') {
      if (!originIsOurs(request, address)) return refuse(response, 403, 'Not from a page of this server.')
      if (path === '/session') return exchange(request, response)
      const session = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1]
      if (!session || !sessions.knows(session)) return refuse(response, 401, 'No session.')
      if (services.pageFiles.owns(path)) return serveUpload(services.pageFiles, path, request, response)
      return refuse(response, 404, 'Nothing here.')
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Not allowed.')
    if (!fetchSiteIsAllowed(request)) return refuse(response, 403, 'Not from a page of this server.')
    if (services.pageFiles.owns(path)) return serveDownload(services.pageFiles, path, response)
    const file = await findStaticFile(options.pages, path)
    if (!file) return refuse(response, 404, 'Nothing here.')
    const zipped =
      /text|javascript|json|svg/.test(file.contentType) && /\bgzip\b/.test(String(request.headers['accept-encoding']))
    response.setHeader('content-type', file.contentType)
    response.setHeader('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-store')
    if (zipped) response.setHeader('content-encoding', 'gzip')
    else response.setHeader('content-length', String(file.size))
    if (request.method === 'HEAD') return void response.end()
    if (zipped) await pipeline(openStaticFile(file), createGzip({ level: 5 }), response)
    else await pipeline(openStaticFile(file), response)
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) {
      body += String(part)
      if (body.length > MAX_EXCHANGE) return refuse(response, 413, 'Too long.')
    }
    const result = sessions.exchange(readToken(body))
    if (!result.ok && result.reason === 'too-many') response.setHeader('retry-after', '60')
    if (!result.ok)
      return refuse(response, result.reason === 'too-many' ? 429 : 401, 'This token is not good (any more).')
    response.setHeader('cache-control', 'no-store')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ session: result.session }))
  }

  const shown = shownName(named, options.tls?.names ?? [])
  const origin = `${address.tls ? 'https' : 'http'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  return {
    origin,
    makeAddress: () => `${origin}/#token=${sessions.makeToken()}`,
    async close() {
      for (const socket of [...calls.clients, ...channels.clients]) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Every address of the machine is none to open: there the certificate's first name stands. */
function shownName(named: string, certified: readonly string[]): string {
  if (named === 'localhost') return '127.0.0.1'
  if (named !== '0.0.0.0' && named !== '::') return named
  return certified.find((name) => !name.startsWith('*')) ?? named
}

function readToken(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && 'token' in value ? String(value.token) : ''
  } catch {
    return ''
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${text}\n`)
}

function refuseUpgrade(socket: Duplex, status: number): void {
  // Node takes its own listener away before an upgrade: a reset without one would end the program.
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
}

/**
 * A frame that is too long or none at all ends its own socket, not the program. And sockets whose other end vanished
 * without a word (a laptop put to sleep) are found, so that their subscriptions end.
 */
function guard(socket: WebSocket): void {
  let alive = true
  socket.on('error', () => socket.terminate())
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_MS)
  socket.on('close', () => clearInterval(timer))
}
