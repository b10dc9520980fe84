import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Catalogue, makeCatalogue } from '../engine/images/catalogue.ts'
import { type PracticeRegistry, practiceRegistries, type RegistryAnswer, registryAnswer } from './registry-answer.ts'

/** Longest request target; registries' names and tags are far shorter. */
const longestTarget = 4096

/**
 * The practice copies of registries, each on a port of its own of this computer's loopback, started when it is first
 * asked for. What they tell is public, and they take nothing.
 */
export class RegistryServers {
  readonly #windows: () => { readonly build: number; readonly revision: number }
  /** What they hold for one Windows, named by its build and revision. */
  #held: { windows: string; catalogue: Catalogue } | null = null
  readonly #servers = new Map<PracticeRegistry, Promise<Server>>()

  /** `windows` is that of the practice machine of the moment, whose own update is among the images. */
  constructor(windows: () => { readonly build: number; readonly revision: number }) {
    this.#windows = windows
  }

  /** `http://127.0.0.1:PORT` of the copy of a registry; null when there is none. Rejects with the system's error. */
  async at(registry: string): Promise<string | null> {
    const known = practiceRegistries.find((one) => one === registry)
    if (!known) return null
    let server = this.#servers.get(known)
    if (!server) {
      server = this.#serve(known)
      this.#servers.set(known, server)
      server.catch(() => this.#servers.delete(known))
    }
    return `http://127.0.0.1:${((await server).address() as AddressInfo).port}`
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    const servers = [...this.#servers.values()]
    this.#servers.clear()
    for (const starting of servers) {
      const server = await starting.catch(() => null)
      if (!server) continue
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    }
  }

  #catalogue(): Catalogue {
    const { build, revision } = this.#windows()
    const windows = `${build}.${revision}`
    if (this.#held?.windows !== windows) this.#held = { windows, catalogue: makeCatalogue(build, revision) }
    return this.#held.catalogue
  }

  async #serve(registry: PracticeRegistry): Promise<Server> {
    const server = createServer((request, response) => {
      request.resume()
      const { method = 'GET', url: target = '/', headers } = request
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      const url = target.length > longestTarget ? null : readTarget(target)
      if (!url) return void response.writeHead(400).end()
      const authorization = headers.authorization ?? ''
      let answer: RegistryAnswer
      try {
        answer = registryAnswer(this.#catalogue(), registry, { method, url, host, authorization })
      } catch {
        // Between two machines there is none whose images these are.
        return void response.writeHead(503).end()
      }
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
      response.end(method === 'HEAD' ? undefined : answer.body)
    })
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(0, '127.0.0.1', done)
    })
    // Whoever forgets to close must not keep the program from ending.
    server.unref()
    return server
  }
}

/** Null for what is no path, or has escapes that stand for nothing. */
function readTarget(target: string): URL | null {
  try {
    const url = new URL(target, 'http://registry')
    decodeURI(url.pathname)
    return url
  } catch {
    return null
  }
}
