import type { EngineHost, EngineSettings } from '../engine-host.ts'
import { EngineError } from '../route.ts'
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
export function refuseStart(record: Pick<ContainerRecord, 'id' | 'osVersion' | 'isolation'>, host: EngineHost): void {
  const image = Number(record.osVersion.split('.')[2] ?? 0)
  const failure = (text: string) =>
    new EngineError(
      500,
      `container ${record.id} encountered an error during hcsshim::CreateComputeSystem: failure in a Windows system call: ${text}`,
    )
  if (record.isolation === 'hyperv') {
    if (!host.hypervisorPresent()) throw failure('No hypervisor is present on this system. (0xc0351000)')
    if (image > host.build) throw failure(MISMATCH)
  } else if (!processIsolationFits(host.build, image)) throw failure(MISMATCH)
}

const MISMATCH = 'The operating system of the container does not match the operating system of the host. (0xc0370101)'
