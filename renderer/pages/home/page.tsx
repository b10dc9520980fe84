import { makeStyles, tokens } from '@fluentui/react-components'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import type { ImageRow } from '../../../preload/contract/images.ts'
import type { TerminalRow } from '../../../preload/contract/terminals.ts'
import { api } from '../../api/client.ts'
import { useHost } from '../../api/host.ts'
import { useLive } from '../../api/live.ts'
import { useCurrentMachine, useMachines, useTasks } from '../../api/machines.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Page } from '../../components/page-layout.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { homeStrings as words } from '../../strings/home.ts'
import { judgeHost } from './host-stations.ts'
import { ImagesBySize } from './images-by-size.tsx'
import { RecentTasks } from './recent-tasks.tsx'
import { Road } from './road.tsx'
import { RunsNow } from './runs-now.tsx'
import { StationAction } from './station-action.tsx'
import { judgeStations } from './stations.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px', maxWidth: '1120px' },
  below: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: '24px',
    alignItems: 'start',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '16px',
  },
})

/** Home is the road: from a host, where it is known, to a terminal in a running container, with the one next action. */
export function HomePage() {
  const styles = useStyles()
  const machines = useMachines()
  const machine = useCurrentMachine()
  const connected = machine?.state.kind === 'connected' ? machine.id : null
  const images = useLive<ImageRow>(connected ? ['images', connected] : null, (signal) =>
    api.images.watch({ machine: connected ?? '' }, { signal }),
  )
  const containers = useLive<ContainerRow>(connected ? ['containers', connected] : null, (signal) =>
    api.containers.watch({ machine: connected ?? '' }, { signal }),
  )
  const terminals = useLive<TerminalRow>(['terminals'], (signal) => api.terminals.watch(undefined, { signal }))
  const tasks = useTasks().rows
  const host = useHost(machine)
  if (machines.status === 'loading') {
    return (
      <Page title={words.title} scrolls>
        <ListSkeleton rows={6} />
      </Page>
    )
  }
  if (machines.error && machines.rows.length === 0) {
    return (
      <Page title={words.title} scrolls>
        <ErrorPanel error={machines.error} onRetry={machines.retry} />
      </Page>
    )
  }
  const facts = {
    machine,
    images: images.status === 'live' ? images.rows : null,
    containers: containers.status === 'live' ? containers.rows : null,
    terminals: terminals.rows,
  }
  const state = machine?.state
  const failure = machine?.problem ?? (state?.kind === 'failed' || state?.kind === 'reconnecting' ? state.error : null)
  const running = containers.rows.filter((row) => row.state === 'running')
  const stations = [...(host ? judgeHost(host.facts, host.failed) : []), ...judgeStations(facts)]
  return (
    <Page title={words.title} subtitle={machine?.name} scrolls>
      <div className={styles.root}>
        <Road
          stations={stations}
          trouble={
            failure &&
            machine && (
              <ErrorPanel
                error={failure}
                onRetry={() => void api.machines.retry({ machine: machine.id }).catch(showFailure)}
              />
            )
          }
          action={(station) => (
            <StationAction
              station={station}
              target={host?.target ?? ''}
              done={stations.some(({ id, state }) => id === station && state === 'done')}
              facts={facts}
              failed={failure !== null && failure !== undefined}
            />
          )}
        />
        <div className={styles.below}>
          <RunsNow machine={connected} containers={running} />
          <ImagesBySize machine={connected} images={images.rows} />
          <RecentTasks tasks={tasks} />
        </div>
      </div>
    </Page>
  )
}
