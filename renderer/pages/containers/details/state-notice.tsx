import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { PlayRegular } from '@fluentui/react-icons'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { ACTION_ICONS } from '../action-icons.tsx'
import { useContainerActions } from '../actions-context.ts'

const START = { kind: 'start' } as const

/** Says how a container that does not run came to that, with the way on. */
export function StateNotice(props: {
  row: ContainerRow
  endedAgo: string
  outOfMemory: boolean
  error: string
  /** How often its restart policy started it again. */
  restarts: number
}) {
  const { run, ask, open } = useContainerActions()
  const { row } = props
  if (row.state === 'paused') {
    return (
      <MessageBar intent="warning">
        <MessageBarBody>{words.paused}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => void run([row], { kind: 'unpause' })}>
            {words.actions.unpause}
          </Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  if (row.state === 'restarting') {
    const texts = [words.restartingNotice(row.exitCode, props.restarts), props.outOfMemory ? words.outOfMemory : '']
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{[...texts, props.error].filter(Boolean).join(' ')}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => open(row, 'logs')}>
            {words.showLog}
          </Button>
          <Button size="small" icon={ACTION_ICONS.stop} onClick={() => void run([row], { kind: 'stop' })}>
            {words.actions.stop}
          </Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  if (row.state === 'dead') {
    return (
      <MessageBar intent="error">
        <MessageBarBody>{[words.deadNotice, props.error].filter(Boolean).join(' ')}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" icon={ACTION_ICONS.remove} onClick={() => ask({ kind: 'remove', rows: [row] })}>
            {words.actions.remove}
          </Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  if (row.state !== 'exited' && row.state !== 'created') return null
  const ended = row.state === 'exited'
  const texts = [
    ended ? words.exitedNotice(row.exitCode, props.endedAgo) : words.notStarted,
    props.outOfMemory ? words.outOfMemory : '',
    props.error,
  ]
  return (
    <MessageBar intent={ended && row.exitCode ? 'error' : 'info'}>
      <MessageBarBody>{texts.filter(Boolean).join(' ')}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" icon={ACTION_ICONS.start} onClick={() => void run([row], START)}>
          {ended ? words.startAgain : words.startNow}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}

/** In place of a tab that needs a running container. */
export function NeedsRunning({ row, what }: { row: ContainerRow; what: keyof typeof words.needsRunningFor }) {
  const { run } = useContainerActions()
  return (
    <EmptyState
      icon={<PlayRegular />}
      title={words.needsRunning}
      text={words.needsRunningFor[what]}
      action={
        row.state === 'exited' || row.state === 'created' ? (
          <Button appearance="primary" onClick={() => void run([row], START)}>
            {row.state === 'exited' ? words.startAgain : words.startNow}
          </Button>
        ) : undefined
      }
    />
  )
}

/** In place of what a Windows engine does for stopped containers only. */
export function StopFirst({ row, what }: { row: ContainerRow; what: keyof typeof words.stopFirst }) {
  const { run } = useContainerActions()
  return (
    <EmptyState
      icon={ACTION_ICONS.stop}
      title={words.stopContainer}
      text={words.stopFirst[what]}
      action={
        <Button appearance="primary" onClick={() => void run([row], { kind: 'stop' })}>
          {words.stopContainer}
        </Button>
      }
    />
  )
}
