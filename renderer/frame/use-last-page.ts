import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { currentSettings, saveSettings, useSettingsLoaded } from '../api/settings.ts'

// Where the page was opened; an address that says where to go wins over what is remembered.
const openedAt = location.hash
/** Parts of an address that open a dialog (router.tsx). */
const DIALOGS = ['pull', 'edit']

/** The address without what opens a dialog: the next start shows the page, it does not ask again what was answered. */
function pageOf(href: string): string {
  const [path = '/', search] = href.split('?')
  const kept = new URLSearchParams(search)
  for (const dialog of DIALOGS) kept.delete(dialog)
  const rest = kept.toString()
  return rest ? `${path}?${rest}` : path
}

/** Opens the page where the person left it, and remembers where they are. */
export function useLastPage(): void {
  const { href } = useLocation()
  const navigate = useNavigate()
  const loaded = useSettingsLoaded()
  const restored = useRef(false)
  useEffect(() => {
    if (!loaded) return
    if (!restored.current) {
      restored.current = true
      const { lastPage } = currentSettings()
      if (openedAt.length <= 2 && href === '/' && lastPage !== '/') {
        void navigate({ to: lastPage, replace: true })
        return
      }
    }
    const page = pageOf(href).slice(0, 500)
    if (currentSettings().lastPage !== page) void saveSettings({ lastPage: page }).catch(() => {})
  }, [href, loaded, navigate])
}
