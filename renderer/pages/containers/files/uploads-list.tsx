import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { useTasks } from '../../../api/machines.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { showFailure } from '../../../frame/toasts.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import type { Upload } from './use-uploads.ts'

const words = containerStrings.files

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '8px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    maxHeight: '40%',
    overflow: 'auto',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap' },
  name: { overflowWrap: 'anywhere', flex: 1 },
  failed: { margin: '0 0 4px' },
})

interface Props {
  uploads: readonly Upload[]
  onRetry: (upload: Upload, overwrite: boolean) => void
  onCancel: (upload: Upload) => Promise<void>
  onForget: (key: number) => void
}

/** Files on their way, with progress, and those that were not taken, with the reason. */
export function UploadsList({ uploads, onRetry, onCancel, onForget }: Props) {
  const styles = useStyles()
  const tasks = useTasks().byId
  if (uploads.length === 0) return null
  return (
    <ul className={styles.list} aria-live="polite">
      {uploads.map((upload) => {
        const { key, file, task, error } = upload
        const told = task ? tasks.get(task) : undefined
        const progress = told?.progress ?? null
        if (error) {
          return (
            <li key={key}>
              <div className={styles.line}>
                <p className={`${styles.name} ${styles.failed}`}>{words.uploadFailed(file.name)}</p>
                <Button size="small" appearance="subtle" onClick={() => onForget(key)}>
                  {words.skip}
                </Button>
              </div>
              <ErrorPanel
                error={told?.error ?? error}
                onRetry={() => onRetry(upload, false)}
                onAction={(action) => {
                  if (action.kind !== 'force') return false
                  onRetry(upload, true)
                  return true
                }}
              />
            </li>
          )
        }
        return (
          <li key={key}>
            <div className={styles.line}>
              <span className={styles.name}>{words.uploading(file.name)}</span>
              {progress && <span>{words.progress(formatBytes(progress.done), formatBytes(file.size))}</span>}
              {task && (
                <Button size="small" onClick={() => void onCancel(upload).catch(showFailure)}>
                  {words.cancel}
                </Button>
              )}
            </div>
            <ProgressBar
              aria-label={words.uploading(file.name)}
              value={progress && file.size > 0 ? Math.min(1, progress.done / file.size) : undefined}
            />
          </li>
        )
      })}
    </ul>
  )
}
