import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import type { TaskRow } from '../../preload/contract/tasks.ts'
import { api } from '../api/client.ts'
import { showFailure } from '../frame/toasts.tsx'
import { notificationStrings as words } from '../strings/notifications.ts'
import { ErrorPanel } from './error-panel.tsx'
import { formatAgo, formatBytes, formatDuration } from './format.ts'
import { StateDot, type StateTone } from './state-dot.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  head: { display: 'flex', alignItems: 'baseline', gap: '12px', justifyContent: 'space-between' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere', minWidth: 0 },
  secondary: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  actions: { display: 'flex', gap: '8px' },
})

const TONES: Record<TaskRow['state'], StateTone> = { running: 'busy', done: 'good', failed: 'bad', cancelled: 'off' }

function amount({ done, total, unit }: NonNullable<TaskRow['progress']>): string {
  const show = unit === 'bytes' ? formatBytes : String
  return total > 0 ? `${show(done)} of ${show(total)}` : show(done)
}

/** One task with its progress, and what can be done about it. */
export function TaskCard({ task, errors = true }: { task: TaskRow; errors?: boolean }) {
  const styles = useStyles()
  const { id, title, state, progress } = task
  const when = task.endedAt === null ? formatDuration(Date.now() - task.startedAt) : formatAgo(task.endedAt)
  const known = progress !== null && progress.total > 0
  const line = [task.message, progress && state === 'running' ? amount(progress) : '', when].filter(Boolean).join(' · ')
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        <StateDot tone={TONES[state]} word={words[state]} />
      </div>
      {state === 'running' && (
        <ProgressBar aria-label={title} value={known ? progress.done / progress.total : undefined} thickness="large" />
      )}
      <span className={styles.secondary}>{line}</span>
      {errors && task.error && state === 'failed' && <ErrorPanel error={task.error} />}
      <div className={styles.actions}>
        {state === 'running' && task.cancellable && (
          <Button
            size="small"
            aria-label={words.cancelTask(title)}
            onClick={() => void api.tasks.cancel({ task: id }).catch(showFailure)}
          >
            {words.cancel}
          </Button>
        )}
        {task.repeatable && state !== 'running' && (
          <Button
            size="small"
            aria-label={words.repeatTask(title)}
            onClick={() => void api.tasks.repeat({ task: id }).catch(showFailure)}
          >
            {words.repeat}
          </Button>
        )}
        {state !== 'running' && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={words.dismissTask(title)}
            onClick={() => void api.tasks.dismiss({ task: id }).catch(showFailure)}
          >
            {words.dismiss}
          </Button>
        )}
      </div>
    </div>
  )
}
