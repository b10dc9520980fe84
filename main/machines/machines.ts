import { homedir } from 'node:os'
import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import type {
  ConnectionDraft,
  ConnectionSecrets,
  ConnectionTest,
  MachineRow,
  WrittenOut,
} from '../../preload/contract/machines.ts'
import type { ConnectionDefinition, Surroundings } from '../connections/definition.ts'
import { dial, type EngineConnection } from '../connections/dial.ts'
import { discover, dockerFolder } from '../connections/discover.ts'
import { parseEndpoint } from '../connections/endpoint.ts'
import { HostKeys } from '../connections/ssh/host-keys.ts'
import type { EngineLink, EngineLinks } from '../engine/link.ts'
import { explain } from '../explain/explain.ts'
import { LiveList } from '../live-list.ts'
import type { Secrets } from '../secrets.ts'
import { credentialsFor } from './connection-secrets.ts'
import { engineFacts } from './facts.ts'
import { contextName, definitionOf, encryption, type Known, knownFrom, knownFromDiscovered } from './known.ts'
import { Machine } from './machine.ts'
import { SavedConnections } from './saved-connections.ts'
import { saveContext, writeOut } from './write-out.ts'

/** What the list of machines needs around it. */
export interface MachinesOptions extends Partial<Surroundings> {
  /** The user's data folder. */
  folder: string
  secrets: Secrets
  /** Told of a problem that belongs to no single row, such as a damaged file. */
  report?: (problem: Explained) => void
}

/** A machine that the program brings by itself. */
export interface BuiltInMachine {
  id: string
  name: string
  /** Where its engine listens once `prepare` has resolved. */
  url: string
  prepare(): Promise<void>
  /** Where its registries answer, as EngineLink has it. */
  registryAt?: EngineLink['registryAt']
}

/** C2-C5: every known connection, found or saved, each kept connected while it is open. */
export class Machines implements EngineLinks {
  readonly list = new LiveList<MachineRow>()
  /** Those that the person made: read, added, edited, renamed and removed there. */
  readonly saved: SavedConnections
  readonly #options: MachinesOptions & Surroundings
  readonly #hostKeys: HostKeys
  readonly #known = new Map<string, Known>()
  readonly #machines = new Map<string, Machine>()
  readonly #builtIn = new Map<string, BuiltInMachine>()
  readonly #removed = new Set<(machine: string) => void>()
  readonly #unsubscribe: () => void
  #cliDefault = 'local'
  #first = ''
  #visible = true

  constructor(options: MachinesOptions) {
    this.#options = { env: process.env, home: homedir(), platform: process.platform, ...options }
    this.saved = new SavedConnections(options.folder, options.secrets, {
      expectKnown: (id) => void this.#get(id),
      saved: (connection) => this.#know(connection.id, knownFrom(connection)),
      renamed: (id, name) => {
        const known = this.#known.get(id)
        if (known) known.name = name
        this.#show(id)
      },
      removed: (id) => this.#forget(id),
    })
    this.#hostKeys = new HostKeys(this.#options)
    this.#unsubscribe = options.secrets.onChange(() => this.#retryWhereFailed(/^(secrets-|tls-key-|ssh-password-)/))
  }

  /** Reads the saved list and looks for engines. Opens nothing. */
  async start(): Promise<void> {
    const problem = await this.saved.load()
    if (problem) this.#options.report?.(problem)
    await this.rediscover()
  }

  find(id: string): EngineLink {
    const machine = this.#machine(id)
    machine.open()
    return machine
  }

  /** The machine that the docker CLI would use. */
  get cliDefault(): string {
    return this.#cliDefault
  }

  /** Adds a machine that the program itself brings (the practice host); `prepare` comes before each dial. */
  addBuiltIn(machine: BuiltInMachine): void {
    const { id, name, url } = machine
    this.#builtIn.set(id, machine)
    const definition = { endpoint: parseEndpoint(url), tls: null, ssh: null }
    this.#know(id, { name, url, source: 'practice', definition, problem: null })
  }

  /**
   * The machine that pages speak of until the person chooses one: the one that the docker CLI would use. Where that is
   * only the local default, and no engine answers there within `patience` milliseconds, it is the machine `otherwise`.
   */
  async chooseFirst(otherwise: string, patience: number): Promise<string> {
    let first = this.#cliDefault
    if (first === 'local' && this.#known.has(otherwise) && !(await this.#machine(first).answers(patience))) {
      this.disconnect(first)
      first = otherwise
    }
    this.#first = first
    this.#show(first)
    return first
  }

  open(id: string): void {
    this.#machine(id).open()
  }

  disconnect(id: string): void {
    this.#machine(id).close()
  }

  retry(id: string): void {
    this.#machine(id).retry()
  }

  /** Dials once; `machine` lends the secrets kept for a saved connection. A failure is an answer, not an error. */
  async test(
    draft: ConnectionDraft,
    given: ConnectionSecrets,
    machine: string | undefined,
    signal: AbortSignal,
  ): Promise<ConnectionTest> {
    const started = performance.now()
    const milliseconds = () => Math.round(performance.now() - started)
    let connection: EngineConnection | null = null
    try {
      connection = await this.#dial(definitionOf(draft), machine ?? '', signal, given)
      const facts = engineFacts(connection.version, connection.apiVersion, await connection.info(signal))
      return { ok: true, facts, milliseconds: milliseconds() }
    } catch (error) {
      if (signal.aborted) throw error
      return { ok: false, error: explain(error, machine ? { machine } : {}), milliseconds: milliseconds() }
    } finally {
      connection?.close()
    }
  }

