import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { TerminalRow } from '../../preload/contract/terminals.ts'
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { useLink } from '../api/link.ts'
import { useMachines } from '../api/machines.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { showFailure } from '../frame/toasts.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { useThemeName } from '../theme/use-theme.ts'
import { useDock } from './dock-state.ts'
import type { Pane } from './dock-tree.ts'
import { mountedTerminal } from './mounted-terminals.ts'
import { closePane, startPane } from './open-terminal.ts'
import { TerminalView } from './terminal-view.tsx'
import { useTerminals } from './use-terminals.ts'

const useStyles = makeStyles({
  root: { position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 },
  centre: {
    display: 'flex',
    flex: 1,
    alignItems: 'center',
    justifyContent: 'center',
    padding: '12px',
    overflow: 'auto',
  },
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    padding: '4px 12px',
    minHeight: '36px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  reason: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  grow: { flex: 1 },
})

interface TerminalPaneProps {
  pane: Pane
  active: boolean
  onLeave: () => void
  onFocus: () => void
}

/** A pane of the dock: its session in whatever state it is, and the way on from there. */
export function TerminalPane({ pane, active, onLeave, onFocus }: TerminalPaneProps) {
  const styles = useStyles()
  const failure = useDock(({ failures }) => failures[pane.id])
  const { byId, status, stale } = useTerminals()
  const open = (): void => void startPane(pane.id, pane.source)
  const close = (): void => void closePane(pane.id)

  if (failure) {
    return (
      <div className={styles.centre}>
        <ErrorPanel error={failure} onRetry={open} />
      </div>
    )
  }
  if (pane.terminal === null) return <StartingPane onStart={open} />
  const row = byId.get(pane.terminal)
  if (!row && status === 'live' && !stale) {
    return (
      <div className={styles.centre}>
        <EmptyState
          title={words.gone}
          text={words.goneHint}
          action={
            <>
              <Button appearance="primary" onClick={open}>
                {words.openAgain}
              </Button>
              <Button onClick={close}>{words.close}</Button>
            </>
          }
        />
      </div>
    )
  }
  return (
    <div className={styles.root}>
      <TerminalView
        terminal={pane.terminal}
        title={row?.title ?? ''}
        active={active}
        ended={row?.state.kind === 'ended'}
        onLeave={onLeave}
        onFocus={onFocus}
      />
      <Banner terminal={pane.terminal} row={row} onClose={close} />
    </div>
  )
}

/** A page reloaded before main answered: the session was never told, so it is opened anew. */
function StartingPane({ onStart }: { onStart: () => void }) {
  const styles = useStyles()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, a while after it appeared
  useEffect(() => {
    const timer = setTimeout(onStart, 15_000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.centre}>
      <Spinner size="small" label={words.starting} />
    </div>
  )
}

function Banner({ terminal, row, onClose }: { terminal: string; row: TerminalRow | undefined; onClose: () => void }) {
  const styles = useStyles()
  const theme = useThemeName()
  const mounted = mountedTerminal(terminal, theme)
  const link = mounted.useUi((ui) => ui.link)
  const pageLink = useLink(({ state }) => state.kind)
  const kind = row?.state.kind
  const { byId } = useMachines()
  const machine = row && row.source.kind !== 'host-shell' ? byId.get(row.source.machine) : undefined
  // The session runs again and this page had lost it: connect anew.
  useEffect(() => {
    if (kind === 'running' || kind === 'starting') void mounted.link.connect()
  }, [mounted, kind])

  const startAgain = (): void => {
    api.terminals
      .startAgain({ terminal, size: mounted.instance.size })
      .then(() => mounted.link.connect())
      .then(() => mounted.instance.xterm.focus())
      // After an end the row itself says why it did not start, and it is shown here.
      .catch(kind === 'ended' ? () => undefined : showFailure)
  }
  if (pageLink !== 'open')
    return (
      <div className={mergeClasses(styles.banner, styles.warning)} role="status">
        {words.pageAway}
      </div>
    )
  if (kind === 'reconnecting') {
    if (machine?.state.kind === 'closed') {
      return (
        <div className={mergeClasses(styles.banner, styles.warning)} role="status">
          <span className={styles.grow}>{words.connectionClosed}</span>
          <Button size="small" onClick={() => void api.machines.open({ machine: machine.id }).catch(showFailure)}>
            {words.connect}
          </Button>
        </div>
      )
    }
    return (
      <div className={mergeClasses(styles.banner, styles.warning)} role="status">
        <Spinner size="extra-tiny" />
        {words.reconnecting}
      </div>
    )
  }
  if (kind === 'starting') {
    return (
      <div className={styles.banner} role="status">
        <Spinner size="extra-tiny" label={words.starting} />
      </div>
    )
  }
  if (kind === 'detached') {
    return (
      <div className={styles.banner} role="status">
        <span className={styles.grow}>{words.detached}</span>
        <Button size="small" appearance="primary" onClick={startAgain}>
          {words.attachAgain}
        </Button>
        <Button size="small" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    )
  }
  if (row?.state.kind === 'ended') {
    const { exitCode, reason, error } = row.state
    return (
      <>
        {error && <ErrorPanel error={error} />}
        <div className={styles.banner} role="status">
          <span className={mergeClasses(styles.reason, styles.grow)}>{reason || words.ended(exitCode)}</span>
          {row.canStartAgain && (
            <Button size="small" appearance="primary" onClick={startAgain}>
              {words.startAgain}
            </Button>
          )}
          <Button size="small" onClick={onClose}>
            {words.close}
          </Button>
        </div>
      </>
    )
  }
  if (link.kind === 'failed') {
    return <ErrorPanel error={toExplained(link.error)} onRetry={() => void mounted.link.connect()} />
  }
  if (row?.takesInput === false) {
    return (
      <div className={styles.banner} role="status">
        {words.noInput}
      </div>
    )
  }
  return null
}
