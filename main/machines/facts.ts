import type { EngineFacts } from '../../preload/contract/machines.ts'
import type { VersionAnswer } from '../connections/dial.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What GET /version and GET /info say, as facts. */
export function engineFacts(version: VersionAnswer, apiVersion: string, info: Record<string, unknown>): EngineFacts {
  const os = (text(info.OSType) || text(version.Os)) === 'windows' ? 'windows' : 'linux'
  const operatingSystem = text(info.OperatingSystem)
  const isolation = text(info.Isolation)
  return {
    os,
    operatingSystem,
    build: os === 'windows' ? windowsBuild(text(info.OSVersion), text(info.KernelVersion), operatingSystem) : null,
    windowsClient: os === 'windows' ? isClient(operatingSystem) : null,
    architecture: text(info.Architecture) || text(version.Arch),
    version: text(version.Version) || text(info.ServerVersion),
    apiVersion,
    maxApiVersion: text(version.ApiVersion),
    minApiVersion: text(version.MinAPIVersion),
    defaultIsolation: os === 'windows' ? (isolation === 'hyperv' ? 'hyperv' : 'process') : null,
    hostName: text(info.Name),
    cpus: number(info.NCPU),
    memory: number(info.MemTotal),
    storageDriver: text(info.Driver),
    dataFolder: text(info.DockerRootDir),
    registry: text(info.IndexServerAddress),
  }
}

/**
 * OSVersion is `10.0.26100` since engine 19.03; before, the build stands in KernelVersion `10.0 17763 (17763.1.amd64…)`
 * or `10.0.26100.4061` and in OperatingSystem `… (OS Build 17763.5329)` (moby pkg/parsers).
 */
function windowsBuild(osVersion: string, kernel: string, operatingSystem: string): number | null {
  const found =
    osVersion.match(/^\d+\.\d+\.(\d+)/) ??
    kernel.match(/^\d+\.\d+[ .](\d+)/) ??
    operatingSystem.match(/OS Build (\d+)/i)
  return found?.[1] ? Number(found[1]) : null
}

/** Servers have "Server" in their product name: "Microsoft Windows Server Version 24H2 (OS Build 26100.4061)". */
function isClient(operatingSystem: string): boolean | null {
  return operatingSystem === '' ? null : !/\bServer\b/i.test(operatingSystem)
}
