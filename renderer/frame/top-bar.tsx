import { Button, CounterBadge, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { AlertRegular, SearchRegular } from '@fluentui/react-icons'
import { useTasks } from '../api/machines.ts'
import { frameStrings as words } from '../strings/frame.ts'
import { ConnectionSwitcher } from './connection-switcher.tsx'
import { openPalette, setNotificationsOpen, useWindowState } from './window-state.ts'

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    // The connection needs the room: its name, state, system with build, and default isolation.
    gridTemplateColumns: 'minmax(0, 5fr) minmax(160px, 360px) minmax(40px, 2fr)',
    alignItems: 'center',
    gap: '12px',
    height: '44px',
    padding: '0 8px',
    flexShrink: 0,
    // At 200 % zoom the connection's name and state come before the search's words.
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(44px, 220px) auto' },
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  start: { display: 'flex', minWidth: 0 },
  search: {
    justifyContent: 'flex-start',
    width: '100%',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
  },
  searchText: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flexGrow: 1, textAlign: 'start' },
  keys: { marginLeft: '12px', fontSize: tokens.fontSizeBase200, '@media (max-width: 860px)': { display: 'none' } },
  end: { display: 'flex', justifyContent: 'flex-end' },
  alert: { position: 'relative' },
  badge: { position: 'absolute', top: '2px', right: '2px', pointerEvents: 'none' },
})

export function TopBar() {
  const styles = useStyles()
  const { rows } = useTasks()
  const open = useWindowState(({ notificationsOpen }) => notificationsOpen)
  const running = rows.filter(({ state }) => state === 'running').length
  const failed = rows.filter(({ state }) => state === 'failed').length
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <ConnectionSwitcher />
      </div>
      <Button
        className={styles.search}
        icon={<SearchRegular />}
        onClick={() => openPalette()}
        aria-keyshortcuts="Control+K Control+Shift+P"
      >
        <span className={styles.searchText}>{words.search}</span>
        <span className={styles.keys} aria-hidden="true">
          Ctrl+K
        </span>
      </Button>
      <div className={styles.end}>
        <span className={styles.alert}>
          <Tooltip content={words.notificationsCount(running, failed)} relationship="label">
            <Button
              appearance="subtle"
              icon={<AlertRegular />}
              aria-expanded={open}
              onClick={() => setNotificationsOpen(!open)}
            />
          </Tooltip>
          {running + failed > 0 && (
            <CounterBadge
              className={styles.badge}
              size="small"
              color={failed > 0 ? 'danger' : 'brand'}
              count={running + failed}
              aria-hidden="true"
            />
          )}
        </span>
      </div>
    </header>
  )
}
