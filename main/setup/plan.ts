import type { HostFacts } from '../../preload/contract/setup-facts.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'
import type { Call } from './call.ts'
import { digest } from './canonical.ts'
import type { HostSession } from './host/session.ts'
import { type Looked, type LookMemory, lookAt } from './look.ts'
import { stepsOf } from './procedures/all.ts'
import type { Step, Verdict } from './step.ts'
import { judgeStep, warningsOf } from './verdict.ts'

/** One line of a plan: a step of a procedure, or a restart that several of them share. */
export type PlanEntry =
  | { readonly kind: 'step'; readonly id: string; readonly procedure: string; readonly step: Step }
  | { readonly kind: 'restart'; readonly id: string }

/** What is to be done on one host, made anew from the same choices and facts whenever it is asked for. */
export interface Plan {
  readonly target: string
  readonly procedures: readonly ProcedureChoice[]
  readonly facts: HostFacts
  readonly entries: readonly PlanEntry[]
  /** SHA-256 over the steps as data, without what was looked at. */
  readonly shape: string
}

/** One line of a plan that was looked at. */
export interface ReviewedEntry {
  readonly entry: PlanEntry
  readonly verdict: Verdict
  readonly looked: Looked
  /** What would be run now; empty where nothing need be. */
  readonly calls: readonly Call[]
  readonly warnings: readonly string[]
}

export interface ReviewedPlan {
  readonly plan: Plan
  /** SHA-256 over the plan and the calls that it would make: what a person agreed to. */
  readonly id: string
  readonly entries: readonly ReviewedEntry[]
}

/**
 * Composes procedures into one plan. What must come after a restart comes after one restart for all of them: first
 * every procedure's steps up to there, in the order of the choices, then the restart, then the rest.
 */
export function buildPlan(target: string, choices: readonly ProcedureChoice[], facts: HostFacts): Plan {
  const before: PlanEntry[] = []
  const after: PlanEntry[] = []
  for (const choice of choices) {
    const steps = stepsOf(choice, facts)
    const first = steps.findIndex(({ afterRestart }) => afterRestart === true)
    for (const [place, step] of steps.entries()) {
      const entry = { kind: 'step', id: `${choice.procedure}/${step.id}`, procedure: choice.procedure, step } as const
      if (first >= 0 && place >= first) after.push(entry)
      else before.push(entry)
    }
  }
  const entries = [...before, ...restartAfter(before, 'restart'), ...after, ...restartAfter(after, 'last-restart')]
  const ids = entries.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) throw new Error('A plan holds the same step twice')
  return { target, procedures: choices, facts, entries, shape: digest(entries.map(describe)) }
}

function restartAfter(entries: readonly PlanEntry[], id: string): PlanEntry[] {
  const some = entries.some((entry) => entry.kind === 'step' && entry.step.restart !== 'never')
  return some ? [{ kind: 'restart', id }] : []
}

/** Looks at every step without changing anything, and says what would be done. */
export async function reviewPlan(plan: Plan, session: HostSession, signal?: AbortSignal): Promise<ReviewedPlan> {
  const memory: LookMemory = new Map()
  const reviewed: ReviewedEntry[] = []
  for (const entry of plan.entries) {
    if (entry.kind === 'restart') reviewed.push(reviewRestart(entry, reviewed))
    else {
      const looked = await lookAt(session, entry.step.look, { memory, ...(signal ? { signal } : {}) })
      reviewed.push(reviewStep(entry, looked, reviewed, session.elevated))
    }
  }
  const calls = reviewed.map(({ entry, calls: made }) => [entry.id, made])
  return { plan, id: digest([plan.target, plan.procedures, plan.shape, calls]), entries: reviewed }
}

function reviewStep(
  entry: Extract<PlanEntry, { kind: 'step' }>,
  looked: Looked,
  earlier: readonly ReviewedEntry[],
  elevated: boolean,
): ReviewedEntry {
  const { step } = entry
  const judged = judgeStep(step, looked)
  const verdict = isYetToCome(entry, judged, earlier, elevated) ? ({ kind: 'needed' } as const) : judged
  if (verdict.kind !== 'needed') return { entry, verdict, looked, calls: [], warnings: [] }
  return { entry, verdict, looked, calls: step.apply(looked.evidence), warnings: warningsOf(step, looked) }
}

/** What reads otherwise now, but is made needed, or not yet readable, by what comes before it in the plan. */
function isYetToCome(
  { procedure, step }: Extract<PlanEntry, { kind: 'step' }>,
  verdict: Verdict,
  earlier: readonly ReviewedEntry[],
  elevated: boolean,
): boolean {
  if (verdict.kind !== 'satisfied' && verdict.kind !== 'unknown') return false
  const ids = (step.follows ?? []).map((id) => `${procedure}/${id}`)
  if (earlier.some((one) => ids.includes(one.entry.id) && isNeeded(one.verdict))) return true
  if (verdict.kind === 'unknown' && step.readsElevated === true && !elevated) return true
  const restarts = earlier.some((one) => one.entry.kind === 'restart' && isNeeded(one.verdict))
  return verdict.kind === 'unknown' && step.afterRestart === true && restarts
}

const isNeeded = ({ kind }: Verdict): boolean => kind === 'needed' || kind === 'awaiting-restart'

function reviewRestart(
  entry: Extract<PlanEntry, { kind: 'restart' }>,
  earlier: readonly ReviewedEntry[],
): ReviewedEntry {
  const last = earlier.map((one) => one.entry.kind).lastIndexOf('restart')
  const owed = earlier
    .slice(last + 1)
    .some((one) => one.entry.kind === 'step' && one.entry.step.restart !== 'never' && isNeeded(one.verdict))
  const verdict: Verdict = { kind: owed ? 'needed' : 'satisfied' }
  return {
    entry,
    verdict,
    looked: { evidence: {}, errors: [] },
    calls: owed ? [restartCall] : [],
    warnings: owed ? ['The host restarts. Save what is open on it.'] : [],
  }
}

/** How a host is restarted; its own session is lost with it. */
export const restartCall: Call = { run: 'Restart-Computer', with: { Force: { switch: true } } }

/** A step as data: everything but the functions, whose results are checked on their own. */
function describe(entry: PlanEntry): unknown {
  if (entry.kind === 'restart') return { restart: entry.id }
  const { apply: _apply, undo, ...data } = entry.step
  return { ...data, id: entry.id, undo: undo !== null }
}
