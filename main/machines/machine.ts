import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import type { EngineFacts, MachineState } from '../../preload/contract/machines.ts'
import type { ConnectionDefinition } from '../connections/definition.ts'
import type { EngineConnection } from '../connections/dial.ts'
import { isRemote } from '../connections/endpoint.ts'
import type { EngineLink } from '../engine/link.ts'
import { explain } from '../explain/explain.ts'
import { backOff, borne, isFinal, mayPass } from './back-off.ts'
import { engineFacts } from './facts.ts'

/** A connection that held for so long counts as one that works; milliseconds. */
const steadyAfter = 2000

/** What a machine needs of its owner. */
export interface MachineOptions {
  id: string
  definition: ConnectionDefinition
  dial(definition: ConnectionDefinition, signal: AbortSignal): Promise<EngineConnection>
  /** Its state or facts changed. */
  changed(): void
  visible(): boolean
  /** As EngineLink has it. */
  registryAt?: EngineLink['registryAt'] | undefined
}

/** One engine kept connected while it is open; the same object through every loss and return. */
export class Machine implements EngineLink {
  readonly machine: string
  state: MachineState = { kind: 'closed' }
  knownFacts: EngineFacts | null = null
  readonly #options: MachineOptions
  #definition: ConnectionDefinition
  #connection: EngineConnection | null = null
  #keeping: AbortController | null = null
  readonly #listeners = new Set<(connected: boolean) => void>()
  /** Ends the pause before the next attempt. */
  #wake: () => void = () => undefined
  #stateChanged: () => void = () => undefined
  /** Has the connection looked at. */
  #doubt: () => void = () => undefined

  constructor(options: MachineOptions) {
    this.machine = options.id
    this.#options = options
    this.#definition = options.definition
  }

  get connected(): boolean {
    return this.#connection !== null
  }

