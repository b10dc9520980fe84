import { SlipwayError } from '../../../../preload/contract/explained.ts'
import type { Call, CallOutcome } from '../../call.ts'
import { hashRunner } from '../runner-files.ts'
import { RunnerSession } from '../runner-session.ts'
import type { SecretSource } from '../session.ts'
import type { BoundPlan } from './bound-plan.ts'
import { type StartElevated, startElevatedRunner } from './elevated-link.ts'

/** The code of Windows for a person who answered "No" (ERROR_CANCELLED). */
const cancelled = -2147023673

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
        if (used) throw ended()
        used = true
        return startElevatedRunner({ runnerFolder, runnerSha256, plan, start, more, within })
      },
    },
    signal,
  )
}

/** Starts a program with administrator rights by the question that Windows asks (UAC), through a session without them. */
export function startByConsent(session: { invoke(call: Call): Promise<CallOutcome> }, program: string): StartElevated {
  return async (args) => {
    const call: Call = {
      run: 'Start-Process',
      with: { FilePath: program, ArgumentList: args.map(quoteForStart), Verb: 'RunAs', WindowStyle: 'Hidden' },
    }
    const [error] = (await session.invoke(call)).errors
    if (!error) return
    throw new SlipwayError({
      code: error.hresult === cancelled ? 'elevation-declined' : 'elevation-failed',
      message:
        error.hresult === cancelled ? 'Administrator rights were not given.' : 'The elevated helper did not start.',
      cause: error.message,
      remedy: 'Try again and answer Yes, or start Slipway elevated.',
      detail: error.id,
    })
  }
}

/** Start-Process joins its arguments with spaces and quotes nothing. Paths hold no quotes on Windows. */
function quoteForStart(argument: string): string {
  return /\s/.test(argument) ? `"${argument}"` : argument
}

function ended(): SlipwayError {
  return new SlipwayError({
    code: 'session-lost',
    message: 'The elevated helper has ended.',
    cause: 'It serves one run of one plan, and is not started again by itself.',
    remedy: 'Resume the plan: Slipway asks for administrator rights anew.',
  })
}
