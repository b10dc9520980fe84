import type { Health } from '../healthcheck.ts'
import type { ContainerConfig, HostConfig } from './container-config.ts'

type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'

/** A container's place in a network, as the API writes it. */
export interface Endpoint {
  IPAMConfig: { IPv4Address?: string } | null
  Links: string[] | null
  Aliases: string[] | null
  MacAddress: string
  DriverOpts: Record<string, string> | null
  NetworkID: string
  EndpointID: string
  Gateway: string
  IPAddress: string
  IPPrefixLen: number
  IPv6Gateway: string
  GlobalIPv6Address: string
  GlobalIPv6PrefixLen: number
  DNSNames?: string[] | null
}

/** One mounted folder, as the API writes it. */
export interface MountPoint {
  Type: 'bind' | 'volume' | 'npipe'
  Name?: string
  Source: string
  Destination: string
  Driver?: string
  Mode: string
  RW: boolean
  Propagation: string
}

/** All that is kept of a container between two starts of the engine; times in milliseconds since the epoch, 0 never. */
export interface ContainerRecord {
  readonly id: string
  name: string
  readonly createdAt: number
  readonly imageId: string
  readonly osVersion: string
  config: ContainerConfig
  hostConfig: HostConfig
  isolation: 'process' | 'hyperv'
  path: string
  args: string[]
  endpoints: Record<string, Endpoint>
  mounts: MountPoint[]
  /** The published ports while it runs, each with what the host gave. */
  ports: Record<string, { HostIp: string; HostPort: string }[]>
  status: ContainerStatus
  exitCode: number
  error: string
  /** Only where it is checked. */
  health?: Health
  startedAt: number
  finishedAt: number
  restartCount: number
  /** Stopped by a person: `unless-stopped` leaves it alone after a start of the engine. */
  stoppedByHand: boolean
}

/** `2026-11-28T05:20:13.123000000Z`, or Go's zero time for 0. */
export function goTime(at: number): string {
  if (at === 0) return '0001-01-01T00:00:00Z'
  return new Date(at).toISOString().replace(/\.(\d+)Z$/, (_all, digits: string) => `.${digits.padEnd(9, '0')}Z`)
}
