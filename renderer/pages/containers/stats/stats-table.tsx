import { makeStyles, tokens } from '@fluentui/react-components'
import type { StatsSample } from '../../../../preload/contract/containers.ts'
import { containerStrings } from '../../../strings/containers.ts'
import { CHARTS } from './charts.ts'

const words = containerStrings.stats
const SHOWN = 60

const useStyles = makeStyles({
  scroll: {
    overflow: 'auto',
    maxHeight: '480px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', width: '100%', fontVariantNumeric: 'tabular-nums' },
  cell: {
    padding: '4px 12px',
    textAlign: 'end',
    whiteSpace: 'nowrap',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  first: { textAlign: 'start' },
})

/** The charts as numbers, for those who listen or want figures. */
export function StatsTable({ samples }: { samples: readonly StatsSample[] }) {
  const styles = useStyles()
  const columns = CHARTS.flatMap(({ title, series, format }) =>
    series.map(({ label, value }) => ({ title: series.length > 1 ? `${title}, ${label}` : title, value, format })),
  )
  const newest = samples.slice(-SHOWN).reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words.tableLabel}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.cell} ${styles.first}`}>
              {words.seconds}
            </th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className={styles.cell}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map((sample) => (
            <tr key={sample.at}>
              <th scope="row" className={`${styles.cell} ${styles.first}`} style={{ fontWeight: 'normal' }}>
                {new Date(sample.at).toLocaleTimeString()}
              </th>
              {columns.map(({ title, value, format }) => (
                <td key={title} className={styles.cell}>
                  {format(value(sample))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
