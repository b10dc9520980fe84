import type { StatsSample } from '../../preload/contract/containers.ts'
import type { EngineFacts } from '../../preload/contract/machines.ts'

interface CpuStats {
  cpu_usage?: { total_usage?: number }
  /** Linux: nanoseconds of all processors. */
  system_cpu_usage?: number
}

/** One message of GET /containers/{id}/stats, as far as it is used. */
export interface StatsMessage {
  /** RFC 3339; Go's zero time when the container does not run. */
  read?: string
  cpu_stats?: CpuStats
  memory_stats?: {
    usage?: number
    limit?: number
    stats?: Record<string, number>
    /** Windows. */
    privateworkingset?: number
  }
  networks?: Record<string, { rx_bytes?: number; tx_bytes?: number }>
  blkio_stats?: { io_service_bytes_recursive?: { op?: string; value?: number }[] | null }
  /** Windows. */
  storage_stats?: { read_size_bytes?: number; write_size_bytes?: number }
  pids_stats?: { current?: number }
  /** Windows: the number of processors, not of processes. */
  num_procs?: number
}

/** Counters of one moment, out of which two make a sample. */
export interface StatsCounters {
  at: number
  cpuUsed: number
  /** Same unit as `cpuUsed`; on Windows time itself is the measure. */
  cpuPossible: number
  memory: number
  memoryLimit: number | null
  networkIn: number
  networkOut: number
  diskRead: number
  diskWrite: number
  processes: number | null
}

/**
 * The counters in a message; null when the container does not run (the engine then sends an empty one). Formulae of
 * the docker CLI, cli/command/container/stats_helpers.go.
 */
export function readCounters(message: StatsMessage, os: EngineFacts['os']): StatsCounters | null {
  const at = Date.parse(message.read ?? '')
  if (Number.isNaN(at) || at <= 0) return null
  const windows = os === 'windows'
  const disk = windows ? windowsDisk(message) : linuxDisk(message)
  const networks = Object.values(message.networks ?? {})
  return {
    at,
    cpuUsed: message.cpu_stats?.cpu_usage?.total_usage ?? 0,
    // Windows counts in steps of 100 ns, on each processor.
    cpuPossible: windows ? at * 1e4 * (message.num_procs || 1) : (message.cpu_stats?.system_cpu_usage ?? 0),
    memory: windows ? (message.memory_stats?.privateworkingset ?? 0) : linuxMemory(message),
    memoryLimit: message.memory_stats?.limit || null,
    networkIn: sum(networks.map((network) => network.rx_bytes)),
    networkOut: sum(networks.map((network) => network.tx_bytes)),
    diskRead: disk.read,
    diskWrite: disk.write,
    processes: windows ? null : (message.pids_stats?.current ?? null),
  }
}

/** What happened between two moments. Counters that fell (the container started anew) count as nothing. */
export function toSample(before: StatsCounters, now: StatsCounters): StatsSample {
  const seconds = (now.at - before.at) / 1000
  const rate = (from: number, to: number) => (seconds > 0 ? Math.max(0, to - from) / seconds : 0)
  const possible = now.cpuPossible - before.cpuPossible
  const used = now.cpuUsed - before.cpuUsed
  return {
    at: now.at,
    cpu: possible > 0 && used > 0 ? Math.min(100, (used / possible) * 100) : 0,
    memory: now.memory,
    memoryLimit: now.memoryLimit,
    networkIn: rate(before.networkIn, now.networkIn),
    networkOut: rate(before.networkOut, now.networkOut),
    diskRead: rate(before.diskRead, now.diskRead),
    diskWrite: rate(before.diskWrite, now.diskWrite),
    processes: now.processes,
  }
}

/** Without the page cache: cgroup v1 calls it total_inactive_file, v2 inactive_file. */
function linuxMemory({ memory_stats: memory }: StatsMessage): number {
  const usage = memory?.usage ?? 0
  const cache = memory?.stats?.total_inactive_file ?? memory?.stats?.inactive_file ?? 0
  return cache < usage ? usage - cache : usage
}

function linuxDisk({ blkio_stats: blkio }: StatsMessage): { read: number; write: number } {
  const bytes = (op: string) =>
    sum((blkio?.io_service_bytes_recursive ?? []).filter((entry) => entry.op?.toLowerCase() === op).map((e) => e.value))
  return { read: bytes('read'), write: bytes('write') }
}

function windowsDisk({ storage_stats: storage }: StatsMessage): { read: number; write: number } {
  return { read: storage?.read_size_bytes ?? 0, write: storage?.write_size_bytes ?? 0 }
}

function sum(values: (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0)
}