  /** Accepts a host key that was shown, and tries again what waited for it. */
  async trustHostKey(host: string, fingerprint: string): Promise<void> {
    await this.#hostKeys.trust(host, fingerprint)
    this.#retryWhereFailed(/^ssh-host-key-unknown$/)
  }

  async rediscover(): Promise<void> {
    const { found, cliDefault } = await discover(this.#options)
    this.#cliDefault = cliDefault
    const ids = new Set(found.map(({ id }) => id))
    for (const [id, { source }] of this.#known)
      if (source !== 'saved' && source !== 'practice' && !ids.has(id)) this.#forget(id)
    for (const one of found) this.#know(one.id, knownFromDiscovered(one))
    for (const id of this.#known.keys()) this.#show(id)
  }

  writeOut(id: string): WrittenOut {
    const { name, url } = this.#get(id)
    return writeOut(this.#machine(id).definition, url, contextName(name), this.#options.platform === 'win32')
  }

  async saveContext(id: string, name: string): Promise<{ name: string }> {
    const { name: title, url } = this.#get(id)
    const { definition } = this.#machine(id)
    const credentials = await credentialsFor(this.#options.secrets, id)
    await saveContext(dockerFolder(this.#options), name, { definition, url, title, credentials })
    await this.rediscover()
    return { name }
  }

  /** Told the id of each machine that is gone for good; answers its own unsubscribe. */
  onRemoved(listener: (machine: string) => void): () => void {
    this.#removed.add(listener)
    return () => void this.#removed.delete(listener)
  }

  /** A hidden window tries nothing again; it makes up for it when it is shown. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return
    this.#visible = visible
    if (visible) for (const machine of this.#machines.values()) machine.becomeVisible()
  }

  /** Closes every connection; for the end of the program. */
  close(): void {
    this.#unsubscribe()
    for (const machine of this.#machines.values()) machine.close()
  }

  #know(id: string, known: Known): void {
    const before = this.#known.get(id)
    this.#known.set(id, known)
    const machine = this.#machines.get(id)
    if (known.definition && machine) {
      const same = JSON.stringify([before?.definition]) === JSON.stringify([known.definition])
      // A saved one may have new secrets: it is made anew in any case.
      if (!same || known.source === 'saved') machine.redefine(known.definition)
    } else if (known.definition) {
      this.#machines.set(id, this.#make(id, known.definition))
    } else if (machine) {
      machine.close()
      this.#machines.delete(id)
    }
    this.#show(id)
  }

  #make(id: string, definition: ConnectionDefinition): Machine {
    return new Machine({
      id,
      definition,
      dial: (used, signal) => this.#dial(used, id, signal),
      changed: () => this.#show(id),
      visible: () => this.#visible,
      registryAt: this.#builtIn.get(id)?.registryAt,
    })
  }

  async #dial(
    definition: ConnectionDefinition,
    machine: string,
    signal: AbortSignal,
    given: ConnectionSecrets = {},
  ): Promise<EngineConnection> {
    await this.#builtIn.get(machine)?.prepare()
    const { secrets, env, home, platform } = this.#options
    const owner = this.saved.has(machine) ? machine : null
    const credentials = () => credentialsFor(secrets, owner, given)
    return dial(definition, { env, home, platform, credentials, hostKeys: this.#hostKeys, machine, signal })
  }

  #forget(id: string): void {
    const machine = this.#machines.get(id)
    this.#known.delete(id)
    this.#machines.delete(id)
    machine?.close()
    this.list.delete(id)
    for (const listener of [...this.#removed]) listener(id)
  }

  #show(id: string): void {
    const known = this.#known.get(id)
    if (!known) return
    const machine = this.#machines.get(id)
    this.list.set({
      id,
      name: known.name,
      url: known.url,
      source: known.source,
      cliDefault: id === this.#cliDefault,
      first: id === this.#first,
      encryption: encryption(known.definition),
      state: machine?.state ?? { kind: 'closed' },
      facts: machine?.knownFacts ?? null,
      problem: known.problem,
    })
  }

  #retryWhereFailed(codes: RegExp): void {
    for (const machine of this.#machines.values()) {
      if (machine.state.kind === 'failed' && codes.test(machine.state.error.code)) machine.retry()
    }
  }

  #get(id: string): Known {
    const known = this.#known.get(id)
    if (known) return known
    throw new SlipwayError({
      code: 'unknown-machine',
      message: 'This connection does not exist any more.',
      cause: 'It was removed, or what it was found by is gone.',
      remedy: 'Choose another connection.',
    })
  }

  #machine(id: string): Machine {
    const { problem } = this.#get(id)
    const machine = this.#machines.get(id)
    if (machine) return machine
    throw new SlipwayError(
      problem ?? { code: 'unknown-machine', message: 'This connection cannot be opened.', remedy: 'Choose another.' },
    )
  }
}
