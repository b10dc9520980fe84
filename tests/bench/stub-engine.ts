import { chmodSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { untilDrained } from '../../main/terminals/until-drained.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { containerAnswer, INFO, type StubRow, stubRow, VERSION } from './stub-engine-answers.ts'

/** What a page's key starts in an attached terminal: this block so many times, then END_OF_FLOOD. */
export interface Flood {
  block: Buffer
  times: number
}

/** The title that a flood sets with its last bytes. */
export const FLOOD_ENDED = 'bench-flood-ended'
const END_OF_FLOOD = `\x1b]0;${FLOOD_ENDED}\x07`

/**
 * An engine without containers behind it, for what the practice engine is not made for: events as fast as they are
 * taken, and the output of one terminal as fast as it is taken. So that what is measured is the program.
 */
export class StubEngine {
  readonly socketPath: string
  readonly rows: StubRow[]
  flood: Flood | null = null
  readonly #folder = temporaryFolder('swbench-')
  readonly #server = createServer((request, response) => this.#answer(request.url ?? '', response))
  readonly #sockets = new Set<Socket>()
  readonly #listeners = new Set<ServerResponse>()
  #nano = BigInt(Date.now()) * 1_000_000n

  constructor(count: number) {
    // The window runs as an ordinary user.
    chmodSync(this.#folder.path, 0o755)
    this.socketPath = join(this.#folder.path, 'd.sock')
    this.rows = Array.from({ length: count }, (_, at) => stubRow(at))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    this.#server.on('upgrade', (_request, socket) => this.#attach(socket as Socket))
  }

  async start(): Promise<void> {
    await new Promise<void>((ready) => this.#server.listen(this.socketPath, ready))
    chmodSync(this.socketPath, 0o666)
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((ended) => this.#server.close(ended))
    this.#folder.remove()
  }

  /** Tells all listeners that a container started. */
  sendEvent(row: StubRow): void {
    const line = this.#event(row)
    for (const listener of this.#listeners) listener.write(line)
  }

  /** `count` events over all rows, as fast as the slowest listener takes them. */
  async sendEvents(count: number): Promise<void> {
    for (let sent = 0; sent < count; ) {
      let lines = ''
      for (const upTo = Math.min(count, sent + 500); sent < upTo; sent++) {
        const row = this.rows[sent % this.rows.length]
        if (row) lines += this.#event(row)
      }
      for (const listener of this.#listeners)
        if (!listener.write(lines)) await new Promise((drained) => listener.once('drain', drained))
    }
  }

  #event(row: StubRow): string {
    this.#nano += 1000n
    const Attributes = { image: row.Image, name: row.Names[0]?.slice(1) ?? '' }
    const time = Number(this.#nano / 1_000_000_000n)
    const rest = JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: row.Id, Attributes }, time })
    return `${rest.slice(0, -1)},"timeNano":${this.#nano}}\n`
  }

  #answer(address: string, response: ServerResponse): void {
    const url = new URL(address, 'http://stub')
    const path = url.pathname.replace(/^\/v[\d.]+/, '')
    response.setHeader('Api-Version', '1.41')
    response.setHeader('Ostype', 'linux')
    response.setHeader('Content-Type', 'application/json')
    if (path === '/events') {
      this.#listeners.add(response)
      response.on('close', () => this.#listeners.delete(response))
      response.writeHead(200).flushHeaders()
      return
    }
    // Answered when the container ends, which it does not.
    if (path.endsWith('/wait')) return
    if (path.endsWith('/resize')) return void response.end()
    const answer = this.#find(path, url.searchParams)
    if (answer === undefined) response.writeHead(404).end(JSON.stringify({ message: `No such thing: ${path}` }))
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  }

  #find(path: string, search: URLSearchParams): unknown {
    if (path === '/_ping') return 'OK'
    if (path === '/version') return VERSION
    if (path === '/info') return { ...INFO, Containers: this.rows.length, ContainersRunning: this.rows.length }
    if (path === '/images/json' || path === '/networks') return []
    if (path === '/volumes') return { Volumes: [], Warnings: [] }
    if (path === '/containers/json') return this.#list(search.get('filters'))
    const id = /^\/containers\/([^/]+)\/json$/.exec(path)?.[1]
    const row = this.rows.find(({ Id }) => Id === id)
    return row && containerAnswer(row)
  }

  #list(filters: string | null): StubRow[] {
    const wanted = filters ? Object.entries((JSON.parse(filters) as { id?: string[] | object }).id ?? {}) : []
    if (wanted.length === 0) return this.rows
    // Either {"id":["…"]} or the older {"id":{"…":true}}.
    const ids = new Set(wanted.map(([key, value]) => (typeof value === 'string' ? value : key)))
    return this.rows.filter(({ Id }) => ids.has(Id))
  }

  #attach(socket: Socket): void {
    socket.write(
      'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
    )
    socket.on('error', () => undefined)
    socket.on('data', (typed) => {
      if (typed.includes('g')) void this.#pour(socket)
    })
  }

  async #pour(socket: Socket): Promise<void> {
    const { block, times } = this.flood ?? { block: Buffer.alloc(0), times: 0 }
    for (let at = 0; at < times && !socket.destroyed; at++) if (!socket.write(block)) await untilDrained(socket)
    if (!socket.destroyed) socket.write(END_OF_FLOOD)
  }
}
