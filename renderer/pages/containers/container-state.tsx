import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { StateDot, type StateTone } from '../../components/state-dot.tsx'
import { containerStrings as words } from '../../strings/containers.ts'
import { usePendingAction } from './pending.ts'

type Shown = Pick<ContainerRow, 'state' | 'health' | 'exitCode'>

/** The word for a state, with health and exit code where there is one. */
export function stateWord({ state, health, exitCode }: Shown): string {
  if (state === 'exited' && exitCode !== null) return words.exitedWith(exitCode)
  if (state !== 'running') return words.states[state]
  if (health === 'unhealthy') return words.unhealthy
  return health === 'starting' ? words.starting : words.states.running
}

function stateTone({ state, health, exitCode }: Shown): StateTone {
  switch (state) {
    case 'running':
      return health === 'unhealthy' ? 'bad' : health === 'starting' ? 'busy' : 'good'
    case 'paused':
      return 'warning'
    case 'restarting':
    case 'removing':
      return 'busy'
    case 'exited':
      return exitCode ? 'bad' : 'off'
    case 'dead':
      return 'bad'
    case 'created':
      return 'off'
  }
}

/** The state as the engine told it, or what was asked and is under way. */
export function ContainerState({ row }: { row: ContainerRow }) {
  const pending = usePendingAction(row.id)
  return pending ? (
    <StateDot tone="busy" word={words.doing[pending]} />
  ) : (
    <StateDot tone={stateTone(row)} word={stateWord(row)} />
  )
}

export type StateFilter = keyof typeof words.filters

/** The filter of that name, as it was remembered; all for one that is not known. */
export function toStateFilter(name: string | undefined): StateFilter {
  return name !== undefined && Object.hasOwn(words.filters, name) ? (name as StateFilter) : 'all'
}

/** Whether a container is shown while the list is limited to some state. */
export function isInState(row: ContainerRow, filter: StateFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'running':
      return row.state === 'running' || row.state === 'restarting'
    case 'stopped':
      return row.state === 'exited' || row.state === 'created' || row.state === 'dead'
    case 'paused':
      return row.state === 'paused'
    case 'unhealthy':
      return row.health === 'unhealthy'
  }
}
