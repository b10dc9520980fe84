import { nativeCommands } from '../../../main/practice/machine/native/native-table.ts'
import type { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import type { Call, CallOutcome } from '../../../main/setup/call.ts'
import { openSession } from '../../../main/setup/host/open-session.ts'
import type { RunnerSession } from '../../../main/setup/host/runner-session.ts'
import { reversed } from '../powershell/local-session.ts'
import { pwshProgram } from '../powershell/pwsh.ts'
import { readThroughProviders } from './registry.ts'
import { type Answer, type StandIns, startStandIns } from './start.ts'

/** The machine that is asked, as whom; looked up for each call. */
export type Asked = () => { readonly machine: PracticeMachine; readonly elevated: boolean }

/** Stand-ins whose answers come from a practice machine; `first` may answer in its place. */
export function startPracticeStandIns(
  asked: Asked,
  { first, tail }: { first?: (call: Call) => Promise<CallOutcome | null>; tail?: string } = {},
): Promise<StandIns> {
  const natives = Object.keys(nativeCommands).map((name) => `${name}.exe`)
  const answer: Answer = async (call, onStream) => {
    const own = await first?.(call)
    if (own) return own
    const { machine, elevated } = asked()
    // A machine that is down answers nobody.
    await machine.bootTime()
    return (
      readThroughProviders(call, machine.state(), elevated && machine.state().administrator) ??
      machine.invoke('native' in call ? call : { ...call, take: ['*'] }, elevated, { onStream })
    )
  }
  return startStandIns(answer, natives, tail === undefined ? {} : { tail })
}

/** A session with a practice machine through the real runner in the real PowerShell. */
export function openPractice(machine: PracticeMachine, elevated = true): ReturnType<typeof openAsked> {
  return openAsked(() => ({ machine, elevated }))
}

/** The same with whatever machine is asked at the time. */
export async function openAsked(
  asked: Asked,
): Promise<{ session: RunnerSession; standIns: StandIns; close: () => Promise<void> }> {
  const standIns = await startPracticeStandIns(asked)
  try {
    const program = pwshProgram(standIns.environment)
    const session = await openSession(
      { kind: 'local' },
      { secrets: reversed, program, runnerFolder: standIns.runnerFolder },
    )
    return {
      session,
      standIns,
      close: async () => {
        await session.close()
        await standIns.stop()
      },
    }
  } catch (error) {
    await standIns.stop()
    throw error
  }
}
