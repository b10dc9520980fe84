import { makeStyles, tokens } from '@fluentui/react-components'
import type { ImageRemoval, ImageRow } from '../../../../preload/contract/images.ts'
import { formatBytes } from '../../../components/format.ts'
import { removalStrings as words } from '../../../strings/images.ts'
import { freedBytes, goes, outcomeWord, targetName } from './removal-plan.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px' },
  text: { margin: 0 },
  quiet: { margin: '4px 0 0', color: tokens.colorNeutralForeground3 },
  mono: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  scroll: { maxHeight: '240px', overflow: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%' },
  cell: {
    textAlign: 'start',
    padding: '4px 12px 4px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    verticalAlign: 'top',
  },
  // Room for a name before it is broken.
  name: { minWidth: '180px' },
  end: { textAlign: 'end', whiteSpace: 'nowrap' },
})

interface Props {
  rows: readonly ImageRow[]
  preview: readonly ImageRemoval[]
  force: boolean
}

/** Exactly what would be untagged, deleted and freed: as sentences for one image, as a table for several. */
export function Outcome({ rows, preview, force }: Props) {
  const styles = useStyles()
  if (rows.length > 1) return <OutcomeTable rows={rows} preview={preview} force={force} />
  const carried = preview.filter((each) => goes(each, force))
  if (carried.length === 0) {
    return preview.every(({ conflict }) => conflict === null) ? <p className={styles.text}>{words.nothing}</p> : null
  }
  const untags = carried.flatMap((each) => each.untags)
  const deletes = carried.some((each) => each.deletes)
  return (
    <div>
      {untags.length > 0 && (
        <>
          <p className={styles.text}>{words.untags}:</p>
          <ul className={styles.list}>
            {untags.map((untag) => (
              <li key={untag} className={styles.mono}>
                {untag}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.text}>{deletes ? words.deletes : words.stays}</p>
      {deletes && (
        <p className={styles.quiet}>
          {words.frees(formatBytes(freedBytes(carried, force)))}. {words.freesHint}
        </p>
      )}
    </div>
  )
}

function OutcomeTable({ rows, preview, force }: Props) {
  const styles = useStyles()
  const freed = freedBytes(preview, force)
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={words.outcome}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.cell}>
                {words.item}
              </th>
              <th scope="col" className={styles.cell}>
                {words.outcome}
              </th>
              <th scope="col" className={`${styles.cell} ${styles.end}`}>
                {words.space}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.map((each) => (
              <tr key={each.image}>
                <td className={`${styles.cell} ${styles.name}`}>{targetName(each.image, rows)}</td>
                <td className={styles.cell}>{outcomeWord(each, force)}</td>
                <td className={`${styles.cell} ${styles.end}`}>
                  {goes(each, force) && each.deletes ? formatBytes(each.frees) : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {freed > 0 && <p className={styles.quiet}>{words.total(formatBytes(freed))}</p>}
    </div>
  )
}
