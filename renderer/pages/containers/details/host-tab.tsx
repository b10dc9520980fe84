import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BesideHost } from '../../../../preload/contract/beside-host.ts'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatMemory } from '../../../components/format.ts'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { besideHostStrings as words } from '../../../strings/beside-host.ts'
import { Section } from './fact-list.tsx'
import { HostPicture } from './host-picture.tsx'
import { NeedsRunning } from './state-notice.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '12px 16px 24px' },
  text: { margin: '0 0 8px', color: tokens.colorNeutralForeground2 },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      height: '28px',
      padding: '0 8px 0 0',
      textAlign: 'left',
      fontWeight: tokens.fontWeightRegular,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      overflowWrap: 'anywhere',
    },
    '& thead th': { fontWeight: tokens.fontWeightSemibold },
  },
  none: { color: tokens.colorNeutralForeground3 },
})

/** K5: the container beside the host that it runs on. */
export function HostTab({ machine, row }: { machine: string; row: ContainerRow }) {
  const styles = useStyles()
  const isRunning = row.state === 'running' || row.state === 'paused'
  const beside = useQuery(
    query.containers.besideHost.queryOptions({
      input: { machine, container: row.id },
      enabled: isRunning,
      staleTime: 0,
      retry: false,
    }),
  )
  if (!isRunning) return <NeedsRunning row={row} what="host" />
  if (beside.error) {
    return (
      <div className={styles.root}>
        <ErrorPanel error={toExplained(beside.error)} onRetry={() => void beside.refetch()} />
      </div>
    )
  }
  if (!beside.data) return <ListSkeleton />
  const refresh = (
    <Button
      size="small"
      appearance="subtle"
      icon={<ArrowClockwiseRegular />}
      disabled={beside.isFetching}
      onClick={() => void beside.refetch()}
    >
      {words.refresh}
    </Button>
  )
  return <Compared data={beside.data} refresh={refresh} />
}

function Compared({ data, refresh }: { data: BesideHost; refresh: ReactNode }) {
  const styles = useStyles()
  const { container, host, processes, isolation, virtualMachines } = data
  const matched = processes.filter(({ onHost }) => onHost !== null).length
  // What started last is what the container is for; its console host comes with it.
  const program = processes.filter(({ name }) => name.toLowerCase() !== 'conhost').at(-1)?.name ?? words.container
  const told = (text: string | null) => text ?? <span className={styles.none}>{words.notTold}</span>
  return (
    <div className={styles.root}>
      <p className={styles.text}>{words[isolation]}</p>
      <HostPicture isolation={isolation} program={program} />
      <Section title={words.compared}>
        <table className={styles.table} aria-label={words.compared}>
          <thead>
            <tr>
              <td />
              <th scope="col">{words.container}</th>
              <th scope="col">{words.host}</th>
            </tr>
          </thead>
          <tbody>
            {(['hostName', 'edition', 'build'] as const).map((what) => (
              <tr key={what}>
                <th scope="row">{words[what]}</th>
                <td>{told(container[what])}</td>
                <td>{told(host[what])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={words.processes} end={refresh}>
        <p className={styles.text}>{words.count(matched, processes.length, data.hostProcesses)}</p>
        <table className={styles.table} aria-label={words.processes}>
          <thead>
            <tr>
              <th scope="col">{words.pid}</th>
              <th scope="col">{words.inContainer}</th>
              <th scope="col">{words.onHost}</th>
              <th scope="col">{words.memory}</th>
            </tr>
          </thead>
          <tbody>
            {processes.map(({ pid, name, onHost }) => (
              <tr key={pid}>
                <td>{pid}</td>
                <td>{name}</td>
                <td>{onHost ? onHost.name : <span className={styles.none}>{words.none}</span>}</td>
                <td>{onHost ? formatMemory(onHost.memory) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {isolation === 'hyperv' && (
        <Section title={words.virtualMachines}>
          <table className={styles.table} aria-label={words.virtualMachines}>
            <tbody>
              {virtualMachines.map(({ pid, name, memory }) => (
                <tr key={pid}>
                  <td>{pid}</td>
                  <td>{name}</td>
                  <td>{formatMemory(memory)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </div>
  )
}
