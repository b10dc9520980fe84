import { chmodSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { peekHead } from './peek-head.ts'

/** Where the engine listens: a Unix socket or Windows pipe by path, or TCP, plain or with TLS. */
export type EngineEndpoint =
  | { path: string; mode?: number }
  | { host: string; port: number; tls?: { ca?: string; cert: string; key: string; verify: boolean } }

/** A place where the engine listens, open until `close`. */
export interface EngineListener {
  /** `unix:///…`, `npipe://…` or `tcp://host:port` with the port that was really taken. */
  readonly address: string
  /** Ends every connection of this place. */
  drop(): void
  close(): Promise<void>
}

/** Listens and hands every connection on; rejects with the system's error (EADDRINUSE, EACCES, …). */
export async function listenAt(endpoint: EngineEndpoint, pass: (socket: Socket) => void): Promise<EngineListener> {
  const sockets = new Set<Socket>()
  const take = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    peekHead(socket, pass)
  }
  const server = make(endpoint, take)
  const onPipe = 'path' in endpoint && endpoint.path.startsWith('\\\\')
  if ('path' in endpoint && !onPipe) rmSync(endpoint.path, { force: true })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    if ('path' in endpoint) server.listen(endpoint.path, done)
    else server.listen(endpoint.port, endpoint.host, done)
  })
  server.on('error', () => undefined)
  if ('path' in endpoint && !onPipe && endpoint.mode !== undefined) chmodSync(endpoint.path, endpoint.mode)
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    address: addressOf(endpoint, server),
    drop,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        drop()
      }),
  }
}

function make(endpoint: EngineEndpoint, take: (socket: Socket) => void): Server {
  if (!('path' in endpoint) && endpoint.tls) {
    const { ca, cert, key, verify } = endpoint.tls
    const server = createTlsServer(
      { ca, cert, key, requestCert: verify, rejectUnauthorized: verify, allowHalfOpen: true, minVersion: 'TLSv1.2' },
      take,
    )
    server.on('tlsClientError', (_error, socket) => socket.destroy())
    return server
  }
  return createServer({ allowHalfOpen: true }, take)
}

function addressOf(endpoint: EngineEndpoint, server: Server): string {
  if ('path' in endpoint) {
    return endpoint.path.startsWith('\\\\')
      ? `npipe://${endpoint.path.replaceAll('\\', '/')}`
      : `unix://${endpoint.path}`
  }
  const { port } = server.address() as AddressInfo
  return `tcp://${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${port}`
}
