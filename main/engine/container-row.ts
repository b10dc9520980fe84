import type { ContainerRow, PortRow } from '../../preload/contract/containers.ts'
import { sameValue } from '../same-value.ts'

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

/** A row of the containers page from the engine's list element, read at `now` (ms since the epoch). */
export function toContainerRow(summary: ContainerSummary, now = Date.now()): ContainerRow {
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
    stateSince: stateSinceOf(summary.Status, now),
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
function toState(state: string): State {
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

const UNIT_MS: Record<string, number> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
  year: 31_536_000_000,
}

/**
 * Since when a container is as it is, out of "Up 3 minutes" or "Exited (0) About an hour ago": as exact as the engine's
 * words (docker/go-units HumanDuration). No event comes when only time passes, so a page counts on from here.
 */
export function stateSinceOf(status: string, now: number): number | null {
  if (/Less than a second/.test(status)) return now
  const [, count, unit] = /(\d+|About an?) (second|minute|hour|day|week|month|year)s?\b/.exec(status) ?? []
  const length = UNIT_MS[unit ?? '']
  if (!count || !length) return null
  return now - length * (/^\d/.test(count) ? Number(count) : 1)
}

/**
 * Whether a row read later tells nothing new. `stateSince` is counted back from words that stay the same for up to a
 * unit of time ("Up 3 hours"), in which the value counted first remains as good.
 */
export function isSameContainer({ stateSince: before, ...old }: ContainerRow, row: ContainerRow): boolean {
  const { stateSince: after, ...rest } = row
  if (before !== after) {
    if (typeof before !== 'number' || typeof after !== 'number') return false
    const unit = UNIT_MS[/(second|minute|hour|day|week|month|year)s?\b/.exec(row.status)?.[1] ?? ''] ?? 0
    if (after < before || after - before >= unit) return false
  }
  return sameValue(old, rest)
}

/** Links give a container more names (`/other/alias`); its own has one slash. */
function ownName(names: string[], id: string): string {
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
