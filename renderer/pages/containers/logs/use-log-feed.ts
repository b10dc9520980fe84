import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { ContainerRow, LogOptions } from '../../../../preload/contract/containers.ts'
import { openChannel } from '../../../api/channels.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { useLink } from '../../../api/link.ts'
import { useLive } from '../../../api/live.ts'
import { useMachines } from '../../../api/machines.ts'
import { type LogChannel, LogFeed, type LogSnapshot } from './log-feed.ts'

function explained(error: unknown) {
  return typeof error === 'object' && error !== null && 'remedy' in error && 'code' in error
    ? (error as ReturnType<typeof toExplained>)
    : toExplained(error)
}

/** The container's log with these options; read anew when the options change, and when what it hung on comes back. */
export function useLogFeed(machine: string, container: string, options: LogOptions) {
  const feed = useMemo(
    () =>
      new LogFeed(async (asked) => {
        const { channel } = await api.containers.openLogs({ machine, container, options: asked })
        return openChannel(channel) as LogChannel
      }, explained),
    [machine, container],
  )
  const snapshot: LogSnapshot = useSyncExternalStore(feed.subscribe, feed.snapshot)
  const key = JSON.stringify(options)
  const asked = useRef(options)
  asked.current = options
  const read = (): void => void feed.open(asked.current)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the options
  useEffect(() => {
    read()
    return () => feed.close()
  }, [feed, key])

  // The page's link, the engine, or the container came back while the log had ended: read it anew.
  const generation = useLink((link) => link.generation)
  const connected = useMachines().byId.get(machine)?.state.kind === 'connected'
  const { byId } = useLive<ContainerRow>(['containers', machine], (signal) =>
    api.containers.watch({ machine }, { signal }),
  )
  const running = (byId.get(container)?.state ?? '') === 'running'
  const before = useRef({ generation, connected, running })
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a change of what it hangs on only
  useEffect(() => {
    const was = before.current
    before.current = { generation, connected, running }
    const back = generation > was.generation || (connected && !was.connected) || (running && !was.running)
    const { kind } = feed.snapshot().state
    if (back && (kind === 'failed' || kind === 'ended')) read()
  }, [generation, connected, running])

  return { ...snapshot, read }
}
