import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { PlugDisconnectedRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { Explained } from '../../preload/contract/explained.ts'
import type { MachineRow } from '../../preload/contract/machines.ts'
import { api } from '../api/client.ts'
import { useCurrentMachine, useMachines } from '../api/machines.ts'
import { showFailure } from '../frame/toasts.tsx'
import { componentStrings as words } from '../strings/components.ts'
import { EmptyState } from './empty-state.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { PageSkeleton } from './skeletons.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '12px', padding: '12px 16px 4px', flexWrap: 'wrap' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  subtitle: { color: tokens.colorNeutralForeground3, overflow: 'hidden', textOverflow: 'ellipsis' },
  end: { marginLeft: 'auto', display: 'flex', gap: '8px' },
  body: { flex: 1, minHeight: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  scrolls: { overflow: 'auto', padding: '8px 16px 24px' },
  split: { flex: 1, minHeight: 0, minWidth: 0, display: 'flex' },
  failure: { padding: '16px' },
})

export interface PageProps {
  title: string
  subtitle?: ReactNode
  end?: ReactNode
  /** True for a page of text and forms that scrolls as a whole; lists fill the page instead. */
  scrolls?: boolean
  children: ReactNode
}

/** A page's heading and its body. */
export function Page({ title, subtitle, end, scrolls = false, children }: PageProps) {
  const styles = useStyles()
  const practice = useCurrentMachine()?.source === 'practice'
  useEffect(() => {
    document.title = [title, ...(practice ? [words.practiceHost] : []), 'Slipway'].join(' - ')
  }, [title, practice])
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {subtitle && <span className={styles.subtitle}>{subtitle}</span>}
        {end && <div className={styles.end}>{end}</div>}
      </header>
      <div className={scrolls ? `${styles.body} ${styles.scrolls}` : styles.body}>{children}</div>
    </div>
  )
}

interface ListPageProps extends PageProps {
  /** The list's own failure, shown in its place while there are no rows. */
  error: Explained | null
  isEmpty: boolean
  onRetry: () => void
}

/** A page of one list that belongs to no machine: the list, or what keeps it from being read. */
export function ListPage({ error, isEmpty, onRetry, children, ...page }: ListPageProps) {
  const styles = useStyles()
  return (
    <Page {...page}>
      {error && isEmpty ? (
        <div className={styles.failure}>
          <ErrorPanel error={error} onRetry={onRetry} />
        </div>
      ) : (
        children
      )}
    </Page>
  )
}

/** A list at the left and, while a row is open, its details at the right. */
export function SplitView({ children }: { children: ReactNode }) {
  return <div className={useStyles().split}>{children}</div>
}

interface MachinePageProps extends Omit<PageProps, 'children' | 'subtitle'> {
  /** From the address. */
  machine: string
  children: (machine: MachineRow) => ReactNode
}

/**
 * A page of one machine. It opens the connection when the person comes to it, and shows what hinders: unknown, not
 * connected, connecting, failed. While the machine reconnects, the page stays with its last known rows below a bar.
 */
export function MachinePage({ machine: id, children, ...page }: MachinePageProps) {
  const styles = useStyles()
  const { byId, status, error, retry } = useMachines()
  const machine = byId.get(id)
  const closed = machine?.state.kind === 'closed'
  useEffect(() => {
    if (closed) api.machines.open({ machine: id }).catch(showFailure)
  }, [id, closed])
  if (!machine && error) {
    return (
      <Page {...page}>
        <div className={styles.failure}>
          <ErrorPanel error={error} onRetry={retry} />
        </div>
      </Page>
    )
  }
  if (!machine && status === 'loading') return <PageSkeleton />
  return (
    <Page {...page} subtitle={machine?.name}>
      {machine ? <MachineBody machine={machine}>{children}</MachineBody> : <UnknownMachine />}
    </Page>
  )
}

function UnknownMachine() {
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={<PlugDisconnectedRegular />}
      title={words.noMachine}
      text={words.noMachineHint}
      action={
        <Button appearance="primary" onClick={() => void navigate({ to: '/connections' })}>
          {words.connections}
        </Button>
      }
    />
  )
}

function MachineBody({ machine, children }: { machine: MachineRow; children: (machine: MachineRow) => ReactNode }) {
  const styles = useStyles()
  const { id, name, state } = machine
  const connect = () => api.machines.retry({ machine: id }).catch(showFailure)
  if (machine.problem) {
    // It cannot be opened as it is defined; looking again reads the definition anew.
    return (
      <div className={styles.failure}>
        <ErrorPanel error={machine.problem} onRetry={() => void api.machines.rediscover().catch(showFailure)} />
      </div>
    )
  }
  if (state.kind === 'failed') {
    return (
      <div className={styles.failure}>
        <ErrorPanel error={state.error} onRetry={() => void connect()} />
      </div>
    )
  }
  if (state.kind === 'closed') {
    const open = () => api.machines.open({ machine: id }).catch(showFailure)
    return (
      <EmptyState
        icon={<PlugDisconnectedRegular />}
        title={words.notConnected(name)}
        text={words.notConnectedHint}
        action={
          <Button appearance="primary" onClick={() => void open()}>
            {words.connect}
          </Button>
        }
      />
    )
  }
  if (state.kind === 'connecting' && machine.facts === null) {
    return <EmptyState icon={<Spinner />} title={words.connectingTo(name)} text={words.connectingHint} />
  }
  if (state.kind !== 'reconnecting') return children(machine)
  const isKnown = machine.facts !== null
  const bar = (
    <ReconnectingBar
      name={name}
      at={state.nextAttempt}
      reason={isKnown ? state.error.message : null}
      onConnect={connect}
    />
  )
  if (isKnown) {
    return (
      <>
        {bar}
        {children(machine)}
      </>
    )
  }
  // It never answered: there is nothing to show but why.
  return (
    <>
      {bar}
      <div className={styles.failure}>
        <ErrorPanel error={state.error} onRetry={() => void connect()} />
      </div>
    </>
  )
}

interface ReconnectingBarProps {
  name: string
  at: number
  /** Why it is away, said here where the last known state is shown below; null where an error panel says it. */
  reason: string | null
  onConnect: () => Promise<unknown>
}

function ReconnectingBar({ name, at, reason, onConnect }: ReconnectingBarProps) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((at - now) / 1000))
  return (
    <MessageBar intent="warning" politeness="polite">
      <MessageBarBody>
        {words.reconnecting(name, seconds)}
        {reason !== null && words.lastKnown(reason)}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => void onConnect()}>
          {words.connectNow}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
