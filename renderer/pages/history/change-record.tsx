import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { RunState } from '../../../preload/contract/setup.ts'
import { query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { CommandText } from '../../components/command-text.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { saveText } from '../../components/save-text.ts'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { setupStrings as words } from '../../strings/setup.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3 },
  button: { alignSelf: 'flex-start' },
})

/** H12: the run as Markdown for a ticket; `state` has it made anew when the run went on. */
export function ChangeRecord({ run, state }: { run: string; state: RunState }) {
  const styles = useStyles()
  const options = query.setup.record.queryOptions({ input: { run } })
  const read = useQuery({ ...options, queryKey: [...options.queryKey, state], staleTime: 0 })
  if (read.error) return <ErrorPanel error={toExplained(read.error)} onRetry={() => void read.refetch()} />
  const record = read.data
  if (!record) return <ListSkeleton rows={6} />
  return (
    <div className={styles.root}>
      <p className={styles.hint}>{words.recordHint}</p>
      <Button
        className={styles.button}
        size="small"
        icon={<ArrowDownloadRegular />}
        onClick={() => saveText(record.name, record.markdown)}
      >
        {record.name}
      </Button>
      <CommandText text={record.markdown} testId="change-record" />
    </div>
  )
}
