import { SlipwayError } from '../../preload/contract/explained.ts'
import type { EngineFacts } from '../../preload/contract/machines.ts'
import { fromTable } from '../explain/explain.ts'
import { type ContainerInspect, inspectRaw } from './container-inspect.ts'
import type { EngineLink } from './link.ts'

/** What Windows refuses of some or all containers. */
export type WindowsSensitive = 'pause' | 'limits' | 'changes' | 'commit' | 'files'

/** The state that decides. */
export interface RefusalState {
  running: boolean
  /** As inspect says: '', 'default', 'process' or 'hyperv'. */
  isolation: string
}

/**
 * What a Windows engine refuses, known beforehand (moby daemon/changes.go, commit.go, archive_windows.go,
 * container_windows.go, pause.go): the code in the table of failures, or null when it may be done.
 */
export function windowsRefusal(
  what: WindowsSensitive,
  state: RefusalState,
  facts: Pick<EngineFacts, 'os' | 'defaultIsolation'>,
): 'windows-stop-first' | 'windows-not-supported' | null {
  if (facts.os !== 'windows') return null
  const own = state.isolation === 'process' || state.isolation === 'hyperv' ? state.isolation : facts.defaultIsolation
  if (what === 'limits') return 'windows-not-supported'
  if (what === 'pause') return own === 'process' ? 'windows-not-supported' : null
  if (!state.running) return null
  if (what === 'files') return own === 'hyperv' ? 'windows-stop-first' : null
  return 'windows-stop-first'
}

/** Throws the refusal as a SlipwayError, with "stop first" where that helps; asks the engine on Windows only. */
export async function refuseOnWindows(
  link: EngineLink,
  container: string,
  what: WindowsSensitive,
  signal?: AbortSignal,
  known?: ContainerInspect,
): Promise<void> {
  const facts = link.facts()
  if (facts.os !== 'windows') return
  const inspect = known ?? (await inspectRaw(link, container, signal))
  const state = { running: inspect.State.Running, isolation: inspect.HostConfig.Isolation ?? '' }
  const code = windowsRefusal(what, state, facts)
  if (code) throw new SlipwayError(fromTable(code, '', { machine: link.machine, container }))
}
