import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { DriftReport, PlanView, RunLine, RunRow, VirtualMachine } from '../../preload/contract/setup.ts'
import type { HostFacts, RequirementVerdict } from '../../preload/contract/setup-facts.ts'
import type { ProcedureChoice, ProcedureId } from '../../preload/contract/setup-procedures.ts'
import type { LiveList } from '../live-list.ts'
import type { TaskRegistry } from '../tasks/task-registry.ts'
import { changeRecord } from './change-record.ts'
import type { ComeBack } from './continuation.ts'
import { findDrift } from './drift.ts'
import { type Elevation, viewElevation } from './elevation.ts'
import { exportPlan } from './export.ts'
import { readFacts } from './facts.ts'
import type { HostSession } from './host/session.ts'
import { planOfJournal } from './journal-check.ts'
import type { LookMemory } from './look.ts'
import { buildPlan, type ReviewedPlan, reviewPlan } from './plan.ts'
import { titleOf, viewPlan } from './plan-view.ts'
import { procedures } from './procedures/all.ts'
import { planUnknown, stepNotOpen } from './refusals.ts'
import { RunDriver } from './run-driver.ts'
import { RunHistory } from './run-history.ts'
import { RunStarter } from './run-starter.ts'
import { readState, stepState } from './run-state.ts'
import { readVirtualMachines } from './virtual-machines.ts'

export interface SetupOptions {
  /** Where journals and locks are kept: `setup` of the user's data folder. */
  readonly folder: string
  readonly tasks: TaskRegistry
  /** Opens a session with a host; `main/setup` itself knows no practice machine. */
  readonly open: (target: string, signal?: AbortSignal) => Promise<HostSession>
  /** Whether a target is the machine that Slipway runs on: it cannot wait for its own restart. */
  readonly isThisMachine: (target: string) => boolean
  /** How a run on this machine gets administrator rights; none: the program must have them from its start. */
  readonly elevation?: Elevation
  /** How the program comes back after this machine's restart; none: a person goes on. */
  readonly comeBack?: ComeBack
  /** Text of assets/powershell/Slipway.psm1, for exports. */
  readonly module: () => Promise<string>
  /** Version of Slipway. */
  readonly program: string
  /** Who runs it, for the journal; the account of this process unless given. */
  readonly by?: string
}

/** Reviewed plans that may still be run, the newest. */
const keptPlans = 50

/** Changes of hosts as a service: facts, plans, runs, their history. What the doors call. */
export class Setup {
  readonly #options: SetupOptions
  readonly #by: string
  readonly #plans = new Map<string, ReviewedPlan>()
  readonly #history: RunHistory
  readonly #driver: RunDriver
  readonly #starter: RunStarter

