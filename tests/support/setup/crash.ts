import type { Call, CallOutcome } from '../../../main/setup/call.ts'
import type { HostSession, InvokeOptions } from '../../../main/setup/host/session.ts'
import type { NewEntry } from '../../../main/setup/journal-entries.ts'
import type { RunJournal } from '../../../main/setup/run-context.ts'

class Crash extends Error {}

/**
 * Cuts a run off at one of its moments: before and after each line of the journal and each call. From then on nothing
 * works, as for a process that is gone; what was done stays done.
 */
export class CrashPoint {
  passed = 0
  #dead = false
  readonly #at: number

  constructor(at: number) {
    this.#at = at
  }

  get crashed(): boolean {
    return this.#dead
  }

  pass(): void {
    if (this.#dead || this.passed++ === this.#at) {
      this.#dead = true
      throw new Crash('The process is gone')
    }
  }

  async around<Result>(work: () => Promise<Result>): Promise<Result> {
    this.pass()
    const result = await work()
    this.pass()
    return result
  }
}

export function crashingJournal(journal: RunJournal, point: CrashPoint): RunJournal {
  return {
    get entries() {
      return journal.entries
    },
    write: (entry: NewEntry) => point.around(() => journal.write(entry)),
  }
}

/** Looks never crash: nothing is different before and after one. */
export function crashingSession(session: HostSession, point: CrashPoint): HostSession {
  return {
    name: session.name,
    elevated: session.elevated,
    invoke: (call: Call, options?: InvokeOptions): Promise<CallOutcome> =>
      'run' in call && call.run.startsWith('Get-')
        ? session.invoke(call, options)
        : point.around(() => session.invoke(call, options)),
    put: (...given) => session.put(...given),
    get: (...given) => session.get(...given),
    bootTime: (options) => session.bootTime(options),
    waitForRestart: (previous, options) => point.around(() => session.waitForRestart(previous, options)),
    close: () => session.close(),
  }
}
