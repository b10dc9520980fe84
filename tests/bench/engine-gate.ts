import { connect, createServer, type Socket } from 'node:net'

/** A GET of a whole list, or of the events, in a request's first line. */
const REQUEST = /^GET (?:\/v[\d.]+)?\/(containers\/json|images\/json|events)(\?\S*)? HTTP/

type Kind = 'lists' | 'events'

/**
 * What lies between the program and an engine, byte for byte: it holds requests back until they are let through, and
 * knows when a list was asked for. The engine's own list is measured through it as well.
 */
export class EngineGate {
  /** When the last whole list of containers or images was let through to the engine, as epoch milliseconds. */
  listAsked = 0
  readonly #engine: string
  readonly #server = createServer((client) => this.#join(client))
  readonly #sockets = new Set<Socket>()
  readonly #events = new Set<Socket>()
  readonly #held: Record<Kind, Set<() => void>> = { lists: new Set(), events: new Set() }
  readonly #holds: Record<Kind, boolean> = { lists: false, events: false }

  /** `engine` is the path of its Unix socket. */
  constructor(engine: string) {
    this.#engine = engine
  }

  async open(path: string): Promise<void> {
    await new Promise<void>((ready) => this.#server.listen(path, ready))
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((ended) => this.#server.close(ended))
  }

  /** From now on lists, or the streams of events, are held back. */
  hold(kind: Kind): void {
    this.#holds[kind] = true
  }

  held(kind: Kind): number {
    return this.#held[kind].size
  }

  /** Lets through what was held back, as if it were asked for now. */
  release(kind: Kind): void {
    this.#holds[kind] = false
    for (const send of this.#held[kind]) send()
    this.#held[kind].clear()
  }

  /** Breaks the streams of events: who listens comes again and lists anew. */
  cutEvents(): void {
    for (const socket of this.#events) socket.destroy()
  }

  #join(client: Socket): void {
    const engine = connect(this.#engine)
    for (const socket of [client, engine]) {
      this.#sockets.add(socket)
      socket.on('error', () => client.destroy())
      socket.on('close', () => this.#sockets.delete(socket))
    }
    client.on('close', () => engine.destroy())
    // What the engine sent last still arrives when it has closed.
    engine.pipe(client)
    client.on('data', (bytes) => {
      const [, what, query = ''] = REQUEST.exec(bytes.subarray(0, 1000).toString('latin1')) ?? []
      const send = () => {
        if (what?.endsWith('/json') && !query.includes('filters')) {
          this.listAsked = performance.timeOrigin + performance.now()
        }
        engine.write(bytes)
      }
      if (what === 'events') {
        this.#events.add(client)
        client.on('close', () => this.#events.delete(client))
      }
      const kind = what === 'events' ? 'events' : what && !query.includes('filters') ? 'lists' : null
      if (kind && this.#holds[kind]) this.#held[kind].add(send)
      else send()
    })
  }
}
