import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, WindowConsoleRegular } from '@fluentui/react-icons'
import type { TerminalRow } from '../../../preload/contract/terminals.ts'
import { api } from '../../api/client.ts'
import { useMachines } from '../../api/machines.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Page } from '../../components/page-layout.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { StateDot, type StateTone } from '../../components/state-dot.tsx'
import { PageToolbar } from '../../components/toolbar.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { terminalStrings as words } from '../../strings/terminal.ts'
import { openNewTerminalMenu } from '../../terminal/dock-keys.ts'
import { findSession } from '../../terminal/dock-state.ts'
import { closePane, setDockOpen, showTerminal } from '../../terminal/open-terminal.ts'
import { useTerminals } from '../../terminal/use-terminals.ts'

const useStyles = makeStyles({
  body: { flex: 1, overflow: 'auto', padding: '0 16px 16px' },
  table: { minWidth: '640px' },
  row: { height: '36px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  secondary: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '4px', padding: '4px 0' },
  // Its words are never cut.
  state: { width: '220px' },
  failure: { padding: '16px 24px' },
})

const TONES: Record<TerminalRow['state']['kind'], StateTone> = {
  starting: 'busy',
  running: 'good',
  reconnecting: 'warning',
  detached: 'off',
  ended: 'off',
}

function newTerminal(): void {
  setDockOpen(true)
  openNewTerminalMenu()
}

/** Every session of this program, wherever it was opened. */
export function TerminalsPage() {
  const styles = useStyles()
  const { rows, status, error, retry } = useTerminals()
  const add = (size: 'small' | 'medium') => (
    <Button size={size} appearance="primary" icon={<AddRegular />} onClick={newTerminal}>
      {words.newTerminal}
    </Button>
  )
  return (
    <Page title={words.page}>
      {status === 'loading' && <ListSkeleton />}
      {error && (
        <div className={styles.failure}>
          <ErrorPanel error={error} onRetry={retry} />
        </div>
      )}
      {status === 'live' && rows.length === 0 && (
        <EmptyState
          icon={<WindowConsoleRegular />}
          title={words.emptyPage}
          text={words.emptyPageText}
          action={add('medium')}
        />
      )}
      {rows.length > 0 && (
        <>
          <PageToolbar label={words.page}>{add('small')}</PageToolbar>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={styles.body} aria-label={words.tabs} tabIndex={0}>
            <Sessions rows={rows} />
          </section>
        </>
      )}
    </Page>
  )
}

function Sessions({ rows }: { rows: readonly TerminalRow[] }) {
  const styles = useStyles()
  return (
    <Table size="small" className={styles.table} aria-label={words.tabs}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{words.pageColumns.title}</TableHeaderCell>
          <TableHeaderCell>{words.pageColumns.source}</TableHeaderCell>
          <TableHeaderCell className={styles.state}>{words.pageColumns.state}</TableHeaderCell>
          <TableHeaderCell>{words.pageColumns.actions}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <Session key={row.id} row={row} />
        ))}
      </TableBody>
    </Table>
  )
}

function Session({ row }: { row: TerminalRow }) {
  const styles = useStyles()
  const machines = useMachines()
  const { id, title, state, source } = row
  const where = source.kind === 'host-shell' ? '' : (machines.byId.get(source.machine)?.name ?? source.machine)
  const word = state.kind === 'ended' ? words.ended(state.exitCode) : words.states[state.kind]
  const close = (): void => {
    const shown = findSession(id)
    if (shown) void closePane(shown.pane.id)
    else api.terminals.close({ terminal: id }).catch(showFailure)
  }
  const startAgain = (): void => {
    showTerminal(id, source)
    api.terminals.startAgain({ terminal: id, size: row.size }).catch(showFailure)
  }
  return (
    <TableRow className={styles.row}>
      <TableCell>
        <span>
          <span className={styles.title}>{title}</span>
          {row.programTitle && <span className={styles.secondary}> {row.programTitle}</span>}
        </span>
      </TableCell>
      <TableCell>
        <span>
          {words.sources[source.kind]}
          {where && <span className={styles.secondary}> {where}</span>}
        </span>
      </TableCell>
      <TableCell>
        <StateDot tone={TONES[state.kind]} word={word} />
      </TableCell>
      <TableCell>
        <span className={styles.actions}>
          <Button size="small" aria-label={words.showOf(title)} onClick={() => showTerminal(id, source)}>
            {words.show}
          </Button>
          {source.kind === 'attach' && state.kind === 'running' && (
            <Button
              size="small"
              aria-label={words.detachOf(title)}
              onClick={() => void api.terminals.detach({ terminal: id }).catch(showFailure)}
            >
              {words.detach}
            </Button>
          )}
          {row.canStartAgain && (
            <Button size="small" aria-label={words.startAgainOf(title)} onClick={startAgain}>
              {state.kind === 'detached' ? words.attachAgain : words.startAgain}
            </Button>
          )}
          <Button size="small" appearance="subtle" aria-label={words.closeTab(title)} onClick={close}>
            {words.close}
          </Button>
        </span>
      </TableCell>
    </TableRow>
  )
}
