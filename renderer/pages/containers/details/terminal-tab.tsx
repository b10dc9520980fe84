import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { PlugConnectedRegular, WindowConsoleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import type { TerminalRow } from '../../../../preload/contract/terminals.ts'
import { api, query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { useLive } from '../../../api/live.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { openContainerTerminal } from '../open-container-terminal.ts'
import { Section } from './fact-list.tsx'
import { NeedsRunning } from './state-notice.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', padding: '12px 16px 24px' },
  text: { margin: '0 0 8px', color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginBottom: '8px' },
  user: { maxWidth: '280px', marginBottom: '8px' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
})

/** K4: shells and the container's own program, opened in the dock. */
export function TerminalTab({ row, details }: { row: ContainerRow; details: ContainerDetails }) {
  const styles = useStyles()
  if (row.state !== 'running') return <NeedsRunning row={row} what="terminal" />
  const isInteractive = details.tty && details.openStdin
  return (
    <div className={styles.root}>
      {isInteractive && <Attach row={row} isInteractive />}
      <Shells row={row} />
      {!isInteractive && <Attach row={row} isInteractive={false} />}
      <OpenSessions row={row} />
    </div>
  )
}

function Attach({ row, isInteractive }: { row: ContainerRow; isInteractive: boolean }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const { terminal } = words
  return (
    <Section title={terminal.attachHeading}>
      <p className={styles.text}>{isInteractive ? terminal.attachText : terminal.attachReadOnly}</p>
      <div className={styles.buttons}>
        <Button
          size="small"
          appearance={isInteractive ? 'primary' : 'secondary'}
          icon={<PlugConnectedRegular />}
          onClick={() => void openContainerTerminal(machine.id, row, 'attach')}
        >
          {terminal.attach}
        </Button>
      </div>
      <EquivalentCommand command={toEquivalent({ action: 'attach', container: row.name })} />
    </Section>
  )
}

function Shells({ row }: { row: ContainerRow }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const [user, setUser] = useState('')
  const probe = useQuery(
    query.terminals.probeShells.queryOptions({ input: { machine: machine.id, container: row.id }, staleTime: 60_000 }),
  )
  const { terminal } = words
  const as = user.trim() || undefined
  const shells = probe.data ?? []
  return (
    <Section title={terminal.shellHeading}>
      <p className={styles.text}>{terminal.shellText}</p>
      {probe.isPending && <ListSkeleton rows={1} />}
      {probe.error && <ErrorPanel error={toExplained(probe.error)} onRetry={() => void probe.refetch()} />}
      {probe.data?.length === 0 && (
        <p className={styles.text}>
          {terminal.noShell}. {terminal.noShellHint}
        </p>
      )}
      {shells[0] && (
        <>
          <Field className={styles.user} label={terminal.user} hint={terminal.userHint} size="small">
            <Input value={user} autoComplete="off" spellCheck={false} onChange={(_, { value }) => setUser(value)} />
          </Field>
          <div className={styles.buttons}>
            {shells.map(({ id, label, command }, index) => (
              <Button
                key={id}
                size="small"
                appearance={index === 0 ? 'primary' : 'secondary'}
                icon={<WindowConsoleRegular />}
                onClick={() => void openContainerTerminal(machine.id, row, 'exec', { command, user: as })}
              >
                {terminal.open(label)}
              </Button>
            ))}
          </div>
          <EquivalentCommand
            command={toEquivalent({
              action: 'exec',
              container: row.name,
              command: shells[0].command,
              interactive: true,
              tty: true,
              user: as,
            })}
          />
        </>
      )}
    </Section>
  )
}

function OpenSessions({ row }: { row: ContainerRow }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const { rows } = useLive<TerminalRow>(['terminals'], (signal) => api.terminals.watch(undefined, { signal }))
  const own = rows.filter(
    ({ source }) => source.kind !== 'host-shell' && source.machine === machine.id && source.container === row.id,
  )
  if (own.length === 0) return null
  return (
    <Section title={words.terminal.openHeading}>
      <ul className={styles.list}>
        {own.map(({ id, title, source }) => (
          <li key={id} className={styles.item}>
            <span>{title}</span>
            <Button
              size="small"
              appearance="subtle"
              aria-label={`${words.terminal.show} ${title}`}
              onClick={() =>
                void import('../../../terminal/open-terminal.ts').then(({ showTerminal }) => showTerminal(id, source))
              }
            >
              {words.terminal.show}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
