import { makeStyles } from '@fluentui/react-components'
import { useMemo, useSyncExternalStore } from 'react'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { formatAgo } from '../../components/format.ts'

/** How often times are counted on; no event tells that time passes. A hidden page has no timer. */
const TICK_MS = 60_000

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function arrange(): void {
  const wanted = listeners.size > 0 && !document.hidden
  if (wanted === (timer !== null)) return
  if (timer) clearInterval(timer)
  timer = wanted ? setInterval(tick, TICK_MS) : null
  // A page that is seen again, or a list just opened, tells the time as it is now.
  if (wanted) tick()
}

function listen(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', arrange)
  listeners.add(listener)
  arrange()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) document.removeEventListener('visibilitychange', arrange)
    arrange()
  }
}

/** The time of the newest tick, ms since the epoch; at least the one given. */
function useNow(): number {
  return useSyncExternalStore(listen, () => now)
}

const ENGINE_TIME =
  /(?:Less than a second|\d+ (?:second|minute|hour|day|week|month|year)s?|About an? (?:minute|hour))(?: ago)?/

/** The engine's words for a status, with the time counted on from when they were read: "Up 4 minutes (healthy)". */
export function statusText({ status, stateSince }: Pick<ContainerRow, 'status' | 'stateSince'>, at: number): string {
  if (!stateSince) return status
  const ago = formatAgo(Math.min(stateSince, at), at)
  return status.replace(
    ENGINE_TIME,
    status.startsWith('Up') ? ago.replace(/ ago$/, '').replace(/^now$/, '0 seconds') : ago,
  )
}

const useStyles = makeStyles({ text: { overflow: 'hidden', textOverflow: 'ellipsis' } })

export function StatusCell({ row }: { row: ContainerRow }) {
  const styles = useStyles()
  // What was just told of it is newer than the last tick.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time belongs to this row
  const told = useMemo(() => Date.now(), [row])
  const text = statusText(row, Math.max(useNow(), told))
  return (
    <span className={styles.text} title={text}>
      {text}
    </span>
  )
}

/** "3 minutes ago", counted on; the exact time when pointed at. */
export function AgoCell({ at }: { at: number }) {
  const styles = useStyles()
  const time = useNow()
  return (
    <span className={styles.text} title={new Date(at).toLocaleString()}>
      {formatAgo(Math.min(at, time), time)}
    </span>
  )
}
