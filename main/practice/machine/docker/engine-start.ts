import { accountExists } from '../accounts.ts'
import type { MachineState } from '../state.ts'
import { type DaemonConfig, DaemonConfigError, listOf, readDaemonConfig, usesTls } from './daemon-config.ts'
import { atLeast } from './daemon-keys.ts'
import { readFlags, splitLine } from './service-line.ts'

/** Why the engine does not come up; `logged` when the text reaches the event log. */
export interface EngineProblem {
  readonly text: string
  readonly logged: boolean
}

/** Null when the docker service can start. Since 28.0 a faulty file never reaches the event log (section 5.1). */
export function engineProblem(machine: MachineState): EngineProblem | null {
  const version = machine.engineVersion
  const line = machine.services.docker?.line
  if (version === null || line === undefined)
    return { text: 'The system cannot find the file specified.', logged: false }
  let config: DaemonConfig
  try {
    config = readDaemonConfig(machine, readFlags(splitLine(line)), version)
  } catch (error) {
    if (!(error instanceof DaemonConfigError)) throw error
    return { text: error.message, logged: !atLeast(version, '28.0') }
  }
  const problem = pipeProblem(machine, config) ?? systemProblem(machine, version)
  return problem === null ? null : { text: problem, logged: true }
}

/** `group` names groups and accounts that may use the pipe: each must be there [moby daemon/listeners, go-winio sd.go]. */
function pipeProblem(machine: MachineState, config: DaemonConfig): string | null {
  const hosts = listOf(config, 'hosts')
  const pipe = hosts.length > 0 ? hosts.some((host) => host.startsWith('npipe://')) : !usesTls(config)
  const { group } = config
  if (!pipe || typeof group !== 'string' || group === '') return null
  const lost = group
    .split(',')
    .map((name) => name.trim())
    .find((name) => !accountExists(machine, name))
  if (lost === undefined) return null
  const why = lost === '' ? 'lookup account: empty account name specified' : `lookup account ${lost}: not found`
  return `failed to load listeners: ${why}`
}

/** What the engine asks of Windows (moby daemon/daemon_windows.go checkSystem). */
export function systemProblem(machine: MachineState, version: string): string | null {
  const least = atLeast(version, '23.0') ? 17763 : 14393
  if (machine.windows.build < least)
    return `this version of Windows does not support the docker daemon (Windows build ${least} or higher is required)`
  if (!['enabled', 'disable-pending'].includes(machine.features.Containers ?? 'disabled'))
    return 'failed to load vmcompute.dll, ensure that the Containers feature is installed'
  if (!machine.services.vmcompute || !machine.services.hns)
    return 'a required service is not installed, ensure the Containers feature is installed'
  return null
}
