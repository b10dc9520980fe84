import { SlipwayError } from '../../../../preload/contract/explained.ts'
import type { Call } from '../../call.ts'
import { hashRunner } from '../runner-files.ts'
import { RunnerSession } from '../runner-session.ts'
import type { HostSession, SecretSource } from '../session.ts'
import type { BoundPlan } from './bound-plan.ts'
import { type StartElevated, startElevatedRunner } from './elevated-link.ts'

/** Windows' own code where a person answered No, or nobody answered (ERROR_CANCELLED). */
const cancelled = 1223
/** Milliseconds: the question itself goes away after two minutes. */
const questionDeadline = 180_000

/** Opens the one elevated session of one plan run. Its place is to be judged first (safe-place.ts). */
export function openElevatedSession(
  options: {
    readonly runnerFolder: string
    readonly plan: BoundPlan
    readonly start: StartElevated
    readonly secrets: SecretSource
    readonly giveUpAfter?: number
    readonly within?: number
  },
  signal?: AbortSignal,
): Promise<RunnerSession> {
  const { runnerFolder, plan, start, secrets, giveUpAfter, within } = options
  const runnerSha256 = hashRunner(runnerFolder)
  let used = false
  return RunnerSession.open(
    {
      name: 'this machine',
      parameters: null,
      secrets,
      giveUpAfter,
      plan: plan.text,
      start: async (more) => {
        if (used) throw helperEnded()
        used = true
        return startElevatedRunner({ runnerFolder, runnerSha256, plan, start, more, within })
      },
    },
    signal,
  )
}

/** Starts a program with administrator rights by the question that Windows asks (UAC), through a session without them. */
export function startByConsent(session: Pick<HostSession, 'invoke'>, program: string): StartElevated {
  return async (args) => {
    const call: Call = {
      run: 'Start-SlipwayElevated',
      with: { FilePath: program, ArgumentList: args },
      take: ['Code', 'Text'],
    }
    const { objects, errors } = await session.invoke(call, { deadline: questionDeadline })
    const code = objects[0]?.Code
    if (code === 0 && errors.length === 0) return
    const declined = code === cancelled
    const text = objects[0]?.Text
    throw new SlipwayError({
      code: declined ? 'elevation-declined' : 'elevation-failed',
      message: declined
        ? 'Administrator rights were not given. Nothing was changed.'
        : 'The elevated helper did not start. Nothing was changed.',
      cause: typeof text === 'string' ? text : (errors[0]?.message ?? ''),
      remedy: 'Try again and answer Yes, or start Slipway elevated.',
      detail: errors[0]?.id ?? `Windows error ${String(code)}`,
    })
  }
}

/** The one start is used up. */
export function helperEnded(): SlipwayError {
  return new SlipwayError({
    code: 'elevated-helper-ended',
    message: 'The elevated helper has ended.',
    cause: 'It serves one run of one plan, and is not started again by itself.',
    remedy: 'Go on with the run: what was under way is looked at first, and Windows asks for consent anew.',
  })
}
