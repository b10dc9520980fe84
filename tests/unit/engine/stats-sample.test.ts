import { describe, expect, it } from 'vitest'
import { readCounters, type StatsMessage, toSample } from '../../../main/engine/stats-sample.ts'

const sample = (before: StatsMessage, now: StatsMessage, os: 'linux' | 'windows') => {
  const [from, to] = [readCounters(before, os), readCounters(now, os)]
  if (!from || !to) throw new Error('No counters')
  return toSample(from, to)
}

/** As a Windows engine sends it (Engine API v1.41, ContainerStats; moby api/types/stats.go). */
const windows = (read: string, change: Partial<StatsMessage> = {}): StatsMessage => ({
  read,
  num_procs: 4,
  pids_stats: {},
  cpu_stats: { cpu_usage: { total_usage: 10_000_000 } },
  memory_stats: { privateworkingset: 52_428_800 },
  storage_stats: { read_size_bytes: 1000, write_size_bytes: 2000 },
  networks: { 'a1b2-nic': { rx_bytes: 100, tx_bytes: 10 } },
  ...change,
})

const linux = (read: string, change: Partial<StatsMessage> = {}): StatsMessage => ({
  read,
  num_procs: 0,
  pids_stats: { current: 3 },
  cpu_stats: { cpu_usage: { total_usage: 1_000_000_000 }, system_cpu_usage: 100_000_000_000 },
  memory_stats: { usage: 10_000, limit: 64_000, stats: { total_inactive_file: 4_000 } },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'Read', value: 100 },
      { op: 'Write', value: 50 },
      { op: 'Read', value: 1 },
      { op: 'Total', value: 151 },
    ],
  },
  networks: { eth0: { rx_bytes: 5338, tx_bytes: 648 }, eth5: { rx_bytes: 4641, tx_bytes: 690 } },
  ...change,
})

describe('Stats samples', () => {
  it('K4: Windows: processor time over time times processors, private working set, no limit, no processes', () => {
    // One second, four processors: 40,000,000 steps of 100 ns are possible, 10,000,000 were used.
    const result = sample(
      windows('2026-11-28T10:00:00.0000000Z'),
      windows('2026-11-28T10:00:01.0000000Z', {
        cpu_stats: { cpu_usage: { total_usage: 20_000_000 } },
        storage_stats: { read_size_bytes: 1500, write_size_bytes: 2600 },
        networks: { 'a1b2-nic': { rx_bytes: 400, tx_bytes: 30 }, other: { rx_bytes: 50, tx_bytes: 0 } },
      }),
      'windows',
    )
    expect(result).toEqual({
      at: Date.UTC(2026, 10, 28, 10, 0, 1),
      cpu: 25,
      memory: 52_428_800,
      memoryLimit: null,
      networkIn: 350,
      networkOut: 20,
      diskRead: 500,
      diskWrite: 600,
      processes: null,
    })
  })

  it('K4: Linux: processor time over the system’s, memory without the cache, sums over networks and disks', () => {
    const result = sample(
      linux('2026-11-28T10:00:00.5Z'),
      linux('2026-11-28T10:00:02.5Z', {
        cpu_stats: { cpu_usage: { total_usage: 2_000_000_000 }, system_cpu_usage: 104_000_000_000 },
        networks: { eth0: { rx_bytes: 7338, tx_bytes: 648 }, eth5: { rx_bytes: 4641, tx_bytes: 790 } },
      }),
      'linux',
    )
    expect(result).toMatchObject({ cpu: 25, memory: 6000, memoryLimit: 64_000, networkIn: 1000, networkOut: 50 })
    expect(result).toMatchObject({ diskRead: 0, diskWrite: 0, processes: 3 })
  })

  it('K4: cgroup v2 names the cache differently and says operations in lower case', () => {
    const v2 = linux('2026-11-28T10:00:00Z', {
      memory_stats: { usage: 10_000, limit: 64_000, stats: { inactive_file: 1_000 } },
      blkio_stats: {
        io_service_bytes_recursive: [
          { op: 'read', value: 7 },
          { op: 'write', value: 8 },
        ],
      },
    })
    expect(readCounters(v2, 'linux')).toMatchObject({ memory: 9_000, diskRead: 7, diskWrite: 8 })
  })

  it('K4: a container that does not run gives no counters, and a restart no negative rates', () => {
    expect(readCounters({ read: '0001-01-01T00:00:00Z' }, 'linux')).toBeNull()
    expect(readCounters({}, 'windows')).toBeNull()
    const after = sample(
      windows('2026-11-28T10:00:00Z'),
      windows('2026-11-28T10:00:01Z', {
        cpu_stats: { cpu_usage: { total_usage: 5 } },
        storage_stats: {},
        networks: {},
      }),
      'windows',
    )
    expect(after).toMatchObject({ cpu: 0, networkIn: 0, networkOut: 0, diskRead: 0, diskWrite: 0 })
  })
})