  constructor(options: SetupOptions) {
    this.#options = options
    this.#by = options.by ?? userInfo().username
    this.#history = new RunHistory(join(options.folder, 'journal'))
    this.#driver = new RunDriver(options.tasks, this.#history)
    this.#starter = new RunStarter({
      ...options,
      by: this.#by,
      history: this.#history,
      driver: this.#driver,
      elevation: (target) => this.#elevation(target),
    })
  }

  /** H12: every journalled run, live. */
  get runs(): LiveList<RunRow> {
    return this.#history.list
  }

  /** Reads the journals that earlier programs left. */
  load(): Promise<void> {
    return this.#history.load()
  }

  procedures(): { id: ProcedureId; title: string }[] {
    return procedures.map(({ id, title }) => ({ id, title }))
  }

  /** H1. */
  async facts(
    target: string,
    signal?: AbortSignal,
  ): Promise<{ facts: HostFacts; requirements: RequirementVerdict[]; readAt: number }> {
    return this.#with(target, signal, async (session) => ({
      ...(await readFacts(session, signal ? { signal } : {})),
      readAt: Date.now(),
    }))
  }

  /** H5: the virtual machines that the host has. */
  async virtualMachines(target: string, signal?: AbortSignal): Promise<VirtualMachine[]> {
    return this.#with(target, signal, (session) => readVirtualMachines(session, signal))
  }

  /** Looks at the host and says what would be done. */
  async plan(target: string, choices: readonly ProcedureChoice[], signal?: AbortSignal): Promise<PlanView> {
    return this.#with(target, signal, async (session) => {
      const memory: LookMemory = new Map()
      const { facts } = await readFacts(session, { memory, ...(signal ? { signal } : {}) })
      const reviewed = await reviewPlan(buildPlan(target, choices, facts), session, signal)
      this.#plans.delete(reviewed.id)
      this.#plans.set(reviewed.id, reviewed)
      for (const id of [...this.#plans.keys()].slice(0, -keptPlans)) this.#plans.delete(id)
      const elevation = await viewElevation(reviewed, session, this.#elevation(target))
      return viewPlan(reviewed, { elevated: session.elevated, elevation, here: this.#options.isThisMachine(target) })
    })
  }

  /**
   * Runs a plan as it was reviewed. Resolves once it has begun; the task and the row tell the rest. `accepted` names steps
   * whose state could not be read and which a person takes for done.
   */
  async run(plan: string, accepted: readonly string[] = []): Promise<{ run: string }> {
    return this.#starter.run(this.#reviewed(plan), accepted)
  }

  /** The host that a reviewed plan is for. */
  targetOfPlan(plan: string): string {
    return this.#reviewed(plan).plan.target
  }

  /** The host that a run is of; empty when there is no such run. */
  targetOfRun(run: string): string {
    return this.runs.get(run)?.target ?? ''
  }

  async export(plan: string): Promise<{ name: string; script: string }> {
    const reviewed = this.#reviewed(plan)
    const title = titleOf(reviewed.plan.procedures)
    const module = await this.#options.module()
    return {
      name: `${fileName(title)}.ps1`,
      script: exportPlan(reviewed, { title, program: this.#options.program, module }),
    }
  }

  /** Stops before the next step, and resolves at once. A run that waits for a restart is given up. */
  async cancel(run: string): Promise<void> {
    if (this.runs.get(run)?.state === 'awaiting-restart') await this.#starter.giveUp(run)
    else this.#driver.cancel(run)
  }

  /** Goes on where the run stands: after a failure, a restart, a crash. */
  resume(run: string): Promise<void> {
    return this.#starter.takeUp(run, false)
  }

  /** Leaves a step out and goes on. */
  async skip(run: string, step: string): Promise<void> {
    await this.#starter.takeUp(run, false, async (journal) => {
      const { state } = stepState(readState(journal.entries), step)
      if (state !== 'open') throw stepNotOpen()
      await journal.write({ type: 'skipped', step, by: this.#by })
    })
  }

  /** Takes back what the run applied, in reverse and to the recorded values. */
  undo(run: string): Promise<void> {
    return this.#starter.takeUp(run, true)
  }

  /**
   * The program has started: looks whether this machine was restarted since runs began to wait for it, and goes on with
   * `run`, for which Windows started it. Resolves with the run to be shown, or null.
   */
  cameBack(run: string | null): Promise<string | null> {
    return this.#starter.cameBack(run)
  }

  output(run: string, signal?: AbortSignal): AsyncGenerator<{ lines: RunLine[] }> {
    return this.#history.output(run, signal)
  }

  /** H12: a change record for the ticket. */
  async record(run: string): Promise<{ name: string; markdown: string }> {
    const read = await this.#history.read(run)
    const name = `${fileName(read.run.title)} ${read.run.at.slice(0, 10)}.md`
    return { name, markdown: changeRecord(read, planOfJournal(read)) }
  }

  /** H12: whether what the run left done still is. */
  async stillTrue(run: string, signal?: AbortSignal): Promise<DriftReport> {
    const read = await this.#history.read(run)
    const plan = planOfJournal(read)
    return this.#with(plan.target, signal, (session) => findDrift(plan, read.entries, session, signal))
  }

  /** Only this machine's rights can be asked for. */
  #elevation(target: string): Elevation | null {
    const { elevation, isThisMachine } = this.#options
    return elevation && isThisMachine(target) ? elevation : null
  }

  #reviewed(id: string): ReviewedPlan {
    const reviewed = this.#plans.get(id)
    if (!reviewed) throw planUnknown()
    return reviewed
  }

  async #with<Result>(
    target: string,
    signal: AbortSignal | undefined,
    work: (session: HostSession) => Promise<Result>,
  ): Promise<Result> {
    const session = await this.#options.open(target, signal)
    try {
      return await work(session)
    } finally {
      await session.close()
    }
  }
}

/** A name that every file system takes. */
function fileName(title: string): string {
  return (
    title
      .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
      .replace(/[. ]+$/, '')
      .slice(0, 80) || 'plan'
  )
}
