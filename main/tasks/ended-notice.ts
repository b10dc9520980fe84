import type { TaskRow } from '../../preload/contract/tasks.ts'

/** The text of a desktop notification. */
export interface Notice {
  title: string
  body: string
}

/** Longest body, characters: desktops cut it anywhere between 100 and 250. */
const longestBody = 200

/** What a notification says of a task that ended; null for one that the person cancelled, who knows already. */
export function endedNotice(task: Pick<TaskRow, 'state' | 'title' | 'message' | 'error'>): Notice | null {
  if (task.state === 'done') return { title: `${task.title}: done`, body: oneLine(task.message) }
  if (task.state !== 'failed') return null
  const { message, remedy } = task.error ?? { message: task.message, remedy: '' }
  return { title: `${task.title}: failed`, body: oneLine(`${message} ${remedy}`) }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longestBody ? line : `${line.slice(0, longestBody - 1)}…`
}
