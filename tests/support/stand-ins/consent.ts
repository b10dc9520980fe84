import { type ChildProcess, spawn } from 'node:child_process'
import type { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import type { Call, CallOutcome, Value } from '../../../main/setup/call.ts'
import { localElevation } from '../../../main/setup/host/elevated/local-elevation.ts'
import { openSession } from '../../../main/setup/host/open-session.ts'
import { pwshProgram } from '../powershell/pwsh.ts'
import { splitWindowsLine } from '../windows-arguments.ts'
import { startPracticeStandIns } from './practice.ts'

/** A folder that only administrators write to, and one in a profile. */
const installed = 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;0x1200a9;;;AC)'
const profile = 'O:S-1-5-21-1-2-3-1001G:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;S-1-5-21-1-2-3-1001)'
export const places = ['C:\\Program Files\\Slipway\\Slipway.exe', 'C:\\Program Files\\Slipway\\runner.ps1']

const says = (elevated: boolean) => `
$global:SlipwayOwnSession = \${function:Get-SlipwaySession}
function global:Get-SlipwaySession { (& $global:SlipwayOwnSession) -replace '"elevated":(true|false)', '"elevated":${elevated}' }
`
/** Windows' own question cannot be asked here; whatever is before and behind it is real. */
const asks = `
function global:Start-SlipwayElevated {
    param([string]$FilePath, [string[]]$ArgumentList)
    $line = ($ArgumentList | ForEach-Object { ConvertTo-SlipwayArgument $_ }) -join ' '
    $outcome = Send-StandIn @{ run = 'Start-SlipwayElevated'; with = @{ FilePath = $FilePath; Arguments = $line }; take = @('*') }
    [pscustomobject]$outcome.objects[0]
}
`

/** What the person, or somebody else, does when Windows asks; `start` starts the helper as Windows would. */
export type Consent = (args: readonly string[], start: (args: readonly string[]) => ChildProcess) => Promise<number>

/**
 * This machine as a practice machine that a person uses without administrator rights: sessions through the real runner
 * in the real PowerShell, and an elevated helper that is started as Windows starts it.
 */
export async function startConsentMachine(machine: PracticeMachine) {
  const calls: { elevated: boolean; call: Call }[] = []
  const helpers: ChildProcess[] = []
  const state = {
    sddl: installed,
    consent: (async (args, start) => {
      start(args)
      return 0
    }) as Consent,
    /** Called before the helper's call is answered. */
    onHelperCall: (async () => undefined) as (call: Call) => Promise<void>,
  }
  const helper = await startPracticeStandIns(() => ({ machine, elevated: true }), {
    tail: says(true),
    first: async (call) => {
      calls.push({ elevated: true, call })
      await state.onHelperCall(call)
      return null
    },
  })
  const start = (args: readonly string[]) => {
    const { path, environment } = pwshProgram(helper.environment)
    const child = spawn(path, args, { stdio: 'ignore', env: environment, detached: true })
    helpers.push(child)
    return child
  }
  const plain = await startPracticeStandIns(() => ({ machine, elevated: false }), {
    tail: `${says(false)}${asks}`,
    first: async (call) => {
      calls.push({ elevated: false, call })
      if ('native' in call) return null
      if (call.run === 'Get-Acl') return answered({ Sddl: state.sddl })
      if (call.run !== 'Start-SlipwayElevated') return null
      const args = splitWindowsLine(`"${String(call.with?.FilePath)}" ${String(call.with?.Arguments)}`).slice(1)
      const Code = await state.consent(args, start)
      return { ...answered(null), objects: [{ Code, Text: Code === 0 ? '' : `Windows says ${Code}` }] }
    },
  })
  const secrets = async () => ''
  return {
    state,
    calls,
    helpers,
    killHelper: () => endGroup(helpers.at(-1)),
    unsafe: () => {
      state.sddl = profile
    },
    open: () =>
      openSession(
        { kind: 'local' },
        { secrets, program: pwshProgram(plain.environment), runnerFolder: plain.runnerFolder },
      ),
    elevation: (within = 120_000) =>
      localElevation({ secrets, places, runnerFolder: helper.runnerFolder, program: pwshProgram().path, within }),
    stop: async () => {
      for (const child of helpers) endGroup(child)
      await plain.stop()
      await helper.stop()
    },
  }
}

/** pwsh may be a shim that runs the real one as its child. */
function endGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself, as it should.
  }
}

function answered(whole: Value): CallOutcome {
  return { objects: [{ '*': whole }], errors: [], exitCode: null, output: '', errorOutput: '' }
}
