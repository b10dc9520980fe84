import { create } from 'zustand'
import type { AppInfo, ListLook, Settings, SettingsChange } from '../../preload/contract/app.ts'
import { api } from './client.ts'
import { whenOpen } from './link.ts'

/** Shown until main has told the remembered ones; the same as the schema's defaults (tests hold both together). */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  zoom: 1,
  currentMachine: null,
  railCollapsed: false,
  lastPage: '/',
  lists: {},
  log: { timestamps: false, wrap: true, follow: true, tail: 10_000, stdout: true, stderr: true },
  terminal: {
    fontSize: 14,
    fontFamily: '',
    scrollback: 5000,
    copyOnSelect: false,
    warnOnMultiLinePaste: true,
    screenReader: false,
  },
  dock: { open: false, height: 280 },
  notifications: true,
}

interface Store {
  settings: Settings
  /** False until main has told them. */
  loaded: boolean
  info: AppInfo | null
}

const useStore = create<Store>(() => ({ settings: DEFAULT_SETTINGS, loaded: false, info: null }))

/** One part of the settings: `useSettings((settings) => settings.terminal)`. */
export function useSettings<Part>(select: (settings: Settings) => Part): Part {
  return useStore(({ settings }) => select(settings))
}

/** The settings outside of React. */
export function currentSettings(): Settings {
  return useStore.getState().settings
}

export function useSettingsLoaded(): boolean {
  return useStore(({ loaded }) => loaded)
}

/** What runs behind the page; null until it is known. */
export function useAppInfo(): AppInfo | null {
  return useStore(({ info }) => info)
}

/** Asks for it again, after the secrets were unlocked. */
export async function refreshAppInfo(): Promise<void> {
  useStore.setState({ info: await api.app.info() })
}

/** Saves the fields that change; the page shows them at once. */
export async function saveSettings(change: SettingsChange): Promise<void> {
  useStore.setState(({ settings }) => ({ settings: { ...settings, ...change } }))
  await api.app.saveSettings(change)
}

const PLAIN_LOOK: ListLook = { sort: null, hidden: [], widths: {}, grouped: false }

/** How the person left the list of this key. */
export function useListLook(key: string): ListLook {
  return useSettings(({ lists }) => lists[key]) ?? PLAIN_LOOK
}

export function saveListLook(key: string, change: Partial<ListLook>): void {
  const { lists } = currentSettings()
  void saveSettings({ lists: { ...lists, [key]: { ...PLAIN_LOOK, ...lists[key], ...change } } }).catch(() => {
    // Not remembered while the link is down; the next change carries it.
  })
}

/** Follows the settings for as long as the page lives. */
export async function keepSettings(): Promise<void> {
  while (true) {
    try {
      await whenOpen()
      await refreshAppInfo()
      for await (const settings of await api.app.settings()) useStore.setState({ settings, loaded: true })
    } catch {
      // The link went: tried again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}
