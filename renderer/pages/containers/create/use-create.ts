import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { showToast } from '../../../frame/toasts.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'
import { openTerminal } from '../../../terminal/open-terminal.ts'
import type { NotStarted } from './outcome.tsx'

type Made = { id: string; name: string; attach: boolean }

/** Creates the container and goes on: to its details, to a terminal, or to what kept it from starting. */
export function useCreate(machine: string, onMade: () => void) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Explained | null>(null)
  const [notStarted, setNotStarted] = useState<(NotStarted & { attach: boolean }) | null>(null)

  const leave = ({ id, name, attach }: Made, started: boolean, body?: string) => {
    onMade()
    showToast({ title: started ? words.started(name) : words.created(name), body })
    if (started && attach) void openTerminal({ kind: 'attach', machine, container: id }, name)
    // What it says is the first thing one wants to see of a container that was just started.
    const tab = started && !attach ? 'logs' : undefined
    void navigate({ to: '/containers/$machine', params: { machine }, search: { open: id, tab } })
  }
  const create = async (spec: ContainerSpec, start: boolean, attach: boolean) => {
    setBusy(true)
    setFailure(null)
    try {
      const made = await api.containers.create({ machine, spec, start })
      const name = spec.name || made.id.slice(0, 12)
      if (made.startError) {
        setNotStarted({ id: made.id, name, error: made.startError, gone: spec.autoRemove, attach })
      } else leave({ id: made.id, name, attach }, start, made.warnings.join('\n') || undefined)
    } catch (error) {
      setFailure(toExplained(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    failure,
    notStarted,
    create,
    /** The container that did not start runs now. */
    startedAfterAll: () => notStarted && leave(notStarted, true),
    forgetNotStarted: () => setNotStarted(null),
  }
}
