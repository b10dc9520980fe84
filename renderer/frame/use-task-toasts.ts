import { useEffect, useRef } from 'react'
import { useTasks } from '../api/machines.ts'
import { currentSettings } from '../api/settings.ts'
import { notificationStrings as words } from '../strings/notifications.ts'
import { showToast } from './toasts.tsx'
import { useWindowState } from './window-state.ts'

/** Says that a task ended, unless the flyout that shows it is open. What had ended before the page came is no news. */
export function useTaskToasts(): void {
  const { rows, status } = useTasks()
  const ended = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (status !== 'live') return
    const before = ended.current
    ended.current = new Set(rows.filter(({ state }) => state !== 'running').map(({ id }) => id))
    if (!before || useWindowState.getState().notificationsOpen || !currentSettings().notifications) return
    for (const { id, state, title, message, error } of rows) {
      if (before.has(id)) continue
      if (state === 'done') showToast({ title: words.ended(title), body: message })
      if (state === 'failed') {
        showToast({ title: words.failedTitle(title), body: error?.message ?? message, intent: 'error' })
      }
    }
  }, [rows, status])
}
