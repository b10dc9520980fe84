import type { ContainerRecord } from './container-record.ts'

/** `Up 5 minutes`, `Exited (0) 2 hours ago`, `Created`, as the engine words it. */
export function statusText(record: ContainerRecord, now: number): string {
  const since = (at: number) => humanDuration(Math.max(0, now - at))
  switch (record.status) {
    case 'running':
      return `Up ${since(record.startedAt)}${record.health ? ` (${record.health.Status === 'starting' ? 'health: starting' : record.health.Status})` : ''}`
    case 'paused':
      return `Up ${since(record.startedAt)} (Paused)`
    case 'restarting':
      return `Restarting (${record.exitCode}) ${since(record.finishedAt)} ago`
    case 'removing':
      return 'Removal In Progress'
    case 'dead':
      return 'Dead'
    case 'created':
      return 'Created'
    case 'exited':
      return record.finishedAt === 0 ? 'Created' : `Exited (${record.exitCode}) ${since(record.finishedAt)} ago`
  }
}

/** Go-units' HumanDuration; milliseconds. */
function humanDuration(duration: number): string {
  const seconds = Math.floor(duration / 1000)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.floor(duration / 60_000)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.floor(duration / 3_600_000 + 0.5)
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`
  return `${Math.floor(duration / 3_600_000 / 24 / 365)} years`
}
