import type { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { openSession } from '../../../main/setup/host/open-session.ts'
import type { RunnerSession } from '../../../main/setup/host/runner-session.ts'
import { reversed } from '../powershell/local-session.ts'
import { pwshProgram } from '../powershell/pwsh.ts'
import { readThroughProviders } from './registry.ts'
import { type StandIns, startStandIns } from './start.ts'

/** Native commands of Windows that plans call. */
const natives = [
  'sc.exe',
  'bcdedit.exe',
  'netsh.exe',
  'dockerd.exe',

  'powercfg.exe',
  'net.exe',
  'reg.exe',
]

/** Stand-ins whose answers come from a practice machine. */
export function startPracticeStandIns(machine: PracticeMachine, elevated = true): Promise<StandIns> {
  return startStandIns(async (call, onStream) => {
    // A machine that is down answers nobody.
    await machine.bootTime()
    return (
      readThroughProviders(call, machine.state(), elevated && machine.state().administrator) ??
      machine.invoke('native' in call ? call : { ...call, take: ['*'] }, elevated, { onStream })
    )
  }, natives)
}

/** A session with a practice machine through the real runner in the real PowerShell. */
export async function openPractice(
  machine: PracticeMachine,
  elevated = true,
): Promise<{ session: RunnerSession; standIns: StandIns; close: () => Promise<void> }> {
  const standIns = await startPracticeStandIns(machine, elevated)
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
