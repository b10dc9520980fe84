import { Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContainerRow, RemovalLoss } from '../../../../preload/contract/containers.ts'
import { query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { ActionDialog } from './action-dialog.tsx'

const LISTED = 20

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none', maxHeight: '240px', overflow: 'auto' },
  item: { padding: '4px 0', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  loss: { color: tokens.colorNeutralForeground2 },
  text: { margin: 0 },
  checks: { display: 'flex', flexDirection: 'column' },
})

function lossText(loss: RemovalLoss): string {
  const layer =
    loss.writableBytes === 0
      ? words.removeNothing
      : words.removeLoses(loss.writableBytes === null ? null : formatBytes(loss.writableBytes))
  return [loss.running ? words.removeRuns : '', layer].filter(Boolean).join(' ')
}

interface Props {
  rows: readonly ContainerRow[]
  onClose: () => void
}

/** K3: names exactly what a removal loses before it is done. */
export function RemoveDialog({ rows, onClose }: Props) {
  const styles = useStyles()
  const { machine, run } = useContainerActions()
  const [volumes, setVolumes] = useState(false)
  const [force, setForce] = useState(false)
  const preview = useQuery(
    query.containers.previewRemoval.queryOptions({
      input: { machine: machine.id, containers: rows.map(({ id }) => id) },
      staleTime: 0,
      gcTime: 0,
    }),
  )
  const losses = preview.data ?? []
  const running = losses.filter((loss) => loss.running)
  const anonymous = losses.reduce((sum, loss) => sum + loss.anonymousVolumes.length, 0)
  const total = losses.reduce((sum, loss) => sum + (loss.writableBytes ?? 0), 0)
  const names = rows.map(({ name }) => name)
  return (
    <ActionDialog
      alert
      title={words.removeTitle(names)}
      confirm={rows.length === 1 ? words.actions.remove : words.removeTitle(names)}
      disabled={preview.isPending || losses.length === 0 || (running.length > 0 && !force)}
      action={{ action: 'rm', containers: names, force, volumes }}
      onConfirm={async () => {
        const ids = new Set(losses.map(({ container }) => container))
        void run(
          rows.filter(({ id }) => ids.has(id)),
          { kind: 'remove', force, volumes },
        )
      }}
      onClose={onClose}
    >
      {preview.isPending && <ListSkeleton rows={2} />}
      {preview.error && <ErrorPanel error={toExplained(preview.error)} onRetry={() => void preview.refetch()} />}
      {preview.data && losses.length === 0 && <p className={styles.text}>{words.removeGone}</p>}
      {losses.length > 0 && (
        <ul className={styles.list} tabIndex={losses.length > 4 ? 0 : undefined} aria-label={words.removeTitle(names)}>
          {losses.slice(0, LISTED).map((loss) => (
            <li key={loss.container} className={styles.item}>
              <div className={styles.name}>{loss.name}</div>
              <div className={styles.loss}>{lossText(loss)}</div>
            </li>
          ))}
          {losses.length > LISTED && <li className={styles.item}>{words.removeMore(losses.length - LISTED)}</li>}
        </ul>
      )}
      {losses.length > 1 && total > 0 && <p className={styles.text}>{words.total(formatBytes(total))}</p>}
      {losses.length > 0 && (
        <div className={styles.checks}>
          {running.length > 0 && (
            <Checkbox
              label={words.removeForce(losses.length === 1 ? 1 : running.length)}
              checked={force}
              onChange={(_, { checked }) => setForce(checked === true)}
            />
          )}
          {anonymous > 0 && (
            <Checkbox
              label={words.removeAlsoVolumes(anonymous)}
              checked={volumes}
              onChange={(_, { checked }) => setVolumes(checked === true)}
            />
          )}
          <p className={`${styles.text} ${styles.loss}`}>{words.removeKept}</p>
        </div>
      )}
    </ActionDialog>
  )
}
