import { MessageBar, MessageBarBody, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { lazy, Suspense, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerRow, StatsSample } from '../../../../preload/contract/containers.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { NeedsRunning } from '../details/state-notice.tsx'
import { CHARTS, type ChartKind } from './charts.ts'
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

/** K4: processors, memory, network and disk of a running container, live. */
export function StatsTab({ machine, row }: { machine: string; row: ContainerRow }) {
  if (row.state !== 'running' && row.state !== 'paused') return <NeedsRunning row={row} what="stats" />
  return <LiveStats machine={machine} row={row} />
}

function LiveStats({ machine, row }: { machine: string; row: ContainerRow }) {
  const styles = useStyles()
  const { samples, error, ended, retry } = useSamples(machine, row.id)
  const [view, setView] = useState<'charts' | 'table'>('charts')
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
      {ended && (
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
            <Chart key={chart.id} chart={chart} samples={samples} />
          ))}
        </Suspense>
      )}
      {samples.length > 0 && view === 'table' && <StatsTable samples={samples} />}
      <EquivalentCommand command={toEquivalent({ action: 'stats', containers: [row.name] })} />
    </div>
  )
}

function Chart({ chart, samples }: { chart: ChartKind; samples: readonly StatsSample[] }) {
  const styles = useStyles()
  const [index, setIndex] = useState<number | null>(null)
  const newest = samples.at(-1)
  const pointed = (index === null ? undefined : samples[index]) ?? newest
  return (
    <figure style={{ margin: 0 }} aria-label={words.chart(chart.title)}>
      <figcaption className={styles.head}>
        <h3 className={styles.title}>{chart.title}</h3>
        <span className={styles.now}>{newest && chart.now(newest)}</span>
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
