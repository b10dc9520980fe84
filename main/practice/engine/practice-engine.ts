import { mkdirSync } from 'node:fs'
import type { WebSite } from '../shell/world.ts'
import { archiveRoutes } from './containers/archive.ts'
import { attachRoute, attachSocketRoute } from './containers/attach.ts'
import { commitRoute } from './containers/commit.ts'
import type { ContainerRecord } from './containers/container-record.ts'
import { ContainerStore } from './containers/container-store.ts'
import { createRoute } from './containers/create.ts'
import { execRoutes } from './containers/exec.ts'
import { inspectRoute } from './containers/inspect.ts'
import { Lifecycle } from './containers/lifecycle.ts'
import { listRoute } from './containers/list.ts'
import { logsRoute } from './containers/logs.ts'
import type { ContainerParts } from './containers/parts.ts'
import { readingRoutes } from './containers/top-stats.ts'
import { verbRoutes } from './containers/verbs.ts'
import { waitRoute } from './containers/wait.ts'
import { iisSite, webPort } from './containers/web-site.ts'
import { mountedFiles } from './containers/world.ts'
import type { EngineFaults, EngineHost, EngineSettings } from './engine-host.ts'
import type { Route } from './route.ts'
import { EngineServer } from './server/engine-server.ts'
import { type EngineEndpoint, type EngineListener, listenAt } from './server/listen.ts'
import type { EngineContext } from './state.ts'
import { EventLog, eventsRoute } from './system/events.ts'
import { infoRoute } from './system/info.ts'
import { notHereRoutes } from './system/not-here.ts'
import { pingRoutes } from './system/ping.ts'

/** What a practice engine is made of. */
export interface PracticeEngineOptions {
  readonly host: EngineHost
  readonly settings: EngineSettings
  readonly faults: EngineFaults
  /** Absolute; the state of this machine's engine lies here and survives a restart. */
  readonly folder: string
  /** Makes what lies below the containers; the routes are those of images, networks and volumes. */
  parts(context: EngineContext): { parts: ContainerParts; routes(containers: ContainerStore): Route[]; reset(): void }
}

/** A Docker engine of a Windows machine to practise with: a real server for the Engine API. */
export class PracticeEngine {
  readonly #context: EngineContext
  readonly #events = new EventLog()
  readonly #parts: ContainerParts
  readonly #store: ContainerStore
  readonly #life: Lifecycle
  readonly #server: EngineServer
  readonly #listeners = new Set<EngineListener>()
  readonly #reset: () => void

  constructor({ host, settings, faults, folder, parts: make }: PracticeEngineOptions) {
    mkdirSync(folder, { recursive: true })
    this.#context = {
      host,
      settings: { ...settings },
      faults,
      folder,
      events: this.#events.emitter,
      tell: (type, action, id, attributes = {}) => this.#events.tell({ type, action, id, attributes, at: host.now() }),
    }
    const { parts: given, routes, reset } = make(this.#context)
    this.#reset = reset
    const parts: ContainerParts = { ...given, site: (from, address, port) => this.#site(from, address, port) }
    this.#parts = parts
    this.#store = new ContainerStore(this.#context, parts)
    this.#life = new Lifecycle(this.#context, parts, this.#store)
    const services = { context: this.#context, parts, store: this.#store, life: this.#life }
    this.#server = new EngineServer(
      [
        ...pingRoutes(this.#context),
        infoRoute(this.#context, this.#store, parts.images, () => this.#events.emitter.listenerCount('event')),
        eventsRoute(this.#events, () => host.now()),
        listRoute(services),
        createRoute(services),
        inspectRoute(services),
        ...verbRoutes(services),
        attachRoute(services),
        attachSocketRoute(services),
        logsRoute(services),
        waitRoute(services),
        ...execRoutes(services),
        ...readingRoutes(services),
        ...archiveRoutes(services),
        commitRoute(services),
        ...notHereRoutes(),
        ...routes(this.#store),
      ],
      settings,
      faults,
    )
    this.#server.onDrop = () => this.dropConnections()
  }

  #site(from: Pick<ContainerRecord, 'endpoints'>, address: string, port: number): WebSite | null {
    const own = /^(127\.|::1$|\[::1\]$)/.test(address)
    const { host } = this.#context
    for (const container of this.#store.list()) {
      const { record } = container
      if (record.status !== 'running' || webPort(record) !== port) continue
      const joined = Object.entries(record.endpoints).some(
        ([network, { IPAddress }]) => IPAddress === address && from.endpoints[network] !== undefined,
      )
      if (own ? record === from || record.endpoints === from.endpoints : joined) {
        return iisSite(mountedFiles(container, this.#parts), () => host.now())
      }
    }
    return null
  }

  /** Reads what an earlier run left and starts what its restart policies want. Once, before the first `listen`. */
  async start(): Promise<void> {
    this.#store.load()
    await this.#life.resume()
    this.#context.tell('daemon', 'start', this.#context.host.hostName, { name: this.#context.host.hostName })
  }

  /** Listens there too; rejects with the system's error (EADDRINUSE, EACCES, …). Resolves with the address to dial. */
  async listen(endpoint: EngineEndpoint): Promise<string> {
    const listener = await listenAt(endpoint, (socket) => this.#server.http.emit('connection', socket))
    this.#listeners.add(listener)
    return listener.address
  }

  /** Takes over the settings that a running engine reads anew; tells of it where one is another. */
  reload({ debug, labels, insecureRegistries }: Pick<EngineSettings, 'debug' | 'labels' | 'insecureRegistries'>): void {
    const { settings, host } = this.#context
    const fresh = { debug, labels, insecureRegistries }
    if (
      Object.entries(fresh).every(
        ([name, value]) => JSON.stringify(settings[name as keyof typeof fresh]) === JSON.stringify(value),
      )
    )
      return
    Object.assign(settings, fresh)
    this.#context.tell('daemon', 'reload', host.hostName, {
      debug: String(debug),
      labels: JSON.stringify(labels),
      'insecure-registries': JSON.stringify(insecureRegistries),
      name: host.hostName,
    })
  }

  /** Drops every open connection; it goes on listening. */
  dropConnections(): void {
    for (const listener of this.#listeners) listener.drop()
  }

  /** Ends all containers, keeps their state, and closes every place that it listens at. */
  async close(): Promise<void> {
    await this.#life.close()
    this.#server.stop()
    await Promise.all([...this.#listeners].map((listener) => listener.close()))
    this.#listeners.clear()
  }

  /** Back to the first state: no containers, the first images, networks and volumes. */
  async reset(): Promise<void> {
    for (const container of this.#store.list()) {
      container.record.hostConfig.AutoRemove = false
      if (container.running) await this.#life.kill(container, 'KILL')
      this.#life.remove(container, true)
    }
    this.#store.clear()
    this.#reset()
  }
}
