import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { currentSettings, saveSettings, useSettingsLoaded } from '../api/settings.ts'

// Where the page was opened; an address that says where to go wins over what is remembered.
const openedAt = location.hash

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
    if (currentSettings().lastPage !== href) void saveSettings({ lastPage: href.slice(0, 500) }).catch(() => {})
  }, [href, loaded, navigate])
}
