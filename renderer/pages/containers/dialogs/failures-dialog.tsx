import { makeStyles, tokens } from '@fluentui/react-components'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'

export interface Failure {
  row: ContainerRow
  error: Explained
}

/** More of them are a matter for the log, not for reading. */
const SHOWN = 50

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '12px' },
  name: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})

interface Props {
  title: string
  failures: readonly Failure[]
  onForce?: (row: ContainerRow) => void
  onRetry: (rows: readonly ContainerRow[]) => void
  onClose: () => void
}

/** Which containers an action failed for, and why, each with what can be done. */
export function FailuresDialog({ title, failures, onForce, onRetry, onClose }: Props) {
  const styles = useStyles()
  return (
    <FormDialog
      title={title}
      submit={failures.length > 1 ? words.tryAllAgain : undefined}
      onSubmit={() => onRetry(failures.map(({ row }) => row))}
      onClose={onClose}
    >
      <ul className={styles.list}>
        {failures.slice(0, SHOWN).map(({ row, error }) => (
          <li key={row.id}>
            <h3 className={styles.name}>{row.name}</h3>
            <ErrorPanel
              error={error}
              onRetry={() => onRetry([row])}
              onAction={
                onForce &&
                ((action) => {
                  if (action.kind !== 'force') return false
                  onForce(row)
                  return true
                })
              }
            />
          </li>
        ))}
      </ul>
      {failures.length > SHOWN && <p>{words.moreFailures(failures.length - SHOWN)}</p>}
    </FormDialog>
  )
}
