import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api } from '../api/client.ts'
import { inWindow } from '../api/door.ts'
import { whenOpen } from '../api/link.ts'
import { useCurrentMachine } from '../api/machines.ts'
import { currentSettings, saveSettings } from '../api/settings.ts'
import { paletteStrings as words } from '../strings/palette.ts'
import { type Command, registerCommand, runMenuCommand } from './commands.ts'
import { openPalette } from './window-state.ts'

/** 10 % a step, from 50 to 300 %. */
function zoomBy(step: number): void {
  const zoom = step === 0 ? 1 : Math.min(3, Math.max(0.5, Math.round((currentSettings().zoom + step) * 10) / 10))
  void saveSettings({ zoom }).catch(() => {})
}

/** Commands of the frame itself, its keys, and the native menu's items. */
export function useFrameCommands(): void {
  const navigate = useNavigate()
  const machine = useCurrentMachine()?.id ?? null
  useEffect(() => {
    const go = (to: string, params?: { machine: string }, search?: Record<string, string>) => () =>
      void navigate({ to, params, search })
    const onMachine = (make: (params: { machine: string }) => Command[]): Command[] =>
      machine ? make({ machine }) : []
    // In the order of the rail.
    const commands: Command[] = [
      { id: 'go-home', label: words.goHome, group: words.go, menu: 'home', run: go('/') },
      { id: 'go-setup', label: words.goSetup, group: words.go, menu: 'setup', run: go('/setup') },
      ...onMachine((params) => [
        {
          id: 'go-containers',
          label: words.goContainers,
          group: words.go,
          menu: 'containers',
          run: go('/containers/$machine', params),
        },
        {
          id: 'go-images',
          label: words.goImages,
          group: words.go,
          menu: 'images',
          run: go('/images/$machine', params),
        },
      ]),
      { id: 'go-terminals', label: words.goTerminals, group: words.go, menu: 'terminals', run: go('/terminals') },
      { id: 'go-history', label: words.goHistory, group: words.go, menu: 'history', run: go('/history') },
      { id: 'trust-remote-host', label: words.trustRemoteHost, group: words.go, run: go('/setup/trust-remote-host') },
      { id: 'go-practice', label: words.goPractice, group: words.go, run: go('/practice') },
      {
        id: 'go-connections',
        label: words.goConnections,
        group: words.go,
        menu: 'connections',
        run: go('/connections'),
      },
      { id: 'go-settings', label: words.goSettings, group: words.go, menu: 'settings', run: go('/settings') },
      {
        id: 'palette',
        label: words.openPalette,
        group: words.window,
        shortcut: 'Ctrl+K',
        menu: 'palette',
        run: () => openPalette(),
      },
      {
        id: 'toggle-dock',
        label: words.toggleDock,
        group: words.window,
        shortcut: 'Ctrl+`',
        menu: 'toggle-dock',
        run: () => void saveSettings({ dock: { ...currentSettings().dock, open: !currentSettings().dock.open } }),
      },
      ...(inWindow
        ? ([
            { id: 'zoom-in', label: words.zoomIn, group: words.window, menu: 'zoom-in', run: () => zoomBy(0.1) },
            { id: 'zoom-out', label: words.zoomOut, group: words.window, menu: 'zoom-out', run: () => zoomBy(-0.1) },
            { id: 'zoom-reset', label: words.zoomReset, group: words.window, menu: 'zoom-reset', run: () => zoomBy(0) },
          ] satisfies Command[])
        : []),
      ...onMachine((params) => [
        {
          id: 'create-container',
          label: words.createContainer,
          group: words.act,
          run: go('/containers/$machine/create', params),
        },
        {
          id: 'pull-image',
          label: words.pullImage,
          group: words.act,
          run: go('/images/$machine', params, { pull: 'new' }),
        },
        {
          id: 'search-images',
          label: words.searchImages,
          group: words.act,
          run: go('/images/$machine', params, { pull: 'new', find: 'hub' }),
        },
      ]),
    ]
    const undo = commands.map(registerCommand)
    return () => {
      for (const take of undo) take()
    }
  }, [navigate, machine])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      const inTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null
      // Ctrl+K belongs to the program in a terminal; Ctrl+Shift+P opens the palette from there.
      if ((key === 'k' && !event.shiftKey && !inTerminal) || (key === 'p' && event.shiftKey)) {
        event.preventDefault()
        openPalette()
      }
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [])

  useEffect(() => {
    // Only the window has a native menu.
    if (!inWindow) return
    const abort = new AbortController()
    void followMenu(abort.signal)
    return () => abort.abort()
  }, [])
}

async function followMenu(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await whenOpen(signal)
      for await (const command of await api.app.menuCommands(undefined, { signal })) runMenuCommand(command)
    } catch {
      // The link went: asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}
