import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type ComeBack, registerContinuation, removeContinuation } from './continuation.ts'
import { type Elevation, needsRights, withRights } from './elevation.ts'
import { explainThrown } from './explain-host.ts'
import type { HostSession } from './host/session.ts'
import { lockHost } from './host-lock.ts'
import { Journal, type ReadJournal } from './journal.ts'
import { planOfJournal } from './journal-check.ts'
import { type ReviewedPlan, reviewPlan } from './plan.ts'
import { titleOf } from './plan-view.ts'
import { cannotResume, expectReady, hostChanged, restartNotYet } from './refusals.ts'
import { isSameBoot } from './restart.ts'
import type { HeldRun, RunDriver } from './run-driver.ts'
import type { RunHistory } from './run-history.ts'
import { readState } from './run-state.ts'
import { undoRestart } from './undo.ts'

export interface RunStarterOptions {
  readonly folder: string
  readonly open: (target: string) => Promise<HostSession>
  readonly isThisMachine: (target: string) => boolean
  readonly elevation: (target: string) => Elevation | null
  readonly comeBack?: ComeBack
  readonly program: string
  readonly by: string
  readonly history: RunHistory
  readonly driver: RunDriver
}

type Prepared = Omit<HeldRun, 'unlock' | 'restart' | 'paused' | 'plain'>

/** Begins runs and takes them up again: lock, session, rights and journal, in this order, then the driver has them. */
export class RunStarter {
  readonly #options: RunStarterOptions

  constructor(options: RunStarterOptions) {
    this.#options = options
  }

  /** As Setup.run. */
  async run(reviewed: ReviewedPlan, accepted: readonly string[]): Promise<{ run: string }> {
    const { by, history, program } = this.#options
    const { plan } = reviewed
    expectReady(reviewed, accepted)
    const id = randomUUID()
    await this.#begin(plan.target, async (session) => {
      const now = await reviewPlan(plan, session)
      if (now.id !== reviewed.id) throw hostChanged()
      const elevation = this.#options.elevation(plan.target)
      const changing = needsRights(now) ? await withRights(plan, session, elevation) : session
      return keeping(changing, session, async () => {
        const journal = await Journal.create(history.pathOf(id), {
          version: 1,
          id,
          title: titleOf(plan.procedures),
          target: plan.target,
          by,
          program,
          plan: reviewed.id,
          shape: plan.shape,
          procedures: [...plan.procedures],
          facts: plan.facts,
        })
        const unknown = now.entries.filter(({ verdict }) => verdict.kind === 'unknown')
        for (const { entry } of unknown) await journal.write({ type: 'skipped', step: entry.id, by })
        return { session: changing, journal, plan, undoing: false }
      })
    })
    return { run: id }
  }

  /** Goes on with a run, or takes it back; `before` writes what a person decided. */
  async takeUp(run: string, undoing: boolean, before?: (journal: Journal) => Promise<void>): Promise<void> {
    const { by, history } = this.#options
    const read = await history.read(run)
    // Before anything is opened or asked for: a journal that does not fit is not gone on with.
    const checked = planOfJournal(read)
    const row = history.list.get(run)
    if (!row || !(undoing ? row.canUndo : row.canResume)) throw cannotResume(row?.state ?? 'unknown')
    await this.#begin(checked.target, async (session) => {
      if (await this.#waitsStill(read, undoing, session)) throw restartNotYet()
      const changing = await withRights(checked, session, this.#options.elevation(checked.target))
      return keeping(changing, session, async () => {
        const journal = await Journal.open(history.pathOf(run))
        try {
          const plan = planOfJournal(journal)
          await journal.write({ type: 'resumed', by })
          await removeContinuation(run, journal, session)
          await before?.(journal)
          return { session: changing, journal, plan, undoing }
        } catch (error) {
          await journal.close()
          throw error
        }
      })
    })
  }

  /** Ends a run that waits for this machine's restart; it may still be gone on with, or taken back. */
  async giveUp(run: string): Promise<void> {
    const { folder, history, open } = this.#options
    const { target } = (await history.read(run)).run
    const unlock = await lockHost(join(folder, 'locks'), target)
    try {
      const journal = await Journal.open(history.pathOf(run))
      try {
        const plan = planOfJournal(journal)
        const session = await open(target)
        try {
          await removeContinuation(run, journal, session)
        } finally {
          await session.close()
        }
        await journal.write({ type: 'ended', state: 'cancelled' })
        history.tell(journal, plan, false)
      } finally {
        await journal.close()
      }
    } finally {
      await unlock()
    }
  }

  /** As Setup.cameBack. */
  async cameBack(started: string | null): Promise<string | null> {
    const { history, isThisMachine } = this.#options
    const waiting = history.list
      .values()
      .filter(({ state, target }) => state === 'awaiting-restart' && isThisMachine(target))
    let show: string | null = null
    for (const { id, undoing, waiting: seen } of waiting) {
      if (id === started) show = id
      try {
        if (!(await this.#restartedSince(id))) continue
        show ??= id
        history.mark(id, { waiting: { registered: seen?.registered ?? false, restarted: true } })
        if (id === started) await this.takeUp(id, undoing)
      } catch (error) {
        // A person who said No, or a machine that does not tell: the run waits on, and says why.
        history.mark(id, { error: explainThrown(error) })
      }
    }
    return show
  }

  async #restartedSince(run: string): Promise<boolean> {
    const read = await this.#options.history.read(run)
    const session = await this.#options.open(read.run.target)
    try {
      return !(await this.#waitsStill(read, readState(read.entries).undoing, session))
    } finally {
      await session.close()
    }
  }

  /** Whether this machine must be restarted before anything else can be done: asked before anybody is asked for rights. */
  async #waitsStill({ run, entries }: ReadJournal, undoing: boolean, session: HostSession): Promise<boolean> {
    const { restarting } = readState(entries)
    if (!restarting || !this.#options.isThisMachine(run.target)) return false
    // An undo may begin before the restart that the run waits for.
    if (undoing && restarting.step !== undoRestart) return false
    return isSameBoot(restarting.boot, await session.bootTime())
  }

  /** Locks the host, opens it, and hands both over to the run; gives them back when it could not begin. */
  async #begin(target: string, prepare: (session: HostSession) => Promise<Prepared>): Promise<void> {
    const { folder, open, isThisMachine, driver, comeBack } = this.#options
    const unlock = await lockHost(join(folder, 'locks'), target)
    let plain: HostSession | null = null
    try {
      plain = await open(target)
      const prepared = await prepare(plain)
      const here = isThisMachine(target)
      driver.start({
        ...prepared,
        plain,
        unlock,
        restart: here ? 'pause' : 'wait',
        ...(here && comeBack
          ? {
              paused: (session, journal, tell) =>
                registerContinuation(prepared.journal.run, comeBack, { journal, session, tell }),
            }
          : {}),
      })
    } catch (error) {
      await plain?.close()
      await unlock()
      throw error
    }
  }
}

/** Closes the elevated session where the run could not begin; the plain one is not its own. */
async function keeping<Result>(
  changing: HostSession,
  plain: HostSession,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (changing !== plain) await changing.close()
    throw error
  }
}
