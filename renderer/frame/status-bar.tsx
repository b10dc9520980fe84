import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { PanelBottomRegular } from '@fluentui/react-icons'
import { useCurrentMachine, useTasks } from '../api/machines.ts'
import { saveSettings, useSettings } from '../api/settings.ts'
import { PracticeBadge } from '../components/practice-badge.tsx'
import { MachineStateDot } from '../components/state-dot.tsx'
import { frameStrings as words } from '../strings/frame.ts'
import { setNotificationsOpen } from './window-state.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    height: '28px',
    padding: '0 8px 0 16px',
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  version: { overflow: 'hidden', textOverflow: 'ellipsis' },
  end: { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: '4px' },
  button: { fontWeight: tokens.fontWeightRegular, minWidth: 0, height: '24px' },
  progress: { width: '80px' },
})

export function StatusBar() {
  const styles = useStyles()
  const machine = useCurrentMachine()
  const dock = useSettings((settings) => settings.dock)
  return (
    <footer className={styles.bar}>
      {machine && (
        <>
          <PracticeBadge machine={machine} />
          <MachineStateDot state={machine.state} />
          {machine.facts && (
            <span className={styles.version}>
              {machine.name} · {words.engineVersion(machine.facts.version, machine.facts.apiVersion)}
            </span>
          )}
        </>
      )}
      <div className={styles.end}>
        <RunningTasks />
        <Button
          size="small"
          appearance="subtle"
          className={styles.button}
          icon={<PanelBottomRegular />}
          aria-label={dock.open ? words.hideTerminals : words.showTerminals}
          aria-pressed={dock.open}
          aria-keyshortcuts="Control+`"
          onClick={() => void saveSettings({ dock: { ...dock, open: !dock.open } }).catch(() => {})}
        >
          {words.terminalsShort}
        </Button>
      </div>
    </footer>
  )
}

function RunningTasks() {
  const styles = useStyles()
  const running = useTasks().rows.filter(({ state }) => state === 'running')
  if (running.length === 0) return null
  const known = running.flatMap(({ progress }) =>
    progress && progress.total > 0 ? [progress.done / progress.total] : [],
  )
  const share = known.length === running.length ? known.reduce((sum, part) => sum + part, 0) / known.length : undefined
  return (
    <>
      <ProgressBar
        className={styles.progress}
        value={share}
        thickness="large"
        aria-label={words.tasksRunning(running.length)}
      />
      <Button size="small" appearance="subtle" className={styles.button} onClick={() => setNotificationsOpen(true)}>
        {running.length === 1 ? running[0]?.title : words.tasksRunning(running.length)}
      </Button>
    </>
  )
}
