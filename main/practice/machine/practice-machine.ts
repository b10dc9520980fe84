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
import type { MachineState } from './state.ts'

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
  readonly slow: number
  readonly fault: 'before' | 'after' | 'power' | null
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
    const trial = await this.#change(vm, (machine, host) => this.#try(call, elevated, machine, host))
    const change = () => this.#change(vm, (machine) => this.#run(call, elevated, machine))
    // What goes on by itself begins at once: who asked for it may be gone before its end.
    const begun = trial.goesOn && trial.changes && trial.fault === null ? await change() : null
    const time = trial.slow + trial.duration * this.#pace
    await pause(Math.min(time, deadline) * (trial.fault === 'power' ? 0.5 : 1), undefined, { signal })
    if (time > deadline) throw timedOut(this.name, deadline)
    if (trial.fault !== null) await this.#drop(call, elevated, vm, trial.fault)
    const { outcome, streams } = begun ?? (trial.changes ? await change() : trial)
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

  #change<Result>(vm: string | null, work: (machine: MachineState, host: MachineState) => Result): Promise<Result> {
    return this.#store.change((host) => {
      settle(host, this.#now())
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
    return 'native' in call ? runNative(call, machine, about) : runCommand(call, machine, about)
  }

  /** Runs the call on a copy: what it would answer, whether it would change anything, and which fault is due. */
  #try(call: Call, elevated: boolean, machine: MachineState, host: MachineState): Trial {
    const { faults } = host
    const slow = faults.slow
    if (faults.failNext && matchesFault(call, faults.failNext.call)) {
      const outcome = failedByFault(call, faults.failNext)
      faults.failNext = null
      return { outcome, streams: [], duration: 0, goesOn: false, changes: false, slow, fault: null }
    }
    const copy = structuredClone(machine)
    const run = this.#run(call, elevated, copy)
    const changes = JSON.stringify(copy) !== JSON.stringify(machine)
    if (!changes) return { ...run, changes, duration: 0, slow, fault: null }
    const fault = faults.powerLossNext ? 'power' : faults.dropNext
    if (fault === 'power') faults.powerLossNext = false
    else faults.dropNext = null
    return { ...run, changes, slow, fault }
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
