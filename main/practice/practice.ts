import { mkdir, readFile as readLocal, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { PracticeFaults, PracticePreset, PracticeRow, PracticeSwitches } from '../../preload/contract/practice.ts'
import { explain } from '../explain/explain.ts'
import { LiveList } from '../live-list.ts'
import { replaceFile } from '../replace-file.ts'
import type { CallError, CmdletCall } from '../setup/call.ts'
import type { HostSession } from '../setup/host/session.ts'
import type { EngineEndpoint } from './engine/server/listen.ts'
import { engineAddress } from './engine-address.ts'
import { readFlags, splitLine } from './machine/docker/service-line.ts'
import { readFile, writeFile } from './machine/files.ts'
import { PracticeMachine } from './machine/practice-machine.ts'
import { defaultPreset } from './machine/presets/catalogue.ts'
import { practiceSession } from './machine/session.ts'
import type { MachineState } from './machine/state.ts'
import { MachineCatalogue } from './machine-catalogue.ts'
import { exportMachine } from './machine-file.ts'
import { setSwitches } from './machine-switches.ts'
import { PracticeHost } from './practice-host.ts'
import { practiceRow } from './practice-row.ts'
import { RegistryServers } from './registry/registry-servers.ts'

export interface PracticeOptions {
  /** Where every practice machine keeps its state; made when it is missing. */
  folder: string
  /** The machine to be, whatever was chosen before. */
  preset?: string
  /** Where the engine listens beside the folder's own socket or pipe. */
  listen?: readonly EngineEndpoint[]
  /** Seconds of real time that a second of practice time takes: a quarter unless given. A restart must take more than a second. */
  pace?: number
  /** Told of what went wrong outside of any call. */
  report?: (error: unknown) => void
}

/** P1-P3: a Windows machine to practise with, and the engine that runs on it while its docker service does. */
export class Practice {
  readonly list = new LiveList<PracticeRow>()
  readonly url: string
  readonly #options: PracticeOptions
  readonly #path: string
  readonly #catalogue: MachineCatalogue
  #preset = defaultPreset
  #machine: PracticeMachine | null = null
  #host: PracticeHost | null = null
  readonly #registries = new RegistryServers(() => this.#current().state().windows)
  #starting: Promise<void> | null = null
  /** Changes of machine, one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: PracticeOptions) {
    this.#options = options
    this.#catalogue = new MachineCatalogue(options.folder)
    const { path, url } = engineAddress(options.folder)
    this.#path = path
    this.url = url
  }

  /** Brings the machine up, once; after it the engine listens where the machine's docker service runs. */
  start(): Promise<void> {
    this.#starting ??= this.#begin().catch((error: unknown) => {
      this.#starting = null
      throw error
    })
    return this.#starting
  }

  presets(): PracticePreset[] {
    return this.#catalogue.list()
  }

  /** P2: keeps the machine's Windows as the person's own. Throws as OwnMachines.save. */
  async saveOwn(name: string, description: string, replace: boolean): Promise<void> {
    await this.start()
    await this.#catalogue.own.save(name, description, this.#current().state(), replace)
  }

  /** Takes away a machine of the person's with all that it has; never one of Slipway's. */
  deleteOwn(name: string): Promise<void> {
    return this.#inTurn(async () => {
      const own = this.#catalogue.own.get(name)
      await this.start()
      if (own.name === this.#preset) await this.#become(defaultPreset)
      await this.#catalogue.own.delete(own.name)
      await rm(this.#folderOf(own.name), { recursive: true, force: true })
    })
  }

  async exportMachine(): Promise<{ name: string; text: string }> {
    await this.start()
    const { name, description } = this.#catalogue.get(this.#preset)
    return exportMachine({ name, description, machine: this.#current().state() })
  }

  /** Answers the name that it is kept under. Throws as OwnMachines.import. */
  importMachine(text: string, name: string | null): Promise<string> {
    return this.#catalogue.own.import(text, name)
  }

  /** Addresses that the engine listens at now; none while it does not run. */
  addresses(): readonly string[] {
    return this.#host?.addresses ?? []
  }

  /** Where the practice copy of a registry answers (`http://127.0.0.1:PORT`); null when there is no such copy, or no internet. */
  async registryAt(registry: string): Promise<string | null> {
    await this.start()
    return this.#current().state().network.internet ? this.#registries.at(registry) : null
  }

  /** A session with one of the machines by its name, or with the Windows inside a VM of it. Throws `unknown-practice-machine`. */
  async session(name: string, vm: string | null): Promise<HostSession> {
    await this.start()
    const machine = name === this.#preset ? this.#current() : this.#open(name)
    return practiceSession(machine, vm === null ? {} : { vm })
  }

  /** A session with the machine whose engine answers now. */
  async currentSession(): Promise<HostSession> {
    await this.start()
    return practiceSession(this.#current())
  }

  choose(preset: string): Promise<void> {
    return this.#inTurn(async () => {
      const { name, make } = this.#catalogue.get(preset)
      // One whose file is damaged says so before anything else is put down.
      make()
      await this.start()
      if (name !== this.#preset) await this.#become(name)
    })
  }

  /** Machine and engine of the chosen preset, as they were at first. */
  reset(): Promise<void> {
    return this.#inTurn(async () => {
      await this.start()
      await this.#running().reset()
    })
  }

  async change(switches: Partial<PracticeSwitches>): Promise<void> {
    await this.start()
    await this.#current().edit((state) => setSwitches(state, switches))
    await this.#running().look()
  }

  async fault({ slowPull, failNextCall, slowCmdlets, loseSession, powerLoss }: Partial<PracticeFaults>): Promise<void> {
    await this.start()
    const { faults } = this.#running()
    if (slowPull !== undefined) faults.slowPull = slowPull
    if (failNextCall !== undefined) faults.failNext = failNextCall
    await this.#current().edit((state) => {
      if (slowCmdlets !== undefined) state.faults.slow = slowCmdlets
      if (loseSession !== undefined) state.faults.dropNext = loseSession
      if (powerLoss !== undefined) state.faults.powerLossNext = powerLoss
    })
    await this.#running().look()
  }

  dropConnections(): void {
    this.#host?.dropConnections()
  }

  /** Starts, stops or kills the docker service, as Windows would; throws what it says, explained. */
  async engine(what: 'start' | 'stop' | 'restart' | 'kill'): Promise<void> {
    await this.start()
    let refusal: CallError | undefined
    if (what === 'kill') {
      await this.#current().edit((state) => {
        const docker = state.services.docker
        if (docker) docker.status = 'Stopped'
      })
    } else {
      const run = { start: 'Start-Service', stop: 'Stop-Service', restart: 'Restart-Service' }[what]
      const call: CmdletCall = { run, with: { Name: 'docker' } }
      const { errors } = await this.#current().invoke(call, true)
      refusal = errors[0]
    }
    await this.#running().look()
    if (refusal) throw new SlipwayError(explain(new Error(refusal.message)))
  }

  async readDaemonJson(): Promise<string | null> {
    await this.start()
    const state = this.#current().state()
    return readFile(state, configFile(state))
  }

  async writeDaemonJson(text: string): Promise<void> {
    await this.start()
    await this.#current().edit((state) => writeFile(state, configFile(state), text))
  }

  /** Ends the engine and keeps the state of both. */
  async close(): Promise<void> {
    await this.#starting?.catch(() => undefined)
    await this.#last
    await this.#registries.close()
    await this.#down()
  }

  async #begin(): Promise<void> {
    const { folder, preset } = this.#options
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const chosen = preset ?? (await readLocal(join(folder, 'chosen'), 'utf8').catch(() => defaultPreset)).trim()
    const found = preset === undefined ? this.#catalogue.find(chosen) : this.#catalogue.get(preset)
    this.#preset = found?.name ?? defaultPreset
    await this.#up()
  }

  async #become(preset: string): Promise<void> {
    await this.#down()
    this.#preset = preset
    await replaceFile(join(this.#options.folder, 'chosen'), preset)
    await this.#up()
  }

  async #up(): Promise<void> {
    const machine = this.#open(this.#preset)
    this.#machine = machine
    const folder = this.#folderOf(this.#preset)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { listen, report } = this.#options
    this.#host = new PracticeHost({ machine, folder, path: this.#path, listen, report, changed: () => this.#show() })
    await this.#host.start()
  }

  async #down(): Promise<void> {
    await this.#host?.close()
    this.#host = null
    this.#machine = null
  }

  /** Brings the page to what machine and engine are now. */
  #show(): void {
    const machine = this.#machine
    if (!this.#host || !machine) return
    this.list.set(practiceRow({ preset: this.#preset, url: this.url }, machine.state(), this.#host))
  }

  #open(name: string): PracticeMachine {
    const preset = this.#catalogue.get(name)
    return new PracticeMachine({
      name: preset.name,
      folder: this.#folderOf(preset.name),
      // Kept anew under its name, it is that when it is reset.
      make: () => (this.#catalogue.find(preset.name) ?? preset).make(),
      pace: this.#options.pace ?? 0.25,
    })
  }

  #folderOf(name: string): string {
    return join(this.#options.folder, 'machines', name)
  }

  #current(): PracticeMachine {
    if (!this.#machine) throw new Error('The practice host is not up')
    return this.#machine
  }

  #running(): PracticeHost {
    if (!this.#host) throw new Error('The practice host is not up')
    return this.#host
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

/** Where the machine's engine looks for its daemon.json. */
function configFile({ services }: MachineState): string {
  return readFlags(splitLine(services.docker?.line ?? 'dockerd.exe')).configFile
}
