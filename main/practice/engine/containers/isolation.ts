import type { EngineHost, EngineSettings } from '../engine-host.ts'
import { EngineError } from '../route.ts'
import { createFailure, MISMATCH, NO_HYPERVISOR } from './compute-errors.ts'
import type { ContainerRecord } from './container-record.ts'

/** What `default` comes to: the setting of the engine, else process on Server and hyperv on a client. */
export function isolationOf(asked: string, settings: EngineSettings, host: EngineHost): 'process' | 'hyperv' {
  const wanted = asked.toLowerCase()
  if (wanted === 'process' || wanted === 'hyperv') return wanted
  if (settings.isolation !== 'default') return settings.isolation
  return host.client ? 'hyperv' : 'process'
}

/** Whether a host runs this build under process isolation [hcsshim osversion/platform_compat_windows.go]. */
export function processIsolationFits(host: number, image: number): boolean {
  if (host < 20348) return host === image
  if (host === 20348) return image === 20348
  if (host <= 26100) return image >= 20348 && image <= host
  return image >= 26100 && image <= host
}

/** Throws what the compute service answers where it cannot make this container. */
export function refuseStart(
  record: Pick<ContainerRecord, 'id' | 'osVersion' | 'isolation'>,
  host: EngineHost,
  settings: EngineSettings,
): void {
  const image = Number(record.osVersion.split('.')[2] ?? 0)
  const failure = (text: string) => new EngineError(500, createFailure(settings, record.id, text))
  if (record.isolation === 'hyperv') {
    if (!host.hypervisorPresent()) throw failure(NO_HYPERVISOR)
    if (image > host.build) throw failure(MISMATCH)
  } else if (!processIsolationFits(host.build, image)) throw failure(MISMATCH)
}
