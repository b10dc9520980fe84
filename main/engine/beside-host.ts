import type { BesideHost, HostProcess, WindowsIdentity } from '../../preload/contract/beside-host.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Call, Reading } from '../setup/call.ts'
import type { HostSession } from '../setup/host/session.ts'
import { callEngine, inPath } from './call.ts'
import { containerProcesses } from './container-changes.ts'
import type { EngineLink } from './link.ts'

interface Inspect {
  Id: string
  Name: string
  Image: string
  State: { Running: boolean }
  Config: { Hostname?: string; Image?: string }
  HostConfig: { Isolation?: string }
}

/** Microsoft's base images, by the repository that an image of theirs has. */
const BASES: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(windows\/servercore|microsoft\/windowsservercore)(:|@|$)/, 'Windows Server Core'],
  [/(^|\/)(windows\/nanoserver|microsoft\/nanoserver)(:|@|$)/, 'Nano Server'],
  [/(^|\/)windows\/server(:|@|$)/, 'Windows Server'],
]

/**
 * K5: a running Windows container beside its host. `host` is a session that only reads; null where there is none.
 * Throws `host-not-readable`, `not-a-windows-container` and `container-not-running`, and what the engine or the session throw.
 */
export async function besideHost(
  link: EngineLink,
  container: string,
  host: HostSession | null,
  signal?: AbortSignal,
): Promise<BesideHost> {
  const facts = link.facts()
  if (facts.os !== 'windows') throw notWindows()
  if (!host) throw notReadable(facts.hostName)
  const inspect = await callEngine<Inspect>(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/json`,
    signal,
  })
  if (!inspect.State.Running) throw notRunning(inspect.Name.replace(/^\//, ''))
  const [top, image, processes, computer] = await Promise.all([
    containerProcesses(link, inspect.Id, signal),
    // The image may have been removed by force; its build is not told then.
    callEngine<{ OsVersion?: string; RepoTags?: string[] | null }>(link, {
      method: 'GET',
      path: `/images/${inPath(inspect.Image)}/json`,
      signal,
    }).catch(() => null),
    read(host, { run: 'Get-Process', take: ['Id', 'ProcessName', 'WorkingSet64'] }, signal),
    read(host, { run: 'Get-ComputerInfo', take: ['CsName', 'WindowsProductName', 'OsVersion'] }, signal),
  ])
  const onHost = processes.map(toHostProcess)
  const own = inspect.HostConfig.Isolation
  const isolation = own === 'process' || own === 'hyperv' ? own : (facts.defaultIsolation ?? 'process')
  return {
    isolation,
    container: {
      hostName: inspect.Config.Hostname ?? '',
      edition: editionOf([...(image?.RepoTags ?? []), inspect.Config.Image ?? '']),
      build: image?.OsVersion || null,
    },
    host: toIdentity(computer[0] ?? {}),
    processes: matchProcesses(top, onHost),
    virtualMachines: onHost.filter(({ name }) => /^vm(mem|wp)/i.test(name)),
    hostProcesses: onHost.length,
  }
}

/** By PID and name: a PID alone also fits a stranger, for a virtual machine counts its own. */
function matchProcesses(
  { titles, processes }: { titles: string[]; processes: string[][] },
  onHost: readonly HostProcess[],
): BesideHost['processes'] {
  const pidAt = titles.indexOf('PID')
  const nameAt = titles.indexOf('Name')
  const byPid = new Map(onHost.map((process) => [process.pid, process]))
  return processes.map((cells) => {
    const pid = Number(cells[pidAt])
    const name = bare(cells[nameAt] ?? '')
    const same = byPid.get(pid)
    return { pid, name, onHost: same && same.name.toLowerCase() === name.toLowerCase() ? same : null }
  })
}

async function read(host: HostSession, call: Call, signal: AbortSignal | undefined): Promise<readonly Reading[]> {
  const { objects, errors } = await host.invoke(call, signal ? { signal } : {})
  const [error] = errors
  if (error && objects.length === 0) throw notReadable(host.name, error.message)
  return objects
}

const bare = (name: string) => name.replace(/\.exe$/i, '')

function toHostProcess(reading: Reading): HostProcess {
  return {
    pid: Number(reading.Id),
    name: bare(String(reading.ProcessName ?? '')),
    memory: Number(reading.WorkingSet64 ?? 0),
  }
}

function toIdentity({ CsName, WindowsProductName, OsVersion }: Reading): WindowsIdentity {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  return { hostName: text(CsName) ?? '', edition: text(WindowsProductName), build: text(OsVersion) }
}

function editionOf(references: readonly string[]): string | null {
  for (const [pattern, edition] of BASES) if (references.some((reference) => pattern.test(reference))) return edition
  return null
}

function notReadable(host: string, detail = ''): SlipwayError {
  return new SlipwayError({
    code: 'host-not-readable',
    message: `The process list of the host ${host} cannot be read from here.`,
    remedy: 'Run Get-Process on the host itself and compare the PIDs with those of the Processes tab.',
    detail,
  })
}

function notWindows(): SlipwayError {
  return new SlipwayError({
    code: 'not-a-windows-container',
    message: 'Only Windows containers are compared with their host here.',
    remedy: 'Choose a connection to a Windows engine.',
  })
}

function notRunning(name: string): SlipwayError {
  return new SlipwayError({
    code: 'container-not-running',
    message: `The container ${name} does not run, so it has no processes.`,
    remedy: 'Start it and look again.',
  })
}
