import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Call, CallOutcome } from '../../setup/call.ts'
import type { InvokeOptions } from '../../setup/host/session.ts'
import { callName, failedByFault, matchesFault } from './faults.ts'
import { guestOf, settle } from './guest.ts'
import { MachineStore } from './machine-store.ts'
import { machineProcesses, ProcessList } from './processes.ts'
import { beginRestart } from './restart.ts'
import { type CommandRun, runCommand } from './run-command.ts'
import { runNative } from './run-native.ts'
import type { MachineState, WorkState } from './state.ts'

export interface PracticeMachineOptions {
  readonly name: string
  /** Where the machine is kept. */
  readonly folder: string
  /** The machine as it is before anything was done to it. */
  readonly make: () => MachineState
  /** Seconds of real time a second of practice time takes: 1, and 0 in tests. */
  readonly pace?: number
  readonly now?: () => number
}

interface Trial extends CommandRun {
  readonly changes: boolean
  readonly fault: 'before' | 'after' | 'power' | null
}

interface Begun extends Trial {
  /** Id of the work that Windows goes on with. */
  readonly work: string | null
}

/** A Windows machine at the level of cmdlets and native commands, kept on disk. */
export class PracticeMachine {
  readonly name: string
  /** Its process list, to which an engine adds its containers'. */
  readonly processes = new ProcessList(() => this.state())
  readonly #store: MachineStore
  readonly #pace: number
  readonly #now: () => number

  constructor({ name, folder, make, pace = 1, now = Date.now }: PracticeMachineOptions) {
    this.name = name
    this.#pace = pace
    this.#now = now
    this.#store = new MachineStore(folder, make)
  }

  /** The machine as it stands, not to be changed; with `vm` the Windows inside one of its VMs, which must run. */
  state(vm: string | null = null): MachineState {
    return vm === null ? this.#store.current() : guestOf(this.#store.current(), vm)
  }

  /** Tells of every change of the machine, by whichever process; the returned function ends it. */
  watch(listener: () => void): () => void {
    return this.#store.watch(listener)
  }

  /** Changes the machine behind Windows's back: the practice page, files, and tests. */
  edit(work: (machine: MachineState) => void, vm: string | null = null): Promise<void> {
    return this.#change(vm, work)
  }

  /** Puts the machine back to what it was before anything was done to it. */
  reset(): Promise<void> {
    return this.#store.reset()
  }

  /**
   * Runs a call on the machine, or in the VM that it names. Rejects with a SlipwayError `session-lost` when the machine
   * is down or goes down, `call-timed-out` at the deadline; with any other error for what is not simulated.
   */
  async invoke(
    call: Call,
    elevated: boolean,
    { signal, deadline = 120_000, onStream }: InvokeOptions = {},
  ): Promise<CallOutcome> {
    signal?.throwIfAborted()
    const vm = typeof call.on === 'object' ? call.on.vm : null
    const change = () => this.#change(vm, (machine) => this.#run(call, elevated, machine))
    // A slow machine has not begun yet.
    const { slow } = this.state().faults
    await pause(Math.min(slow, deadline), undefined, { signal })
    if (slow > deadline) throw timedOut(this.name, deadline)
    const trial = await this.#begin(call, elevated, vm, signal)
    // What goes on by itself begins at once: who asked for it may be gone before its end.
    const begun = trial.goesOn === 'seen' && trial.changes && trial.fault === null ? await change() : null
    const time = slow + trial.duration * this.#pace
    await pause((Math.min(time, deadline) - slow) * (trial.fault === 'power' ? 0.5 : 1), undefined, { signal })
    if (time > deadline) throw timedOut(this.name, deadline)
    if (trial.fault !== null) await this.#drop(call, elevated, vm, trial.fault)
    const { work } = trial
    if (work !== null) await this.#end(vm, work)
    const { outcome, streams } = begun ?? (trial.changes && work === null ? await change() : trial)
    for (const item of streams) onStream?.(item)
    return outcome
  }

  /** The machine's clock, milliseconds since the epoch. */
  now(): number {
    return this.#now()
  }

  /** When the machine was started, milliseconds since the epoch. */
  bootTime(vm: string | null = null): Promise<number> {
    return this.#change(vm, (machine) => machine.bootedAt)
  }

