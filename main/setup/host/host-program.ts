import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SlipwayError } from '../../../preload/contract/explained.ts'

/** The PowerShell that runs the runner, and with what environment. */
export interface HostProgram {
  readonly path: string
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Windows PowerShell 5.1 by its absolute path on Windows, where it is on every host and has all of Windows' modules;
 * PowerShell 7 elsewhere, and wherever remoting over SSH is wanted, which 5.1 does not have.
 * Throws a SlipwayError `powershell-missing`.
 */
export function findHostProgram({
  ssh = false,
  environment = process.env,
  platform = process.platform,
  exists = existsSync,
}: {
  ssh?: boolean
  environment?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
  exists?: (path: string) => boolean
} = {}): HostProgram {
  const windows = platform === 'win32'
  const path = windows && !ssh ? windowsPowerShell(environment) : powerShell7(environment, windows, exists)
  if (path && exists(path)) return { path, environment: cleanEnvironment(environment, windows && !ssh) }
  throw new SlipwayError({
    code: 'powershell-missing',
    message: windows && !ssh ? 'Windows PowerShell was not found.' : 'PowerShell 7 was not found.',
    cause: ssh ? 'Remoting over SSH needs PowerShell 6 or later on both ends.' : 'Hosts are set up through PowerShell.',
    remedy: 'Install PowerShell 7 on this machine, or reach the host by WinRM.',
    detail: path ?? 'pwsh',
  })
}

function windowsPowerShell(environment: NodeJS.ProcessEnv): string {
  return `${environment.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
}

function powerShell7(
  environment: NodeJS.ProcessEnv,
  windows: boolean,
  exists: (path: string) => boolean,
): string | undefined {
  if (windows) return `${environment.ProgramFiles ?? 'C:\\Program Files'}\\PowerShell\\7\\pwsh.exe`
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, 'pwsh')).find((path) => exists(path))
}

/** PowerShell 7 hands its own module path on, from which 5.1 would load modules that it cannot run. */
function cleanEnvironment(environment: NodeJS.ProcessEnv, windowsPowerShell: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !(windowsPowerShell && name.toUpperCase() === 'PSMODULEPATH') && name !== 'PSExecutionPolicyPreference',
  )
  return { ...Object.fromEntries(kept), POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off' }
}
