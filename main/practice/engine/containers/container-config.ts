import type { Healthcheck } from '../healthcheck.ts'
import { EngineError } from '../route.ts'

/** A container's configuration as the API writes it. */
export interface ContainerConfig {
  Hostname: string
  Domainname: string
  User: string
  AttachStdin: boolean
  AttachStdout: boolean
  AttachStderr: boolean
  ExposedPorts: Record<string, object> | null
  Tty: boolean
  OpenStdin: boolean
  StdinOnce: boolean
  Env: string[]
  Cmd: string[] | null
  Healthcheck?: Healthcheck
  ArgsEscaped?: boolean
  Image: string
  Volumes: Record<string, object> | null
  WorkingDir: string
  Entrypoint: string[] | null
  NetworkDisabled?: boolean
  OnBuild: string[] | null
  Labels: Record<string, string>
  StopSignal?: string
  StopTimeout?: number
  Shell?: string[]
}

/** How a container is run on its host, as the API writes it. */
export interface HostConfig {
  Binds: string[] | null
  ContainerIDFile: string
  LogConfig: { Type: string; Config: Record<string, string> }
  NetworkMode: string
  PortBindings: Record<string, { HostIp: string; HostPort: string }[]>
  RestartPolicy: { Name: string; MaximumRetryCount: number }
  AutoRemove: boolean
  VolumeDriver: string
  VolumesFrom: string[] | null
  Mounts?: { Type: string; Source: string; Target: string; ReadOnly?: boolean }[]
  CapAdd: string[] | null
  CapDrop: string[] | null
  Dns: string[]
  DnsOptions: string[]
  DnsSearch: string[]
  ExtraHosts: string[] | null
  GroupAdd: string[] | null
  IpcMode: string
  Cgroup: string
  Links: string[] | null
  OomScoreAdj: number
  PidMode: string
  Privileged: boolean
  PublishAllPorts: boolean
  ReadonlyRootfs: boolean
  SecurityOpt: string[] | null
  StorageOpt: Record<string, string> | null
  UTSMode: string
  UsernsMode: string
  ShmSize: number
  ConsoleSize: [number, number]
  Isolation: string
  CpuShares: number
  Memory: number
  NanoCpus: number
  CgroupParent: string
  BlkioWeight: number
  BlkioWeightDevice: unknown[] | null
  BlkioDeviceReadBps: unknown[] | null
  BlkioDeviceWriteBps: unknown[] | null
  BlkioDeviceReadIOps: unknown[] | null
  BlkioDeviceWriteIOps: unknown[] | null
  CpuPeriod: number
  CpuQuota: number
  CpuRealtimePeriod: number
  CpuRealtimeRuntime: number
  CpusetCpus: string
  CpusetMems: string
  Devices: { PathOnHost: string; PathInContainer: string; CgroupPermissions: string }[] | null
  DeviceCgroupRules: string[] | null
  DeviceRequests: unknown[] | null
  KernelMemory: number
  KernelMemoryTCP: number
  MemoryReservation: number
  MemorySwap: number
  MemorySwappiness: number | null
  OomKillDisable: boolean | null
  PidsLimit: number | null
  Ulimits: unknown[] | null
  CpuCount: number
  CpuPercent: number
  IOMaximumIOps: number
  IOMaximumBandwidth: number
  MaskedPaths: string[] | null
  ReadonlyPaths: string[] | null
}

/** A configuration in which nothing was asked for. */
export function emptyConfig(): ContainerConfig {
  return {
    Hostname: '',
    Domainname: '',
    User: '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ExposedPorts: null,
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: [],
    Cmd: null,
    Image: '',
    Volumes: null,
    WorkingDir: '',
    Entrypoint: null,
    OnBuild: null,
    Labels: {},
  }
}

/** A host configuration in which nothing was asked for. */
export function emptyHostConfig(): HostConfig {
  return {
    Binds: null,
    ContainerIDFile: '',
    LogConfig: { Type: '', Config: {} },
    NetworkMode: '',
    PortBindings: {},
    RestartPolicy: { Name: '', MaximumRetryCount: 0 },
    AutoRemove: false,
    VolumeDriver: '',
    VolumesFrom: null,
    CapAdd: null,
    CapDrop: null,
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: null,
    GroupAdd: null,
    IpcMode: '',
    Cgroup: '',
    Links: null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: false,
    PublishAllPorts: false,
    ReadonlyRootfs: false,
    SecurityOpt: null,
    StorageOpt: null,
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 0,
    ConsoleSize: [0, 0],
    Isolation: '',
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: null,
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: null,
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    MaskedPaths: null,
    ReadonlyPaths: null,
  }
}

/** What a key holds where the empty value is null. */
const NULL_KINDS: Record<string, string> = {
  ExposedPorts: 'object',
  Volumes: 'object',
  StorageOpt: 'object',
  MemorySwappiness: 'number',
  OomKillDisable: 'boolean',
  PidsLimit: 'number',
}
const OPTIONAL_KINDS: Record<string, string> = {
  Healthcheck: 'object',
  ArgsEscaped: 'boolean',
  NetworkDisabled: 'boolean',
  StopSignal: 'string',
  StopTimeout: 'number',
  Shell: 'array',
  Mounts: 'array',
}
/** A single text is taken for a list of one, as Docker's own type for commands does. */
const TEXT_OR_LIST = new Set(['Cmd', 'Entrypoint', 'Shell'])

/**
 * Takes the known keys of `body` over `empty`; null and missing leave it. Throws an EngineError 400 in the words of Go's
 * decoder where a value is of another type.
 */
export function takeOver<T extends object>(empty: T, body: Record<string, unknown>, struct: string): T {
  const result = { ...empty } as Record<string, unknown>
  const keys = [...Object.keys(empty), ...Object.keys(OPTIONAL_KINDS).filter((key) => !(key in empty))]
  for (const key of keys) {
    const value = body[key]
    if (value === undefined || value === null) continue
    const base = (empty as Record<string, unknown>)[key]
    const wanted =
      base === null || base === undefined ? (NULL_KINDS[key] ?? OPTIONAL_KINDS[key] ?? 'array') : kindOf(base)
    if (TEXT_OR_LIST.has(key) && typeof value === 'string') result[key] = [value]
    else if (kindOf(value) === wanted) {
      result[key] = wanted === 'object' && base !== null ? { ...(base as object), ...(value as object) } : value
    } else {
      throw new EngineError(
        400,
        `invalid JSON: json: cannot unmarshal ${jsonKind(value)} into Go struct field ${struct}.${key}`,
      )
    }
    if (wanted === 'array' && !OF_OBJECTS.has(key) && !key.startsWith('Blkio')) {
      refuseOtherItems(result[key] as unknown[], key, struct)
    }
  }
  return result as T
}

/** Lists whose items are objects; looked at in `wire-shape.ts` where they are used. */
const OF_OBJECTS = new Set(['Devices', 'Mounts', 'Ulimits', 'DeviceRequests'])

function refuseOtherItems(items: readonly unknown[], key: string, struct: string): void {
  const wanted = key === 'ConsoleSize' ? 'number' : 'string'
  const other = items.find((item) => typeof item !== wanted)
  if (other === undefined) return
  throw new EngineError(
    400,
    `invalid JSON: json: cannot unmarshal ${jsonKind(other)} into Go struct field ${struct}.${key} of type ${wanted}`,
  )
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}

function jsonKind(value: unknown): string {
  return typeof value === 'boolean' ? 'bool' : kindOf(value)
}