  get remote(): boolean {
    return isRemote(this.#definition.endpoint)
  }

  get registryAt(): EngineLink['registryAt'] {
    return this.#options.registryAt
  }

  get definition(): ConnectionDefinition {
    return this.#definition
  }

  client(): ReturnType<EngineLink['client']> {
    if (this.#connection) return this.#connection.docker
    throw new SlipwayError(this.#away())
  }

  facts(): EngineFacts {
    if (this.knownFacts) return this.knownFacts
    throw new SlipwayError(this.#away())
  }

  onConnected(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  suspect(_error: unknown): void {
    this.#doubt()
  }

  /** SSH connections that are open now; 0 on other kinds. */
  sshConnections(): number {
    return this.#connection?.sshConnections() ?? 0
  }

  /** Opens it unless it is open. */
  open(): void {
    if (this.#keeping) return
    const keeping = new AbortController()
    this.#keeping = keeping
    void this.#keep(keeping.signal)
  }

  /** Opens it, and resolves to whether it was connected by the first attempt, within `patience` milliseconds. */
  async answers(patience: number): Promise<boolean> {
    this.open()
    await new Promise<void>((done) => {
      const timer = setTimeout(done, patience)
      this.#stateChanged = () => {
        if (this.state.kind === 'connecting') return
        clearTimeout(timer)
        done()
      }
      this.#stateChanged()
    })
    this.#stateChanged = () => undefined
    return this.connected
  }

  /** Tries at once; opens a closed or failed one. */
  retry(): void {
    if (this.#keeping && this.state.kind !== 'failed') {
      this.#wake()
      return
    }
    this.#keeping?.abort()
    this.#keeping = null
    this.open()
  }

  close(): void {
    this.#keeping?.abort()
    this.#keeping = null
    this.#disconnect()
    this.#become({ kind: 'closed' })
  }

  /** Takes another definition; an open connection is made anew. */
  redefine(definition: ConnectionDefinition): void {
    const open = this.#keeping !== null
    this.close()
    this.#definition = definition
    this.knownFacts = null
    if (open) this.open()
  }

  /** The window was shown again: waiting attempts are made now. */
  becomeVisible(): void {
    this.#wake()
  }

  async #keep(signal: AbortSignal): Promise<void> {
    let attempt = 0
    let worked = false
    // Refusals in a row that may pass by themselves.
    let refusals = 0
    if (this.state.kind !== 'reconnecting') this.#become({ kind: 'connecting', since: Date.now() })
    while (!signal.aborted) {
      try {
        const connection = await this.#connect(signal)
        const since = Date.now()
        worked = true
        refusals = 0
        await this.#untilLost(connection, signal)
        if (signal.aborted) return
        // Lost after it worked: often only the link broke, so the first attempt comes at once; not so where the
        // connection breaks again and again right after it was made.
        const steady = Date.now() - since > steadyAfter
        const pause = steady ? 0 : backOff(attempt)
        attempt = steady ? 0 : attempt + 1
        this.#disconnect()
        this.#become(this.#reconnecting(attempt, Date.now() + pause, lost(this.machine)))
        if (pause > 0) await this.#pause(pause, signal)
      } catch (error) {
        if (signal.aborted) return
        this.#disconnect()
        const explained = explain(error, { machine: this.machine })
        const refused = worked && mayPass(explained.code)
        refusals = refused ? refusals + 1 : 0
        if (isFinal(explained.code) && !(refused && refusals < borne))
          return this.#become({ kind: 'failed', since: Date.now(), error: explained })
        // It is there again: the pauses begin anew, however long it was away.
        if (refusals === 1) attempt = 0
        const pause = backOff(attempt)
        attempt += 1
        this.#become(this.#reconnecting(attempt, Date.now() + pause, refused ? passes(explained) : explained))
        await this.#pause(pause, signal)
      }
    }
  }

  async #connect(signal: AbortSignal): Promise<EngineConnection> {
    const connection = await this.#options.dial(this.#definition, signal)
    try {
      const facts = engineFacts(connection.version, connection.apiVersion, await connection.info(signal))
      if (signal.aborted) throw signal.reason
      this.knownFacts = facts
    } catch (error) {
      connection.close()
      throw error
    }
    this.#connection = connection
    this.#become({ kind: 'connected', since: Date.now() })
    this.#tell(true)
    return connection
  }

  /** Resolves when the engine's event stream ended, or when a suspicion proved right. */
  async #untilLost(connection: EngineConnection, signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    const over = () => stop.abort()
    signal.addEventListener('abort', over, { once: true })
    try {
      const ended = connection.heartbeat(stop.signal).then(endOf)
      // Doubts count while the stream is not there yet too: a proxy may hold its first bytes back for ever.
      ended.catch(() => undefined)
      for (;;) {
        const doubted = new Promise<'doubted'>((done) => {
          this.#doubt = () => done('doubted')
        })
        if ((await Promise.race([ended, doubted])) !== 'doubted') return
        this.#doubt = () => undefined
        await connection.ping()
      }
    } catch {
      // Neither events nor a ping: it is gone.
    } finally {
      this.#doubt = () => undefined
      signal.removeEventListener('abort', over)
      stop.abort()
    }
  }

  async #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((done) => {
      const timer = setTimeout(() => this.#options.visible() && end(), milliseconds)
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        done()
      }
      signal.addEventListener('abort', end, { once: true })
      this.#wake = end
    })
    this.#wake = () => undefined
  }

  #disconnect(): void {
    const connection = this.#connection
    if (!connection) return
    this.#connection = null
    connection.close()
    this.#tell(false)
  }

  #reconnecting(attempt: number, nextAttempt: number, error: Explained): MachineState {
    const since = this.state.kind === 'reconnecting' ? this.state.since : Date.now()
    return { kind: 'reconnecting', since, attempt, nextAttempt, error }
  }

  #become(state: MachineState): void {
    this.state = state
    this.#options.changed()
    this.#stateChanged()
  }

  #tell(connected: boolean): void {
    for (const listener of [...this.#listeners]) listener(connected)
  }

  #away(): Explained {
    const failure = this.state.kind === 'failed' || this.state.kind === 'reconnecting' ? this.state.error : null
    return {
      code: 'not-connected',
      message: 'The engine is not connected.',
      cause: failure ? failure.message : '',
      remedy: failure ? failure.remedy : 'Wait until the connection is there, or open it.',
      detail: failure?.detail ?? '',
      action: failure?.action ?? { kind: 'reconnect', machine: this.machine },
    }
  }
}

function endOf(stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((done) => {
    for (const event of ['end', 'close', 'error'] as const) stream.once(event, () => done())
    stream.on('error', () => done())
    stream.resume()
  })
}

/** What may pass by itself says so before it says what to do if it stays. */
function passes(refusal: Explained): Explained {
  const remedy = `Slipway tries again for a minute or two: an engine that starts refuses at first. If it stays: ${refusal.remedy}`
  return { ...refusal, remedy }
}

function lost(machine: string): Explained {
  return {
    code: 'connection-lost',
    message: 'The connection to the engine was lost.',
    cause: 'The engine stopped or restarted, or the network dropped the connection.',
    remedy: 'Slipway reconnects by itself.',
    detail: '',
    action: { kind: 'reconnect', machine },
  }
}
