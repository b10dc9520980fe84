import type { Adapter, ShellWorld } from '../../shell/world.ts'
import type { EngineHost, EngineSettings } from '../engine-host.ts'
import type { FileTree } from '../file-tree.ts'
import { MountedFileTree } from '../file-tree-mounts.ts'
import type { PracticeImage } from '../state.ts'
import type { ContainerRecord } from './container-record.ts'
import type { ContainerParts } from './parts.ts'
import type { ProcessTable } from './process-table.ts'

const PRODUCTS: readonly (readonly [build: number, name: string, lab: string])[] = [
  [26100, 'Windows Server 2025 Datacenter', 'ge_release.240331-1435'],
  [20348, 'Windows Server 2022 Datacenter', 'fe_release.210507-1500'],
  [17763, 'Windows Server 2019 Datacenter', 'rs5_release.180914-1434'],
  [0, 'Windows Server 2016 Datacenter', 'rs1_release.160715-1616'],
]

/** As much of a container as its world is made of; a step of a build has no more. */
export interface WorldOf {
  readonly image: Pick<PracticeImage, 'osVersion' | 'base'>
  readonly files: { readonly tree: FileTree }
  readonly record: Pick<ContainerRecord, 'isolation' | 'endpoints' | 'startedAt' | 'mounts'> & {
    readonly config: { readonly Hostname: string; readonly User: string; readonly Env: readonly string[] }
    readonly hostConfig: { readonly Memory: number; readonly CpuCount: number; readonly NanoCpus: number }
  }
}

/** What programs in a container see around them. */
export function containerWorld(
  container: WorldOf,
  processes: ProcessTable,
  host: EngineHost,
  settings: EngineSettings,
  parts: ContainerParts,
): ShellWorld {
  const { record, image } = container
  const [, , buildText = '20348', revisionText = '1'] = image.osVersion.split('.')
  const build = Number(buildText)
  const [, productName, lab] = PRODUCTS.find(([since]) => build >= since) ?? [0, 'Windows Server 2022 Datacenter', '']
  const nano = image.base === 'nanoserver'
  const memory =
    record.hostConfig.Memory || (record.isolation === 'hyperv' ? Math.min(host.memory, 1024 ** 3) : host.memory)
  const networks = Object.keys(record.endpoints)
  return {
    windows: {
      build,
      revision: Number(revisionText),
      productName,
      editionId: nano ? 'ServerDatacenterNano' : 'ServerDatacenter',
      installationType: nano ? 'Nano Server' : image.base === 'server' ? 'Server' : 'Server Core',
      buildLabEx: build === host.build ? host.buildLabEx : `${build}.1.amd64fre.${lab}`,
    },
    isolation: record.isolation,
    hasPowerShell: !nano || build < 15000,
    hostName: record.config.Hostname,
    user: record.config.User || (nano ? 'ContainerUser' : 'ContainerAdministrator'),
    files: mountedFiles(container, parts),
    adapters: Object.entries(record.endpoints).flatMap(([, endpoint]) =>
      endpoint.IPAddress ? [adapter(endpoint, settings.dns)] : [],
    ),
    cpus: record.hostConfig.CpuCount || Math.ceil(record.hostConfig.NanoCpus / 1e9) || host.cpus,
    memory,
    bootedAt: record.startedAt,
    now: () => host.now(),
    processes: () => processes.list(),
    startProcess: (name, parent) =>
      processes.start(name, record.config.User || (nano ? 'ContainerUser' : 'ContainerAdministrator'), parent),
    resolve: (name) => {
      if (name.toLowerCase() === record.config.Hostname.toLowerCase()) {
        return Object.values(record.endpoints)[0]?.IPAddress || null
      }
      return parts.networks.resolve(name, networks)
    },
    // A container without a network reaches nobody but itself.
    answers: (address) => /^127\./.test(address) || networks.some((name) => name !== 'none'),
    site: (address, port) => parts.site?.(record, address, port) ?? null,
  }
}

function adapter(
  endpoint: { IPAddress: string; IPPrefixLen: number; Gateway: string; MacAddress: string; EndpointID: string },
  dns: readonly string[],
): Adapter {
  const tail = endpoint.EndpointID.slice(0, 4)
  return {
    name: `Ethernet adapter vEthernet (${endpoint.EndpointID.slice(0, 8)})`.replace('Ethernet adapter ', ''),
    description: 'Hyper-V Virtual Ethernet Container Adapter',
    mac: endpoint.MacAddress.replaceAll(':', '-').toUpperCase(),
    ipv4: endpoint.IPAddress,
    prefixLength: endpoint.IPPrefixLen || 20,
    gateway: endpoint.Gateway,
    ipv6: `fe80::${tail}:${endpoint.EndpointID.slice(4, 8)}:${endpoint.EndpointID.slice(8, 12)}:${endpoint.EndpointID.slice(12, 16)}`,
    dns: dns.length > 0 ? dns : [endpoint.Gateway],
    dnsSuffix: '',
  }
}

/** The container's files with its volumes, and the machine's folders, in their places. */
export function mountedFiles(container: WorldOf, parts: ContainerParts): FileTree {
  const mounts = container.record.mounts.flatMap(({ Type, Name, Source, Destination, RW }) => {
    const tree = Type === 'bind' ? parts.hostFolders?.tree(Source) : Name !== undefined && parts.volumes.tree?.(Name)
    return tree ? [{ path: Destination, tree, readOnly: !RW }] : []
  })
  return mounts.length === 0 ? container.files.tree : new MountedFileTree(container.files.tree, mounts)
}
