import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ContainerRow } from '../../preload/contract/containers.ts'
import type { ImageRow } from '../../preload/contract/images.ts'
import { api } from '../api/client.ts'
import { useLive } from '../api/live.ts'
import { useCurrentMachine, useMachines } from '../api/machines.ts'
import { machineStateWords } from '../strings/frame.ts'
import { paletteStrings as words } from '../strings/palette.ts'
import { useCommands } from './commands.ts'
import { useSwitchMachine } from './connection-switcher.tsx'
import { type PaletteEntry, pulledReference } from './palette-entries.ts'

/** All that the palette can find now. Lists of the engine are subscribed to while it is open. */
export function usePaletteEntries(explain: (text: string) => void, text: string): PaletteEntry[] {
  const navigate = useNavigate()
  const commands = useCommands()
  const switchTo = useSwitchMachine()
  const { rows: machines } = useMachines()
  const current = useCurrentMachine()
  const machine = current?.state.kind === 'connected' ? current.id : null
  const containers = useLive<ContainerRow>(machine ? ['containers', machine] : null, (signal) =>
    api.containers.watch({ machine: machine ?? '' }, { signal }),
  ).rows
  const images = useLive<ImageRow>(machine ? ['images', machine] : null, (signal) =>
    api.images.watch({ machine: machine ?? '' }, { signal }),
  ).rows

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is called is the same in each render
  return useMemo(() => {
    const entries: PaletteEntry[] = commands
      .filter(({ id }) => id !== 'palette')
      .map(({ id, label, group, shortcut, run }) => ({ id, label, group, hint: shortcut, run }))
    entries.push({
      id: 'paste-error',
      label: words.pasteError,
      group: words.act,
      stays: true,
      run: () => explain(''),
    })
    entries.sort((a, b) => a.group.localeCompare(b.group))
    for (const { id, name, state } of machines) {
      if (id === current?.id) continue
      entries.push({
        id: `machine:${id}`,
        label: words.switchTo(name),
        group: words.connections,
        hint: machineStateWords[state.kind],
        run: () => switchTo(id),
      })
    }
    if (!machine) return [...entries, explainEntry(text, explain)]
    const pulled = pulledReference(text)
    if (pulled !== null) {
      entries.push({
        id: 'pull-typed',
        label: words.pullTyped(pulled),
        group: words.images,
        searchOnly: true,
        always: true,
        run: () => void navigate({ to: '/images/$machine', params: { machine }, search: { pull: pulled } }),
      })
    }
    for (const { id, name, image, status } of containers) {
      entries.push({
        id: `container:${id}`,
        label: name,
        group: words.containers,
        hint: `${image} · ${status}`,
        searchOnly: true,
        run: () => void navigate({ to: '/containers/$machine', params: { machine }, search: { open: id } }),
      })
    }
    for (const { id, tags } of images) {
      for (const tag of tags) {
        entries.push({
          id: `image:${tag}`,
          label: tag,
          group: words.images,
          searchOnly: true,
          run: () => void navigate({ to: '/images/$machine', params: { machine }, search: { open: id } }),
        })
      }
    }
    return [...entries, explainEntry(text, explain)]
  }, [commands, machines, current?.id, machine, containers, images, text])
}

function explainEntry(text: string, explain: (text: string) => void): PaletteEntry {
  return {
    id: 'explain-typed',
    label: words.explain,
    group: words.act,
    stays: true,
    searchOnly: true,
    always: true,
    run: () => explain(text),
  }
}
