import type { SlipwayError } from '../../preload/contract/explained.ts'
import type { PlanElevation } from '../../preload/contract/setup.ts'
import { type BoundPlan, bindPlan, nameOf } from './host/elevated/bound-plan.ts'
import { PlanSession } from './host/elevated/plan-session.ts'
import type { HostSession } from './host/session.ts'
import type { Plan, PlanEntry, ReviewedPlan } from './plan.ts'
import { needsElevation } from './refusals.ts'

/** How one run of one plan gets administrator rights that its session lacks. */
export interface Elevation {
  /** Null where it may be asked for; looks only, and asks nobody. */
  refuse(session: HostSession): Promise<SlipwayError | null>
  /**
   * Opens the elevated session of one run. Rejects with `elevation-not-safe`, `elevation-declined`, `elevation-failed`,
   * `elevation-unanswered`, `elevation-foreign`, `elevation-without-rights` or `plan-not-agreed`.
   */
  open(plan: BoundPlan, session: HostSession): Promise<HostSession>
}

/** Steps that only look need no rights of their own: nothing elevates merely to read. */
const asksForRights = (entry: PlanEntry): boolean => entry.kind === 'restart' || entry.step.elevation

/** Whether a step that is needed asks for administrator rights. */
export const needsRights = ({ entries }: ReviewedPlan): boolean =>
  entries.some(({ entry, verdict }) => verdict.kind === 'needed' && asksForRights(entry))

/** Binds a run to its plan: what made it, and every command that its steps with rights look by, apply and undo by. */
export function bindRun({ target, procedures, shape, entries }: Plan): BoundPlan {
  const steps = entries.flatMap((entry) => (entry.kind === 'step' && entry.step.elevation ? [entry.step] : []))
  const names = steps.flatMap(({ commands, look }) => [...commands, ...look.map(({ call }) => nameOf(call))])
  return bindPlan({ target, procedures, shape }, names)
}

/**
 * The session that a run's steps with rights go through: the given one where it has them, else an elevated helper beside
 * it. Rejects with `needs-elevation` where this host's rights cannot be asked for, and as `Elevation.open`.
 */
export async function withRights(plan: Plan, session: HostSession, elevation: Elevation | null): Promise<HostSession> {
  if (session.elevated) return session
  if (!elevation) throw needsElevation()
  return new PlanSession(await elevation.open(bindRun(plan), session), session)
}

/** What the review says of it; null where nothing has to be asked for. */
export async function viewElevation(
  reviewed: ReviewedPlan,
  session: HostSession,
  elevation: Elevation | null,
): Promise<PlanElevation | null> {
  if (session.elevated || !needsRights(reviewed)) return null
  const refusal = elevation ? await elevation.refuse(session) : needsElevation()
  if (refusal) return { kind: 'refused', error: refusal.explained }
  return { kind: 'asked', commands: [...bindRun(reviewed.plan).commands] }
}