  /** Tries the call, and begins what Windows goes on with unseen; one thing after the other. */
  async #begin(call: Call, elevated: boolean, vm: string | null, signal?: AbortSignal): Promise<Begun> {
    for (;;) {
      const begun = await this.#change(vm, (machine, host): Begun | null => {
        const trial = this.#try(call, elevated, machine, host)
        const { changes, goesOn, fault, duration } = trial
        if (!changes || goesOn !== 'unseen' || fault !== null || 'native' in call) return { ...trial, work: null }
        if (machine.work.length > 0) return null
        const id = randomUUID()
        machine.work.push({ id, call, elevated, until: this.#now() + duration * this.#pace })
        return { ...trial, work: id }
      })
      if (begun) return begun
      await pause(20, undefined, { signal })
    }
  }

  /** The call's own work is over; it may have been what takes the machine down. */
  #end(vm: string | null, work: string): Promise<void> {
    return this.#store.change((host) => {
      this.#settle(host)
      const machine = vm === null ? host : host.vms.find(({ name }) => name.toLowerCase() === vm.toLowerCase())?.guest
      if (machine?.backAt === null) this.#finish(machine, ({ id }) => id === work)
    })
  }

  #settle(host: MachineState): void {
    const now = this.#now()
    settle(host, now, (machine) => {
      if (machine.work.length > 0) this.#finish(machine, ({ until }) => until <= now)
    })
  }

  /** Makes the changes of work that is over. */
  #finish(machine: MachineState, isOver: (work: WorkState) => boolean): void {
    const over = machine.work.filter(isOver)
    machine.work = machine.work.filter((work) => !over.includes(work))
    for (const { call, elevated } of over) this.#run(call, elevated, machine)
  }

  #change<Result>(vm: string | null, work: (machine: MachineState, host: MachineState) => Result): Promise<Result> {
    return this.#store.change((host) => {
      this.#settle(host)
      if (host.backAt !== null) throw lost(this.name)
      const machine = vm === null ? host : guestOf(host, vm)
      if (machine.backAt !== null) throw lost(`${this.name}/${vm}`)
      return work(machine, host)
    })
  }

  #run(call: Call, elevated: boolean, machine: MachineState): CommandRun {
    const about = {
      elevated: elevated && machine.administrator,
      now: this.#now(),
      pace: this.#pace,
      processes: () => (typeof call.on === 'object' ? machineProcesses(machine) : this.processes.list()),
    }
    if ('native' in call) return runNative(call, machine, about)
    // Windows does not go down in the middle of servicing.
    if (/^restart-computer$/i.test(call.run) && about.elevated) this.#finish(machine, () => true)
    return runCommand(call, machine, about)
  }

  /** Runs the call on a copy: what it would answer, whether it would change anything, and which fault is due. */
  #try(call: Call, elevated: boolean, machine: MachineState, host: MachineState): Trial {
    const { faults } = host
    if (faults.failNext && matchesFault(call, faults.failNext.call)) {
      const outcome = failedByFault(call, faults.failNext)
      faults.failNext = null
      return { outcome, streams: [], duration: 0, goesOn: null, changes: false, fault: null }
    }
    const copy = structuredClone(machine)
    const run = this.#run(call, elevated, copy)
    const changes = JSON.stringify(copy) !== JSON.stringify(machine)
    if (!changes) return { ...run, changes, duration: 0, fault: null }
    const fault = faults.powerLossNext ? 'power' : faults.dropNext
    if (fault === 'power') faults.powerLossNext = false
    else faults.dropNext = null
    return { ...run, changes, fault }
  }

  async #drop(call: Call, elevated: boolean, vm: string | null, fault: 'before' | 'after' | 'power'): Promise<never> {
    if (fault === 'after') await this.#change(vm, (machine) => this.#run(call, elevated, machine))
    if (fault === 'power')
      await this.#store.change((host) => beginRestart(host, { now: this.#now(), pace: this.#pace }))
    throw lost(this.name, `The connection broke while ${callName(call)} ran.`)
  }
}

function lost(name: string, cause = 'The machine restarts.'): SlipwayError {
  return new SlipwayError({
    code: 'session-lost',
    message: `The session with practice:${name} was lost.`,
    cause,
    remedy: 'Wait until it answers again.',
  })
}

function timedOut(name: string, deadline: number): SlipwayError {
  return new SlipwayError({
    code: 'call-timed-out',
    message: `practice:${name} did not answer within ${Math.round(deadline / 1000)} seconds.`,
    remedy: 'Look at the machine before trying again: what was asked of it may still have happened.',
  })
}
