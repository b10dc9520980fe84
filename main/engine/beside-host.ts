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

const SYSTEM: Call = {
  run: 'Get-CimInstance',
  with: { ClassName: 'Win32_OperatingSystem' },
  take: ['CSName', 'Caption', 'Version'],
}

/**
 * K5: a running Windows container beside its host. `open` gives a session that is only read and closed; null where
 * none is known. Throws `host-not-readable`, `host-is-another`, `not-a-windows-container` and `container-not-running`,
 * and what the engine or the session throw.
 */
export async function besideHost(
  link: EngineLink,
  container: string,
  open: () => Promise<HostSession | null>,
  signal?: AbortSignal,
): Promise<BesideHost> {
  const facts = link.facts()
  if (facts.os !== 'windows') throw notWindows()
  const inspect = await callEngine<Inspect>(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/json`,
    signal,
  })
  if (!inspect.State.Running) throw notRunning(inspect.Name.replace(/^\//, ''))
  const host = await open()
  if (!host) throw noSession(facts.hostName, link.remote)
  try {
    return await compare(link, inspect, host, signal)
  } finally {
    await host.close()
  }
}

async function compare(
  link: EngineLink,
  inspect: Inspect,
  host: HostSession,
  signal: AbortSignal | undefined,
): Promise<BesideHost> {
  const facts = link.facts()
  const [top, image, processes, [system = {}], [version = {}]] = await Promise.all([
    containerProcesses(link, inspect.Id, signal),
    // The image may have been removed by force; its build is not told then.
    callEngine<{ OsVersion?: string; RepoTags?: string[] | null }>(link, {
      method: 'GET',
      path: `/images/${inPath(inspect.Image)}/json`,
      signal,
    }).catch(() => null),
    read(host, { run: 'Get-Process', take: ['Id', 'ProcessName', 'WorkingSet64'] }, signal),
    // Get-ComputerInfo would tell all of it, and takes ten seconds.
    read(host, SYSTEM, signal),
    read(host, { run: 'Get-SlipwayWindowsVersion', take: ['CurrentBuild', 'UBR'] }, signal),
  ])
  const identity = toIdentity(system, version)
  if (!sameName(identity.hostName, facts.hostName)) throw anotherHost(host.name, identity.hostName, facts.hostName)
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
    host: identity,
    processes: matchProcesses(top, onHost),
    virtualMachines: onHost.filter(({ name }) => /^vm(mem|wp)/i.test(name)),
    hostProcesses: onHost.length,
  }
}

/** NetBIOS, which CIM tells, has the first fifteen letters of a name. */
function sameName(one: string, other: string): boolean {
  const short = (name: string) => name.split('.')[0]?.slice(0, 15).toLowerCase()
  return one === '' || other === '' || short(one) === short(other)
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

function toIdentity({ CSName, Caption, Version }: Reading, { CurrentBuild, UBR }: Reading): WindowsIdentity {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  const build = text(CurrentBuild) && typeof UBR === 'number' ? `10.0.${text(CurrentBuild)}.${UBR}` : text(Version)
  return { hostName: text(CSName) ?? '', edition: text(Caption)?.replace(/^Microsoft /, '') ?? null, build }
}

function editionOf(references: readonly string[]): string | null {
  for (const [pattern, edition] of BASES) if (references.some((reference) => pattern.test(reference))) return edition
  return null
}

function notReadable(host: string, detail: string): SlipwayError {
  return new SlipwayError({
    code: 'host-not-readable',
    message: `The process list of the host ${host} could not be read.`,
    cause: 'The session with the host works, and what it was asked was refused.',
    remedy: 'Read what the host says below. Get-Process on the host itself has the PIDs to compare.',
    detail,
  })
}

function noSession(host: string, remote: boolean): SlipwayError {
  return new SlipwayError({
    code: 'host-not-readable',
    message: `The processes of the host ${host} cannot be read from here.`,
    cause: remote
      ? 'The engine tells only what runs in containers. Its host is read over PowerShell remoting, and no session with it is known by the name of this connection.'
      : 'The engine answers at an address of this machine, which is not the Windows host itself.',
    remedy: remote
      ? 'Reach the host once on the Host setup page, over WinRM or SSH and by the same name as here, then look again. Or run Get-Process on the host and compare the PIDs with those of the Processes tab.'
      : 'Connect to the engine by the name of its host, or run Get-Process on the host and compare the PIDs with those of the Processes tab.',
    ...(remote ? { action: { kind: 'open-page', label: 'Host setup', path: '/setup' } } : {}),
  })
}

function anotherHost(session: string, reached: string, wanted: string): SlipwayError {
  return new SlipwayError({
    code: 'host-is-another',
    message: `The session ${session} reaches ${reached}, and the engine runs on ${wanted}.`,
    cause: 'A tunnel or an alias leads the engine and PowerShell to two machines.',
    remedy: `Reach ${wanted} on the Host setup page by the name of this connection, or run Get-Process there.`,
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
