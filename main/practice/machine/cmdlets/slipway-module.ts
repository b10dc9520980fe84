import type { CmdletContext, CmdletTable } from '../cmdlet.ts'
import { readFile } from '../files.ts'

/** Twins of the functions of Slipway's own module (assets/powershell/Slipway.psm1), property by property. */
export const slipwayModule: CmdletTable = {
  'Get-SlipwayPendingRestart': { run: getPendingRestart },
  'Get-SlipwayWindowsVersion': { run: getWindowsVersion },
  'Get-SlipwayDockerInstall': { run: getDockerInstall },
  'Get-SlipwayWork': { run: getWork },
}

function getPendingRestart(context: CmdletContext): void {
  const { pending } = context.machine
  // Get-WindowsEdition answers with elevation only.
  const restartNeeded = context.elevated ? pending.componentServicing : null
  const signs = [pending.componentServicing, pending.windowsUpdate, pending.fileRename, restartNeeded]
  context.write({
    Pending: signs.includes(true) ? true : signs.includes(null) ? null : false,
    ComponentServicing: pending.componentServicing,
    WindowsUpdate: pending.windowsUpdate,
    FileRename: pending.fileRename,
    RestartNeeded: restartNeeded,
  })
}

/** What its calls go on with stands for the runner's lease, too: on Windows that is held while a call runs. */
function getWork(context: CmdletContext): void {
  const call = context.machine.work.length > 0
  const servicing = context.processes().some(({ name }) => ['TiWorker.exe', 'DismHost.exe'].includes(name))
  context.write({ Running: call || servicing, Call: call, Servicing: servicing })
}

function getWindowsVersion(context: CmdletContext): void {
  const { windows } = context.machine
  context.write({
    ProductName: windows.productName,
    InstallationType: windows.installationType,
    EditionID: windows.editionId,
    DisplayVersion: windows.displayVersion === '' ? null : windows.displayVersion,
    CurrentBuild: String(windows.build),
    UBR: windows.revision,
    BuildLabEx: windows.buildLabEx,
  })
}

const starts = { Automatic: 2, Manual: 3, Disabled: 4 } as const

function getDockerInstall(context: CmdletContext): void {
  const { machine } = context
  const service = machine.services.docker
  const line = service?.line ?? ''
  const daemon =
    (/^\s*"([^"]+)"/.exec(line) ?? /^\s*(.+?\.exe)(?:\s|$)/i.exec(line) ?? /^\s*(\S+)/.exec(line))?.[1] ?? null
  const config =
    /--config-file[ =]"?([^"]+?)"?(?:\s--?\w|\s*$)/i.exec(line)?.[1] ?? 'C:\\ProgramData\\docker\\config\\daemon.json'
  const text = readFile(machine, config)
  let listens = [...line.matchAll(/(?:\s-H|\s--host)[ =]*"?([^\s"]+)/gi)].map((match) => match[1] ?? '')
  if (listens.length === 0 && text) listens = hostsOf(text)
  if (listens.length === 0 && daemon) listens = ['npipe:////./pipe/docker_engine']
  const client = ['C:\\Program Files\\Docker\\docker.exe', 'C:\\Windows\\System32\\docker.exe'].find(
    (path) => readFile(machine, path) !== null,
  )
  context.write({
    Client: client ?? null,
    Daemon: daemon,
    // The file has it, whether the engine runs or not.
    Version: daemon === null ? null : machine.engineVersion,
    ServiceLine: service?.line ?? null,
    ServiceStart: service ? starts[service.startType] : null,
    ConfigFile: config,
    ConfigReadable: text !== null,
    Listens: listens,
  })
}

function hostsOf(text: string): string[] {
  try {
    const hosts = (JSON.parse(text) as { hosts?: unknown } | null)?.hosts
    return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : []
  } catch {
    return []
  }
}
