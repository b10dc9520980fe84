import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Call } from './call.ts'
import { canonical } from './canonical.ts'
import type { ReadJournal } from './journal.ts'
import { buildPlan, type Plan } from './plan.ts'
import { readState, stepState } from './run-state.ts'
import { undoRestart } from './undo.ts'

/**
 * The plan of a journal, made anew from the procedures and checked against what was journalled: the same steps, and for
 * each apply and undo exactly the calls that the procedures make of the recorded evidence. A file that someone changed
 * can thus never bring in a call. Throws `plan-changed` or `journal-forged`.
 */
export function planOfJournal({ run, entries }: Pick<ReadJournal, 'run' | 'entries'>): Plan {
  const plan = buildPlan(run.target, run.procedures, run.facts)
  if (plan.shape !== run.shape) throw changed()
  const ids = new Set([...plan.entries.map(({ id }) => id), undoRestart])
  for (const [place, entry] of entries.entries()) {
    if ('step' in entry && !ids.has(entry.step)) throw forged()
    if (entry.type === 'apply') expectSame(entry.calls, stepOf(plan, entry.step).apply(entry.evidence))
    if (entry.type === 'undo') {
      const { before } = stepState(readState(entries.slice(0, place)), entry.step)
      if (!before) throw forged()
      // Nothing was to be taken back where nothing had changed.
      if (entry.calls.length > 0) expectSame(entry.calls, stepOf(plan, entry.step).undo?.(before) ?? [])
    }
  }
  return plan
}

function stepOf(plan: Plan, id: string) {
  const entry = plan.entries.find((one) => one.id === id)
  if (entry?.kind !== 'step') throw forged()
  return entry.step
}

function expectSame(journalled: readonly Call[], made: readonly Call[]): void {
  if (canonical(journalled) !== canonical(made)) throw forged()
}

function changed(): SlipwayError {
  return new SlipwayError({
    code: 'plan-changed',
    message: 'This run was made by another version of Slipway, whose steps differ.',
    remedy: 'Plan anew: what is done already is seen. To take it back, use the version that made it.',
  })
}

function forged(): SlipwayError {
  return new SlipwayError({
    code: 'journal-forged',
    message: 'The journal of this run does not fit its procedures.',
    cause: 'Its commands are not the ones that Slipway makes of what it recorded.',
    remedy: 'It is not gone on with. Look at the host and plan anew.',
  })
}
