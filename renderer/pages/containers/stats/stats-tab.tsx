import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components'
import { lazy, Suspense, useMemo, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerRow, StatsSample } from '../../../../preload/contract/containers.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { ACTION_ICONS } from '../action-icons.tsx'
import { useContainerActions } from '../actions-context.ts'
import { cpuLimit, readInspect } from '../details/inspect-shown.ts'
import { NeedsRunning } from '../details/state-notice.tsx'
import { CHARTS, type ChartKind, type StatsLimits } from './charts.ts'
import { StatsTable } from './stats-table.tsx'
import { useSamples } from './use-samples.ts'

const words = containerStrings.stats
const Plot = lazy(() => import('./plot.tsx').then(({ Plot: component }) => ({ default: component })))

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '8px 16px 16px' },
  head: { display: 'flex', alignItems: 'baseline', gap: '12px', flexWrap: 'wrap' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  now: { fontVariantNumeric: 'tabular-nums' },
  legend: {
    display: 'flex',
    gap: '16px',
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  mark: { width: '18px', height: 0, borderTop: `2px solid ${tokens.colorBrandForeground1}` },
  second: { borderTopStyle: 'dashed', borderTopColor: tokens.colorPaletteMarigoldForeground2 },
})

interface Props {
  machine: string
  row: ContainerRow
  runs: boolean
  limits: StatsLimits
}

/** K4: processors, memory, network and disk of a running container, live. */
export function StatsTab({ machine, row, inspect }: Omit<Props, 'runs' | 'limits'> & { inspect: string | undefined }) {
  const runs = row.state === 'running' || row.state === 'paused'
  // One that ended while it was looked at keeps its charts: they show what led to it.
  const [ran, setRan] = useState(runs)
  if (runs && !ran) setRan(true)
  const limits = useMemo(() => {
    const shown = readInspect(inspect ?? '')
    return { cpus: cpuLimit(shown), memory: shown.HostConfig.Memory }
  }, [inspect])
  if (!ran) return <NeedsRunning row={row} what="stats" />
  return <LiveStats machine={machine} row={row} runs={runs} limits={limits} />
}

function LiveStats({ machine, row, runs, limits }: Props) {
  const styles = useStyles()
  const { run } = useContainerActions()
  const { samples, error, ended, retry } = useSamples(machine, row.id)
  const [view, setView] = useState<'charts' | 'table'>('charts')
  if (!runs && samples.length === 0) return <NeedsRunning row={row} what="stats" />
  return (
    <div className={styles.root}>
      <TabList
        size="small"
        selectedValue={view}
        aria-label={words.view}
        onTabSelect={(_, { value }) => setView(value === 'table' ? 'table' : 'charts')}
      >
        <Tab value="charts">{words.charts}</Tab>
        <Tab value="table">{words.table}</Tab>
      </TabList>
      {error && <ErrorPanel error={error} onRetry={retry} />}
      {!runs && (
        <MessageBar intent="info">
          <MessageBarBody>{words.stopped}</MessageBarBody>
          {(row.state === 'exited' || row.state === 'created') && (
            <MessageBarActions>
              <Button size="small" icon={ACTION_ICONS.start} onClick={() => void run([row], { kind: 'start' })}>
                {containerStrings.startAgain}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
      {ended && runs && (
        <MessageBar intent="info">
          <MessageBarBody>{words.ended}</MessageBarBody>
        </MessageBar>
      )}
      {samples.length === 0 && !error && !ended && (
        <div role="status">
          {words.waiting}
          <ListSkeleton rows={6} />
        </div>
      )}
      {samples.length > 0 && view === 'charts' && (
        <Suspense fallback={<ListSkeleton rows={6} />}>
          {CHARTS.map((chart) => (
            <Chart key={chart.id} chart={chart} samples={samples} limits={limits} />
          ))}
        </Suspense>
      )}
      {samples.length > 0 && view === 'table' && <StatsTable samples={samples} />}
      <EquivalentCommand command={toEquivalent({ action: 'stats', containers: [row.name] })} />
    </div>
  )
}

function Chart(props: { chart: ChartKind; samples: readonly StatsSample[]; limits: StatsLimits }) {
  const { chart, samples, limits } = props
  const styles = useStyles()
  const [index, setIndex] = useState<number | null>(null)
  const newest = samples.at(-1)
  const pointed = (index === null ? undefined : samples[index]) ?? newest
  return (
    <figure style={{ margin: 0 }} aria-label={words.chart(chart.title)}>
      <figcaption className={styles.head}>
        <h3 className={styles.title}>{chart.title}</h3>
        <span className={styles.now}>{newest && chart.now(newest, limits)}</span>
        <span className={styles.legend}>
          {chart.series.map(({ label, value }, at) => (
            <span key={label} className={styles.key}>
              <span className={at === 0 ? styles.mark : `${styles.mark} ${styles.second}`} aria-hidden="true" />
              {label} {pointed && chart.format(value(pointed))}
            </span>
          ))}
        </span>
      </figcaption>
      <Plot chart={chart} samples={samples} onPoint={setIndex} />
    </figure>
  )
}
