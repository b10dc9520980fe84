import type { ContainerDetails, ContainerRow } from '../../preload/contract/containers.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { specFromInspect } from '../../preload/contract/grammar/spec-from-inspect.ts'
import { fromTable } from '../explain/explain.ts'
import { callEngine, inPath } from './call.ts'
import { type ContainerSummary, toContainerRow } from './container-row.ts'
import type { EngineLink } from './link.ts'

/** The parts of GET /containers/{id}/json that are read here. */
export interface ContainerInspect {
  Id: string
  Name: string
  SizeRw?: number
  State: { Running: boolean; Paused: boolean; Status: string; ExitCode: number; StartedAt: string; FinishedAt: string }
  Config: { Tty: boolean; OpenStdin: boolean }
  HostConfig: {
    Isolation?: string
    Binds?: string[] | null
    Memory?: number
    MemorySwap?: number
    RestartPolicy?: { Name?: string; MaximumRetryCount?: number }
  }
  Mounts?: { Type: string; Name?: string; Source?: string }[] | null
}

/** GET /containers/{id}/json. `size` also measures the writable layer, which takes the engine a while. */
export function inspectRaw(
  link: EngineLink,
  container: string,
  signal?: AbortSignal,
  size = false,
): Promise<ContainerInspect> {
  return callEngine(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/json`,
    query: { size: size || undefined },
    signal,
  })
}

/** Everything that the details page shows of a container. */
export async function inspectContainer(
  link: EngineLink,
  container: string,
  signal?: AbortSignal,
): Promise<ContainerDetails> {
  const inspect = await inspectRaw(link, container, signal)
  const row = await readRow(link, inspect.Id, signal)
  const { spec, notCarried } = specFromInspect(inspect)
  return {
    row,
    tty: inspect.Config.Tty,
    openStdin: inspect.Config.OpenStdin,
    isolation: inspect.HostConfig.Isolation ?? '',
    restartPolicy: restartPolicyText(inspect),
    startedAt: toTime(inspect.State.StartedAt),
    finishedAt: toTime(inspect.State.FinishedAt),
    inspect: JSON.stringify(inspect, null, 2),
    spec,
    notCarried,
  }
}

/** The list's row of one container, by its full id: only the list has the engine's words for its state. */
async function readRow(link: EngineLink, id: string, signal?: AbortSignal): Promise<ContainerRow> {
  const [summary] = await callEngine<ContainerSummary[]>(link, {
    method: 'GET',
    path: '/containers/json',
    query: { all: 1, filters: { id: [id] } },
    signal,
  })
  if (!summary) throw new SlipwayError(fromTable('container-not-found', '', { machine: link.machine, container: id }))
  return toContainerRow(summary)
}

function restartPolicyText({ HostConfig: { RestartPolicy: policy } }: ContainerInspect): string {
  const name = policy?.Name || 'no'
  return policy?.MaximumRetryCount ? `${name}:${policy.MaximumRetryCount}` : name
}

/** RFC 3339 to ms since the epoch; null for Go's zero time, which stands for never. */
export function toTime(text: string | undefined): number | null {
  if (!text || text.startsWith('0001-')) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}
