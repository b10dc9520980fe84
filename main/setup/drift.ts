import type { DriftReport } from '../../preload/contract/setup.ts'
import type { HostSession } from './host/session.ts'
import type { JournalEntry } from './journal-entries.ts'
import { type Plan, reviewPlan } from './plan.ts'
import { titleOfEntry, viewVerdict } from './plan-view.ts'
import { readState, stepState } from './run-state.ts'

/** H12: looks again at the steps that a run left done, and tells those that no longer are. */
export async function findDrift(
  plan: Plan,
  journal: readonly JournalEntry[],
  session: HostSession,
  signal?: AbortSignal,
): Promise<DriftReport> {
  const state = readState(journal)
  const { entries } = await reviewPlan(plan, session, signal)
  const left = entries.filter(
    ({ entry }) => entry.kind === 'step' && ['applied', 'satisfied'].includes(stepState(state, entry.id).state),
  )
  const drifted = left.filter(({ verdict }) => verdict.kind !== 'satisfied')
  return {
    checkedAt: Date.now(),
    holding: left.length - drifted.length,
    drifted: drifted.map(({ entry, verdict }) => ({
      id: entry.id,
      title: titleOfEntry(entry),
      verdict: viewVerdict(verdict),
    })),
  }
}
