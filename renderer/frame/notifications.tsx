import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { api } from '../api/client.ts'
import { useTasks } from '../api/machines.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { TaskCard } from '../components/task-card.tsx'
import { useReturnFocus } from '../components/use-return-focus.ts'
import { componentStrings } from '../strings/components.ts'
import { notificationStrings as words } from '../strings/notifications.ts'
import { showFailure } from './toasts.tsx'
import { setNotificationsOpen } from './window-state.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(400px, 100vw)' },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  bar: { display: 'flex', justifyContent: 'flex-end', marginBottom: '8px' },
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, paddingBottom: '8px' },
})

/** The flyout of tasks: what runs, what ended, newest first. */
export function Notifications() {
  const styles = useStyles()
  useReturnFocus()
  const { rows } = useTasks()
  const close = () => setNotificationsOpen(false)
  const sorted = [...rows].sort((a, b) => b.startedAt - a.startedAt)
  const ended = sorted.filter(({ state }) => state !== 'running')
  const dismissEnded = () => {
    Promise.all(ended.map(({ id }) => api.tasks.dismiss({ task: id }))).catch(showFailure)
  }
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={words.title}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            // No tooltip: it would take the first Escape.
            <Button appearance="subtle" icon={<DismissRegular />} aria-label={componentStrings.close} onClick={close} />
          }
        >
          {words.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {ended.length > 1 && (
          <div className={styles.bar}>
            <Button size="small" appearance="subtle" onClick={dismissEnded}>
              {words.dismissEnded}
            </Button>
          </div>
        )}
        {sorted.length === 0 ? (
          <EmptyState title={words.empty} text={words.emptyHint} />
        ) : (
          <ul className={styles.list}>
            {sorted.map((task) => (
              <li key={task.id} className={styles.item}>
                <TaskCard task={task} />
              </li>
            ))}
          </ul>
        )}
      </DrawerBody>
    </OverlayDrawer>
  )
}
