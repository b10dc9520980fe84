import type { MachineState } from '../state.ts'
import { DaemonConfigError, readDaemonConfig } from './daemon-config.ts'
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
  try {
    readDaemonConfig(machine, readFlags(splitLine(line)), version)
  } catch (error) {
    if (!(error instanceof DaemonConfigError)) throw error
    return { text: error.message, logged: !atLeast(version, '28.0') }
  }
  const system = systemProblem(machine, version)
  return system === null ? null : { text: system, logged: true }
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
