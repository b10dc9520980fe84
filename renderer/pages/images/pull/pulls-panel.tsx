import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { TaskRow } from '../../../../preload/contract/tasks.ts'
import { api } from '../../../api/client.ts'
import { useTasks } from '../../../api/machines.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { StateDot, type StateTone } from '../../../components/state-dot.tsx'
import { showFailure } from '../../../frame/toasts.tsx'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { LayerList, LayerStack } from './layer-bars.tsx'

/** More that ended badly are in the notifications. */
const SHOWN_ENDED = 2

const useStyles = makeStyles({
  root: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    flexShrink: 0,
    maxHeight: '45%',
    overflowY: 'auto',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  pull: { display: 'flex', flexDirection: 'column', gap: '4px', padding: '8px 16px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  actions: { display: 'flex', gap: '4px', marginLeft: 'auto' },
})

/** The pulls of this engine: those that run, with their layers, and those that ended without the image. */
export function PullsPanel({ machine }: { machine: string }) {
  const styles = useStyles()
  const { rows } = useTasks()
  const pulls = rows
    .filter((task) => task.kind === 'pull' && task.machine === machine && task.state !== 'done')
    .sort((a, b) => b.startedAt - a.startedAt)
  const running = pulls.filter(({ state }) => state === 'running')
  const ended = pulls.filter(({ state }) => state !== 'running').slice(0, SHOWN_ENDED)
  if (running.length + ended.length === 0) return null
  return (
    <ul className={styles.root} aria-label={words.panel}>
      {[...running, ...ended].map((task) => (
        <li key={task.id}>
          <Pull task={task} />
        </li>
      ))}
    </ul>
  )
}

const TONES: Record<TaskRow['state'], StateTone> = { running: 'busy', done: 'good', failed: 'bad', cancelled: 'off' }

function Pull({ task }: { task: TaskRow }) {
  const styles = useStyles()
  const { id, title, state, parts, progress } = task
  const running = state === 'running'
  // A few layers are shown at once; many would push the list away.
  const [open, setOpen] = useState(true)
  const finished = parts.filter((part) => part.state === 'done' || part.state === 'present').length
  const bytes =
    progress?.unit === 'bytes' && progress.total > 0
      ? words.of(formatBytes(progress.done), formatBytes(progress.total))
      : ''
  const facts = parts.length > 0 ? [words.layersDone(finished, parts.length), bytes] : [task.message]
  const line = running ? facts.filter(Boolean).join(' · ') : state === 'cancelled' ? words.cancelledHint : ''
  return (
    <section className={styles.pull} aria-label={title}>
      <div className={styles.head}>
        {running ? null : <StateDot tone={TONES[state]} word={words.ended[state]} />}
        <span className={styles.title}>{running ? words.pulling(title) : title}</span>
        <span className={styles.quiet}>{line}</span>
        <div className={styles.actions}>
          {running && parts.length > 0 && (
            <Button
              size="small"
              appearance="subtle"
              icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? words.hideLayers : words.showLayers(parts.length)}
            </Button>
          )}
          {running && task.cancellable && (
            <Button size="small" onClick={() => void api.tasks.cancel({ task: id }).catch(showFailure)}>
              {words.cancelPull}
            </Button>
          )}
          {!running && task.repeatable && <PullAgain task={id} />}
          {!running && (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => void api.tasks.dismiss({ task: id }).catch(showFailure)}
            >
              {words.dismiss}
            </Button>
          )}
        </div>
      </div>
      {running && parts.length === 0 && <ProgressBar aria-label={title} thickness="large" />}
      {running && parts.length > 0 && <LayerStack parts={parts} label={title} />}
      {running && open && parts.length > 0 && <LayerList parts={parts} label={words.layersOf(title)} />}
      {state === 'failed' && task.error && <ErrorPanel error={task.error} />}
    </section>
  )
}

/** The new task takes the place of the ended one. */
function PullAgain({ task }: { task: string }) {
  const again = async () => {
    await api.tasks.repeat({ task })
    await api.tasks.dismiss({ task })
  }
  return (
    <Button size="small" appearance="primary" onClick={() => void again().catch(showFailure)}>
      {words.pullAgain}
    </Button>
  )
}
