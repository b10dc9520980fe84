import { canonical } from './canonical.ts'
import { waitForHostWork } from './host-work.ts'
import { lookAt } from './look.ts'
import type { Plan, PlanEntry } from './plan.ts'
import { finishRestart, isSameBoot, restartHost } from './restart.ts'
import { asksForRestart, type RunContext, type RunEnd, runCalls, StepFailure } from './run-context.ts'
import { readState, stepState } from './run-state.ts'

/** The step under which the restart of an undo is journalled: no step of a plan is called so. */
export const undoRestart = 'undo-restart'

/**
 * Takes back what a run applied, in reverse and to the recorded values, from where its journal stands. What was done
 * before, or by others, and what has no way back, stays.
 */
export async function undoPlan(plan: Plan, context: RunContext): Promise<RunEnd> {
  const end = await work(plan, context)
  await context.journal.write({ type: 'ended', state: end.state === 'awaiting-restart' ? 'paused' : end.state })
  return end
}

async function work(plan: Plan, context: RunContext): Promise<RunEnd> {
  try {
    await settleRestart(context)
  } catch (error) {
    return fail(undoRestart, error, context)
  }
  for (const entry of [...plan.entries].reverse()) {
    if (context.signal?.aborted) return { state: 'cancelled' }
    if (entry.kind === 'restart') continue
    try {
      await undoStep(entry, context)
    } catch (error) {
      if (context.signal?.aborted && error === context.signal.reason) return { state: 'cancelled' }
      return fail(entry.id, error, context)
    }
  }
  try {
    const { restartOwed, restarting } = readState(context.journal.entries)
    const over = restarting
      ? await finishRestart(undoRestart, restarting.boot, context)
      : !restartOwed || (await restartHost(undoRestart, context))
    return over ? { state: 'undone' } : { state: 'awaiting-restart', step: undoRestart }
  } catch (error) {
    return fail(undoRestart, error, context)
  }
}

/** A restart of the run itself that came to its end unseen must not be taken for the one that the undo will owe. */
async function settleRestart({ session, journal }: RunContext): Promise<void> {
  const { restarting } = readState(journal.entries)
  if (!restarting || restarting.step === undoRestart) return
  const boot = await session.bootTime()
  if (!isSameBoot(boot, restarting.boot)) await journal.write({ type: 'restarted', step: restarting.step, boot })
}

async function undoStep({ id, step }: Extract<PlanEntry, { kind: 'step' }>, context: RunContext): Promise<void> {
  const { before, state, torn, boot } = stepState(readState(context.journal.entries), id)
  if (!before || !step.undo || state === 'undone') return
  if (torn) await waitForHostWork(id, step, context)
  // Where the apply failed or was cut off, it may have changed nothing at all.
  const unchanged =
    state === 'open' && canonical((await lookAt(context.session, step.look)).evidence) === canonical(before)
  const calls = unchanged ? [] : step.undo(before)
  const now = step.restart === 'never' ? null : await context.session.bootTime()
  await context.journal.write({ type: 'undo', step: id, calls: [...calls], boot: now })
  context.tell?.({ type: 'step', step: id, state: 'undoing' })
  const outcomes = await runCalls(context, id, calls, step.deadline)
  // As for an apply: where the first answer was lost, a restart may be owed that the second does not ask for.
  const lost = torn && now !== null && boot !== null && isSameBoot(boot, now)
  await context.journal.write({ type: 'undone', step: id, restart: lost || asksForRestart(outcomes) })
  context.tell?.({ type: 'step', step: id, state: 'undone' })
}

async function fail(step: string, error: unknown, context: RunContext): Promise<RunEnd> {
  const explained = error instanceof StepFailure ? error.explained : context.explain(error)
  await context.journal.write({ type: 'failed', step, error: explained })
  context.tell?.({ type: 'step', step, state: 'failed', error: explained })
  return { state: 'failed', step, error: explained }
}
