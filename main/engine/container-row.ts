import type { ContainerRow, PortRow } from '../../preload/contract/containers.ts'

/** One element of GET /containers/json, as far as it is used. */
export interface ContainerSummary {
  Id: string
  Names?: string[] | null
  Image: string
  ImageID: string
  Command: string
  /** Seconds since the epoch. */
  Created: number
  State: string
  Status: string
  Ports?: { IP?: string; PrivatePort: number; PublicPort?: number; Type: string }[] | null
  Labels?: Record<string, string> | null
  NetworkSettings?: { Networks?: Record<string, unknown> | null } | null
}

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const
type State = (typeof STATES)[number]

/** A row of the containers page from the engine's list element. */
export function toContainerRow(summary: ContainerSummary): ContainerRow {
  const labels = summary.Labels ?? {}
  return {
    id: summary.Id,
    name: ownName(summary.Names ?? [], summary.Id),
    image: summary.Image,
    imageId: summary.ImageID,
    command: summary.Command,
    created: summary.Created * 1000,
    state: toState(summary.State),
    status: summary.Status,
    exitCode: exitCodeOf(summary.Status),
    health: healthOf(summary.Status),
    ports: toPorts(summary.Ports ?? []),
    networks: Object.keys(summary.NetworkSettings?.Networks ?? {}).sort(),
    composeProject: labels['com.docker.compose.project'] ?? null,
    composeService: labels['com.docker.compose.service'] ?? null,
    labels,
  }
}

/** Any word for a state as one that is known; what is unknown counts as dead: nothing can be done but remove it. */
export function toState(state: string): State {
  return STATES.find((known) => known === state) ?? 'dead'
}

/** Exit code out of "Exited (137) 2 hours ago" or "Restarting (1) 3 seconds ago" (moby container/state.go). */
export function exitCodeOf(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1]
  return code === undefined ? null : Number(code)
}

/** Health out of "Up 3 minutes (healthy)" (moby container/health.go, State.String). */
export function healthOf(status: string): ContainerRow['health'] {
  if (!status.startsWith('Up ')) return null
  if (status.includes('(healthy)')) return 'healthy'
  if (status.includes('(unhealthy)')) return 'unhealthy'
  return status.includes('(health: starting)') ? 'starting' : null
}

/** Links give a container more names (`/other/alias`); its own has one slash. */
export function ownName(names: string[], id: string): string {
  const own = names.find((name) => name.lastIndexOf('/') <= 0) ?? names[0] ?? id.slice(0, 12)
  return own.replace(/^\//, '')
}

function toPorts(ports: NonNullable<ContainerSummary['Ports']>): PortRow[] {
  return ports
    .map((port) => ({
      ip: port.IP ?? '',
      privatePort: port.PrivatePort,
      publicPort: port.PublicPort ?? null,
      protocol: port.Type,
    }))
    .sort((a, b) => a.privatePort - b.privatePort || a.protocol.localeCompare(b.protocol) || a.ip.localeCompare(b.ip))
}
