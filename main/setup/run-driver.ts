import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TaskHandle, TaskRegistry } from '../tasks/task-registry.ts'
import type { Call } from './call.ts'
import { printChange } from './call-text.ts'
import { explainErrors, explainThrown, explainVerdict } from './explain-host.ts'
import { readFacts } from './facts.ts'
import type { HostSession } from './host/session.ts'
import type { Journal } from './journal.ts'
import type { NewEntry } from './journal-entries.ts'
import type { Plan } from './plan.ts'
import { titleOfEntry } from './plan-view.ts'
import { runNotRunning } from './refusals.ts'
import { runPlan } from './run.ts'
import type { RunContext, RunEnd, RunEvent, RunJournal } from './run-context.ts'
import type { RunHistory } from './run-history.ts'
import { RunOutput } from './run-output.ts'
import { undoPlan } from './undo.ts'

/** Everything a run holds until it ends; the driver gives it all back. */
export interface HeldRun {
  readonly plan: Plan
  readonly journal: Journal
  readonly session: HostSession
  readonly undoing: boolean
  /** The session without administrator rights where `session` is an elevated one beside it. */
  readonly plain?: HostSession
  readonly restart: RunContext['restart']
  /** Called when the run waits for this machine's restart. */
  readonly paused?: (session: HostSession, journal: RunJournal, tell: (call: Call) => void) => Promise<void>
  readonly unlock: () => Promise<void>
}

/** Drives runs as tasks: progress, output, rows of the history. */
export class RunDriver {
  readonly #tasks: TaskRegistry
  readonly #history: RunHistory
  /** Task of each run that runs. */
  readonly #running = new Map<string, string>()

  constructor(tasks: TaskRegistry, history: RunHistory) {
    this.#tasks = tasks
    this.#history = history
  }

  start(held: HeldRun): void {
    const { run } = held.journal
    const output = new RunOutput()
    this.#history.begin(run.id, output)
    this.#history.tell(held.journal, held.plan, true)
    // As the host calls itself, which is what people know it by.
    const host = held.plan.facts.name ?? run.target
    const title = held.undoing ? `Take back: ${run.title} on ${host}` : `${run.title} on ${host}`
    const task = this.#tasks.run({ kind: 'plan', title, machine: null, cancellable: true }, (handle) =>
      this.#drive(held, output, handle),
    )
    this.#running.set(run.id, task.id)
  }

  cancel(run: string): void {
    const task = this.#running.get(run)
    if (!task) throw runNotRunning()
    this.#tasks.cancel(task)
  }

  async #drive(held: HeldRun, output: RunOutput, handle: TaskHandle): Promise<string> {
    const { journal, plan, session } = held
    const total = plan.entries.length
    const tell = (event: RunEvent) => {
      say(event, output)
      if (event.type !== 'step') return
      const place = plan.entries.findIndex(({ id }) => id === event.step)
      const entry = plan.entries[place]
      if (entry) handle.message(titleOfEntry(entry))
      if (place >= 0) handle.progress({ done: held.undoing ? total - place - 1 : place, total, unit: 'items' })
    }
    const shown = {
      get entries() {
        return journal.entries
      },
      write: async (entry: NewEntry) => {
        await journal.write(entry)
        this.#history.tell(journal, plan, true)
      },
    }
    const context: RunContext = {
      session,
      ...(held.plain ? { plain: held.plain } : {}),
      journal: shown,
      signal: handle.signal,
      tell,
      restart: held.restart,
      explainErrors,
      explainVerdict,
      explain: explainThrown,
    }
    try {
      const end = held.undoing ? await undoPlan(plan, context) : await runPlan(plan, context)
      if (end.state === 'done' || end.state === 'undone') await this.#readFacts(held)
      if (end.state === 'awaiting-restart') {
        await held.paused?.(held.plain ?? session, shown, (call) => tell({ type: 'call', step: end.step, call }))
      }
      return closing(end, handle)
    } finally {
      await session.close().catch(() => undefined)
      await journal.close().catch(() => undefined)
      await held.unlock()
      this.#running.delete(journal.run.id)
      this.#history.end(journal.run.id)
      this.#history.tell(journal, plan, false)
    }
  }

  /** For the change record; a host that cannot be read now has been changed all the same. */
  async #readFacts({ session, plain = session, journal }: HeldRun): Promise<void> {
    try {
      const { facts } = await readFacts(plain)
      await journal.write({ type: 'facts', facts })
    } catch {
      // Said in the record as "not read".
    }
  }
}

function closing(end: RunEnd, { signal }: TaskHandle): string {
  switch (end.state) {
    case 'done':
      return 'Each step that ran was verified on the host'
    case 'undone':
      return 'What the run changed is as it was before'
    case 'awaiting-restart':
      return 'Waits until this machine has been restarted'
    case 'cancelled':
      signal.throwIfAborted()
      return 'Cancelled'
    case 'failed':
      throw new SlipwayError(end.error)
  }
}

function say(event: RunEvent, output: RunOutput): void {
  if (event.type === 'call') output.add({ step: event.step, kind: 'call', text: printChange(event.call) })
  else if (event.type === 'stream') {
    const { stream, text, percent = null } = event.item
    output.add({ step: event.step, kind: stream, text, percent })
  } else if (event.error) output.add({ step: event.step, kind: 'error', text: event.error.message })
}
