import type { ContainerAction, ContainerRow } from '../../../preload/contract/containers.ts'
import type { EngineFacts } from '../../../preload/contract/machines.ts'

export type ActionKind = ContainerAction['kind']

/** What of an engine decides which actions are offered; null while it is not known. */
export type EngineTraits = Pick<EngineFacts, 'os' | 'defaultIsolation'> | null

const FROM: Record<ActionKind, readonly ContainerRow['state'][]> = {
  start: ['created', 'exited'],
  stop: ['running', 'paused', 'restarting'],
  restart: ['running', 'paused', 'restarting'],
  pause: ['running'],
  unpause: ['paused'],
  kill: ['running', 'paused', 'restarting'],
  remove: ['created', 'running', 'paused', 'restarting', 'exited', 'dead'],
}

/** The isolation that a container has: its own, or the engine's default. Null on Linux, or unknown. */
export function effectiveIsolation(own: string | undefined, engine: EngineTraits): 'process' | 'hyperv' | null {
  if (engine?.os !== 'windows') return null
  return own === 'process' || own === 'hyperv' ? own : engine.defaultIsolation
}

/**
 * Whether an action is offered. Pausing is not under process isolation, which a Windows engine refuses; the list does
 * not know a container's own isolation, so there the engine's default decides.
 */
export function isOffered(kind: ActionKind, engine: EngineTraits, isolation?: string): boolean {
  if (kind !== 'pause' && kind !== 'unpause') return true
  return effectiveIsolation(isolation, engine) !== 'process'
}

/** Whether a container is in a state from which the action leads somewhere. */
export function isPossible(kind: ActionKind, row: ContainerRow): boolean {
  return FROM[kind].includes(row.state)
}

/** The containers of these that an action would be carried out on. */
export function actedOn(kind: ActionKind, rows: readonly ContainerRow[]): ContainerRow[] {
  return rows.filter((row) => isPossible(kind, row))
}

/** What a running Windows container must be stopped for (moby daemon/changes.go, commit.go, archive_windows.go). */
export function mustStopFirst(
  what: 'changes' | 'commit' | 'files',
  row: ContainerRow,
  engine: EngineTraits,
  isolation: string,
): boolean {
  if (engine?.os !== 'windows' || (row.state !== 'running' && row.state !== 'paused')) return false
  return what === 'files' ? effectiveIsolation(isolation, engine) === 'hyperv' : true
}
