import { setTimeout as pause } from 'node:timers/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Call, CallOutcome, CmdletCall } from '../../setup/call.ts'
import type { InvokeOptions } from '../../setup/host/session.ts'
import { MachineStore } from './machine-store.ts'
import { finishRestart } from './restart.ts'
import { runCommand } from './run-command.ts'
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

/** A Windows machine at the level of cmdlets and native commands, kept on disk. */
export class PracticeMachine {
  readonly name: string
  readonly #store: MachineStore
  readonly #pace: number
  readonly #now: () => number

  constructor({ name, folder, make, pace = 1, now = Date.now }: PracticeMachineOptions) {
    this.name = name
    this.#pace = pace
    this.#now = now
    this.#store = new MachineStore(folder, make)
  }

  /** The machine as it stands. */
  state(): MachineState {
    return this.#store.current()
  }

  /** Changes the machine behind Windows's back: the practice page, and tests. */
  edit(work: (machine: MachineState) => void): Promise<void> {
    return this.#store.change((machine) => {
      this.#settle(machine)
      work(machine)
    })
  }

  reset(): Promise<void> {
    return this.#store.reset()
  }

  /** Runs a call. Rejects with a SlipwayError `session-lost` when the machine goes down or is down. */
  async invoke(call: Call, elevated: boolean, options: InvokeOptions = {}): Promise<CallOutcome> {
    options.signal?.throwIfAborted()
    if ('native' in call) throw new Error(`${call.native} is not simulated on the practice machine.`)
    const trial = await this.#run(call, elevated, true)
    await pause(trial.duration * this.#pace, undefined, { signal: options.signal })
    const { outcome, streams } = trial.changes ? await this.#run(call, elevated, false) : trial
    for (const item of streams) options.onStream?.(item)
    return outcome
  }

  /** A trial changes nothing, and tells whether the call would. */
  #run(call: CmdletCall, elevated: boolean, trial: boolean) {
    return this.#store.change((machine) => {
      this.#settle(machine)
      if (machine.backAt !== null) throw lost(this.name)
      const target = trial ? structuredClone(machine) : machine
      const run = runCommand(call, target, { elevated: elevated && machine.administrator, now: this.#now() })
      const changes = trial && JSON.stringify(target) !== JSON.stringify(machine)
      return { ...run, changes, duration: changes ? run.duration : 0 }
    })
  }

  /** When the machine was started, milliseconds since the epoch. */
  async bootTime(): Promise<number> {
    return this.#store.change((machine) => {
      this.#settle(machine)
      if (machine.backAt !== null) throw lost(this.name)
      return machine.bootedAt
    })
  }

  #settle(machine: MachineState): void {
    if (machine.backAt !== null && machine.backAt <= this.#now()) finishRestart(machine)
  }
}

function lost(name: string): SlipwayError {
  return new SlipwayError({
    code: 'session-lost',
    message: `The session with practice:${name} was lost.`,
    cause: 'The machine restarts.',
    remedy: 'Wait until it answers again.',
  })
}
