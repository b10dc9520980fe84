import { type FSWatcher, mkdirSync, watch } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { EngineFaults } from './engine/engine-host.ts'
import { engineParts } from './engine/engine-parts.ts'
import { PracticeEngine } from './engine/practice-engine.ts'
import type { EngineEndpoint } from './engine/server/listen.ts'
import { engineAddress } from './engine-address.ts'
import { type DockerService, dockerService, engineHost } from './machine/docker-service.ts'
import type { PracticeMachine } from './machine/practice-machine.ts'

export interface PracticeHostOptions {
  readonly machine: PracticeMachine
  /** The machine's own folder: its file is watched, the engine's state lies below it. */
  readonly folder: string
  /** The Unix socket or pipe that stands for the engine's own pipe; one of the folder's own unless given. */
  readonly path?: string
  /** Where the engine listens beside its pipe; default nowhere. */
  readonly listen?: readonly EngineEndpoint[] | undefined
  /** Told of what keeps the engine from listening (EADDRINUSE, EACCES, …). */
  readonly report?: ((error: unknown) => void) | undefined
  /** Called after each look at the machine. */
  readonly changed?: () => void
}

/** Milliseconds in which several changes of the machine are taken for one. */
const CALM = 30

/**
 * A practice machine together with its engine: the engine answers only while the machine's docker service runs, with
 * what the service line and daemon.json said when it started.
 */
export class PracticeHost {
  /** Faults of the engine, as a person sets them. */
  readonly faults: EngineFaults = { dropConnections: 0, slowPull: 0, diskFull: false, failNext: null }
  /** Path of the Unix socket or pipe that stands for the engine's own pipe. */
  readonly path: string
  readonly #options: PracticeHostOptions
  #engine: { engine: PracticeEngine; key: string; addresses: readonly string[] } | null = null
  #watcher: FSWatcher | null = null
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void> = Promise.resolve()
  #closed = false
  /** Another process of the same user is this machine's engine. */
  #elsewhere = false

  constructor(options: PracticeHostOptions) {
    this.#options = options
    this.path = options.path ?? engineAddress(options.folder).path
  }

  /** Looks at the machine, starts the engine if its service runs, and follows the machine from then on. */
  async start(): Promise<void> {
    mkdirSync(this.#options.folder, { recursive: true })
    this.#watcher = watch(this.#options.folder, (_event, name) => {
      if (name === null || name === 'machine.json') this.#soon(CALM)
    })
    this.#watcher.on('error', () => undefined)
    await this.look()
  }

  /** `unix://…`, `npipe://…` and `tcp://…` that the engine listens at now; none while its service does not run. */
  get addresses(): readonly string[] {
    return this.#engine?.addresses ?? []
  }

  /** An engine of this machine answers, be it another process's. */
  get running(): boolean {
    return this.#engine !== null || this.#elsewhere
  }

  /** Drops every open connection to the engine, as a broken network does. */
  dropConnections(): void {
    this.#engine?.engine.dropConnections()
  }

  /** Makes the engine what the machine now says; resolves when it is. */
  look(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#follow())
      .catch((error: unknown) => this.#options.report?.(error))
      .then(() => this.#options.changed?.())
    return this.#turn
  }

  /** Puts the machine and its engine back to what they were first. */
  async reset(): Promise<void> {
    await this.#engine?.engine.reset()
    await this.#options.machine.reset()
    await this.look()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#watcher?.close()
    if (this.#timer) clearTimeout(this.#timer)
    await this.look()
  }

  async #follow(): Promise<void> {
    const { machine, folder, listen = [] } = this.#options
    const state = machine.state()
    const next = state.backAt ?? state.work[0]?.until ?? null
    if (!this.#closed && next !== null) this.#soon(Math.max(0, next - machine.now()) + CALM)
    const service = this.#closed ? null : dockerService(state)
    const key = service === null ? '' : keyOf(service)
    if (key === (this.#engine?.key ?? '')) {
      if (service) this.#engine?.engine.reload(service.settings)
      return
    }
    const old = this.#engine
    this.#engine = null
    this.#elsewhere = false
    await old?.engine.close()
    if (service === null) return
    const places: EngineEndpoint[] = [...(service.pipe ? [{ path: this.path, mode: 0o600 }] : []), ...listen]
    this.#elsewhere = await anyAnswers(places)
    if (this.#elsewhere) return
    const engine = new PracticeEngine({
      host: engineHost(machine),
      settings: service.settings,
      faults: this.faults,
      folder: join(folder, 'engine'),
      parts: (context) => engineParts(context),
    })
    await engine.start()
    const addresses: string[] = []
    for (const place of places) {
      try {
        addresses.push(await engine.listen(place))
      } catch (error) {
        this.#options.report?.(error)
      }
    }
    this.#engine = { engine, key, addresses }
  }

  #soon(milliseconds: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      // What is over, a restart or a call of a program that is gone, is only noticed by who asks the machine something.
      void this.#options.machine
        .bootTime()
        .catch(() => undefined)
        .then(() => this.look())
    }, milliseconds)
    this.#timer.unref()
  }
}

/** What an engine must be started anew for; the rest it takes over while it runs. */
function keyOf(service: DockerService): string {
  return JSON.stringify({
    ...service,
    settings: { ...service.settings, debug: false, labels: [], insecureRegistries: [] },
  })
}

async function anyAnswers(places: readonly EngineEndpoint[]): Promise<boolean> {
  const paths = places.flatMap((place) => ('path' in place ? [place.path] : []))
  const answers = await Promise.all(
    paths.map(
      (path) =>
        new Promise<boolean>((done) => {
          const socket = connect(path)
          socket.on('connect', () => {
            socket.destroy()
            done(true)
          })
          socket.on('error', () => done(false))
        }),
    ),
  )
  return answers.includes(true)
}
