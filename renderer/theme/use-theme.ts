import { useSyncExternalStore } from 'react'
import { useSettings } from '../api/settings.ts'
import type { ThemeName } from './theme.ts'

function useMedia(media: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(media)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(media).matches,
  )
}

/** The theme to draw: Windows' contrast themes before all, then the setting, then the system. */
export function useThemeName(): ThemeName {
  const contrast = useMedia('(forced-colors: active)')
  const darkSystem = useMedia('(prefers-color-scheme: dark)')
  const setting = useSettings((settings) => settings.theme)
  if (contrast) return 'contrast'
  if (setting === 'system') return darkSystem ? 'dark' : 'light'
  return setting
}
