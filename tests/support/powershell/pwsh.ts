import { join } from 'node:path'
import type { HostProgram } from '../../../main/setup/host/host-program.ts'
import { findProgram } from '../background-program.ts'

/** The real PowerShell of the tests: on PATH, where `npm test` puts it. */
export const pwsh = findProgram('pwsh')
export const noPwsh = 'pwsh is not on PATH'

/** The runner as it lies in the checkout. */
export const runnerFolder = join(import.meta.dirname, '../../../assets/powershell')

/** That PowerShell as the program of a session. */
export function pwshProgram(environment: NodeJS.ProcessEnv = {}): HostProgram {
  return {
    path: pwsh ?? 'pwsh',
    environment: { ...process.env, POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', ...environment },
  }
}
