import type { Explained } from '../../preload/contract/explained.ts'
import type { Call, CallError, CallOutcome, StreamItem } from './call.ts'
import type { HostSession } from './host/session.ts'
import type { Journal } from './journal.ts'
import type { Verdict } from './step.ts'

/** What a run tells while it goes on. */
export type RunEvent =
  | { readonly type: 'step'; readonly step: string; readonly state: StepProgress; readonly error?: Explained }
  | { readonly type: 'call'; readonly step: string; readonly call: Call }
  | { readonly type: 'stream'; readonly step: string; readonly item: StreamItem }

type StepProgress =
  | 'looking'
  | 'already'
  | 'applying'
  | 'verifying'
  | 'done'
  | 'not-needed'
  | 'awaiting-restart'
  | 'restarting'
  | 'failed'
  | 'undoing'
  | 'undone'

/** What a run needs of its journal. */
export type RunJournal = Pick<Journal, 'entries' | 'write'>

export interface RunContext {
  readonly session: HostSession
  /** Steps without need of administrator rights look through it; the session itself unless given. */
  readonly plain?: HostSession
  readonly journal: RunJournal
  /** Asks the run to stop before the next step; an apply that has begun is let end. */
  readonly signal?: AbortSignal
  readonly tell?: (event: RunEvent) => void
  /** `wait`: the session restarts the host and waits for it. `pause`: the host is this machine, and Slipway goes with it. */
  readonly restart: 'wait' | 'pause'
  readonly explainErrors: (errors: readonly CallError[]) => Explained
  readonly explainVerdict: (verdict: Verdict) => Explained
  readonly explain: (error: unknown) => Explained
  /** Milliseconds on a clock that only goes on; the practice machine has its own. */
  readonly now?: () => number
  readonly wait?: (milliseconds: number) => Promise<void>
}

export type RunEnd =
  | { readonly state: 'done' | 'undone' | 'cancelled' }
  | { readonly state: 'failed'; readonly step: string; readonly error: Explained }
  /** Paused: it goes on when the host has been restarted. */
  | { readonly state: 'awaiting-restart'; readonly step: string }

/** A step that ended the run; journalled before it is thrown. */
export class StepFailure extends Error {
  readonly step: string
  readonly explained: Explained
  constructor(step: string, explained: Explained) {
    super(explained.message)
    this.name = 'StepFailure'
    this.step = step
    this.explained = explained
  }
}

/** Output of one call that is kept in the journal, characters. */
const keptOutput = 20_000

/** Runs calls in order, journals each answer, and answers them. Throws StepFailure at the first that failed. */
export async function runCalls(
  context: RunContext,
  step: string,
  calls: readonly Call[],
  deadline: number | undefined,
): Promise<CallOutcome[]> {
  const outcomes: CallOutcome[] = []
  for (const [place, call] of calls.entries()) {
    context.tell?.({ type: 'call', step, call })
    const outcome = await context.session.invoke(call, {
      ...(deadline === undefined ? {} : { deadline }),
      onStream: (item) => context.tell?.({ type: 'stream', step, item }),
    })
    const { objects, errors, exitCode } = outcome
    const output = `${outcome.output}${outcome.errorOutput}`.slice(0, keptOutput)
    await context.journal.write({
      type: 'answer',
      step,
      call: place,
      objects: [...objects],
      errors: [...errors],
      exitCode,
      output,
    })
    if (hasFailed(outcome)) throw new StepFailure(step, context.explainErrors(errorsOf(outcome)))
    outcomes.push(outcome)
  }
  return outcomes
}

function hasFailed({ errors, exitCode, objects }: CallOutcome): boolean {
  return errors.length > 0 || (exitCode !== null && exitCode !== 0) || objects.some(({ Success }) => Success === false)
}

function errorsOf({ errors, exitCode, output, errorOutput }: CallOutcome): readonly CallError[] {
  if (errors.length > 0) return errors
  const message = `${errorOutput}${output}`.trim() || `The command ended with exit code ${exitCode ?? 'none'}.`
  return [{ message, id: '', category: 'NotSpecified', target: '', exception: '', hresult: null, terminating: true }]
}

/** Whether an answer asks for a restart: Install-WindowsFeature says Yes, Maybe or No, DISM True or False. */
export function asksForRestart(outcomes: readonly CallOutcome[]): boolean {
  return outcomes.some(({ objects }) =>
    objects.some(({ RestartNeeded }) => RestartNeeded === true || RestartNeeded === 'Yes' || RestartNeeded === 'Maybe'),
  )
}

export const pause = (context: RunContext, milliseconds: number): Promise<void> =>
  context.wait?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds))

export const clock = (context: RunContext): number => context.now?.() ?? performance.now()
