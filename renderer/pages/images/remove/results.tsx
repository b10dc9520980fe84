import { makeStyles } from '@fluentui/react-components'
import type { ImageRemoval, ImageRow, RemovalResult } from '../../../../preload/contract/images.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { StateDot } from '../../../components/state-dot.tsx'
import { removalStrings as words } from '../../../strings/images.ts'
import { outcomeWord, targetName } from './removal-plan.ts'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', gap: '12px', alignItems: 'baseline', flexWrap: 'wrap' },
  name: { overflowWrap: 'anywhere', minWidth: 0 },
  text: { margin: 0 },
})

interface Props {
  rows: readonly ImageRow[]
  results: readonly RemovalResult[]
  /** What was not asked for, as the engine would have refused it. */
  left: readonly ImageRemoval[]
}

/** What became of each, one by one. */
export function RemovalResults({ rows, results, left }: Props) {
  const styles = useStyles()
  const failed = results.filter(({ error }) => error).length
  return (
    <>
      {failed > 0 && <p className={styles.text}>{words.someFailed(failed, results.length)}</p>}
      <ul className={styles.list} aria-live="polite">
        {results.map(({ image, error, deleted }) => (
          <li key={image}>
            <div className={styles.head}>
              <span className={styles.name}>{targetName(image, rows)}</span>
              <StateDot
                tone={error ? 'bad' : 'good'}
                word={error ? words.failed : deleted.length > 0 ? words.removed : words.untagged}
              />
            </div>
            {error && <ErrorPanel error={error} />}
          </li>
        ))}
        {left.map((removal) => (
          <li key={removal.image} className={styles.head}>
            <span className={styles.name}>{targetName(removal.image, rows)}</span>
            <StateDot tone="off" word={outcomeWord(removal, false)} />
          </li>
        ))}
      </ul>
    </>
  )
}
