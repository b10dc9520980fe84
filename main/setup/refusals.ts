import { SlipwayError } from '../../preload/contract/explained.ts'
import { fromTable } from '../explain/explain.ts'
import { explainVerdict } from './explain-host.ts'
import type { ReviewedPlan } from './plan.ts'

/**
 * Throws `plan-blocked` where a step cannot be done or its state is not known: then nothing is begun. What is not known
 * may be accepted by a person who knows it.
 */
export function expectReady({ entries }: ReviewedPlan, accepted: readonly string[]): void {
  const blocked = entries.find(
    ({ entry, verdict: { kind } }) => kind === 'unsupported' || (kind === 'unknown' && !accepted.includes(entry.id)),
  )
  if (!blocked) return
  const { message, remedy, detail } = explainVerdict(blocked.verdict)
  throw new SlipwayError({
    code: 'plan-blocked',
    message: 'This plan cannot be run on the host as it is. Nothing was changed.',
    cause: message,
    remedy,
    detail,
  })
}

export const needsElevation = () => new SlipwayError(fromTable('needs-elevation', ''))

export const planUnknown = () =>
  new SlipwayError({
    code: 'plan-unknown',
    message: 'This plan is no longer at hand.',
    remedy: 'Look at the host again, which makes it anew.',
  })

export const hostChanged = () =>
  new SlipwayError({
    code: 'host-changed',
    message: 'The host has changed since this plan was looked at. Nothing was changed.',
    remedy: 'Look at the plan again, then run it.',
  })

export const stepNotOpen = () =>
  new SlipwayError({
    code: 'step-not-open',
    message: 'This step is done, or left out already.',
    remedy: 'Choose a step that is not done.',
  })

export const restartNotYet = () =>
  new SlipwayError({
    code: 'restart-not-yet',
    message: 'This machine has not been restarted yet.',
    cause: 'What was added takes effect only while Windows starts.',
    remedy: 'Restart this machine, then go on.',
  })

export const runUnknown = () =>
  new SlipwayError({
    code: 'run-unknown',
    message: 'There is no such run.',
    remedy: 'Look at the list of runs.',
  })

export const runNotRunning = () =>
  new SlipwayError({
    code: 'run-not-running',
    message: 'This run does not run.',
    remedy: 'Resume it, or take it back.',
  })

export const cannotResume = (state: string) =>
  new SlipwayError({
    code: 'run-cannot-resume',
    message: 'This run cannot be gone on with.',
    cause: `Its state is ${state}.`,
    remedy: 'Plan anew: what is done already is seen.',
  })
