import { Button, makeStyles } from '@fluentui/react-components'
import type { TaskRow } from '../../../preload/contract/tasks.ts'
import { TaskCard } from '../../components/task-card.tsx'
import { setNotificationsOpen } from '../../frame/window-state.ts'
import { homeStrings as words } from '../../strings/home.ts'
import { Section } from './section.tsx'

const SHOWN = 4

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '12px' },
})

/** The newest tasks; the flyout has all of them. */
export function RecentTasks({ tasks }: { tasks: readonly TaskRow[] }) {
  const styles = useStyles()
  const newest = [...tasks].sort((a, b) => b.startedAt - a.startedAt)
  return (
    <Section
      title={words.tasks}
      nothing={tasks.length === 0 && words.tasksNothing}
      end={
        tasks.length > SHOWN && (
          <Button size="small" appearance="subtle" onClick={() => setNotificationsOpen(true)}>
            {words.allTasks}
          </Button>
        )
      }
    >
      <ul className={styles.list}>
        {newest.slice(0, SHOWN).map((task) => (
          <li key={task.id}>
            <TaskCard task={task} errors={false} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
