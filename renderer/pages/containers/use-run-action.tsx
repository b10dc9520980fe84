import { type ReactNode, useCallback, useState } from 'react'
import type { ContainerAction, ContainerRow } from '../../../preload/contract/containers.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { showToast } from '../../frame/toasts.tsx'
import { containerStrings as words } from '../../strings/containers.ts'
import { type Failure, FailuresDialog } from './dialogs/failures-dialog.tsx'
import { endPending, isPending, setPending } from './pending.ts'
import { actedOn } from './possible-actions.ts'

interface Failed {
  action: ContainerAction
  all: number
  failures: Failure[]
}

/** Carries out an action on containers and shows which failed and why; `dialog` must be rendered. */
export function useRunAction(machine: string): {
  run: (rows: readonly ContainerRow[], action: ContainerAction) => Promise<void>
  dialog: ReactNode
} {
  const [failed, setFailed] = useState<Failed | null>(null)
  const run = useCallback(
    async (rows: readonly ContainerRow[], action: ContainerAction): Promise<void> => {
      const acted = actedOn(action.kind, rows).filter(({ id }) => !isPending(id, action.kind))
      if (acted.length === 0) return
      const ids = acted.map(({ id }) => id)
      // One that fails again joins those of the same action that are still shown.
      const fail = (failures: Failure[]) =>
        setFailed((shown) =>
          shown?.action.kind === action.kind
            ? { ...shown, failures: [...shown.failures.filter(({ row }) => !ids.includes(row.id)), ...failures] }
            : { action, all: acted.length, failures },
        )
      setPending(ids, action.kind)
      try {
        const results = await api.containers.act({ machine, containers: ids, action })
        const failures = results.flatMap(({ container, error }): Failure[] => {
          const row = acted.find(({ id }) => id === container)
          return error && row ? [{ row, error }] : []
        })
        if (failures.length > 0) fail(failures)
        // One that failed or worked shows itself in the list; many are summed up.
        else if (acted.length > 1 || action.kind === 'remove')
          showToast({ title: words.done[action.kind](acted.length) })
      } catch (error) {
        const explained = toExplained(error)
        fail(acted.map((row) => ({ row, error: explained })))
      } finally {
        endPending(ids, action.kind)
      }
    },
    [machine],
  )
  /** Tries some of those in the dialog again; the others stay in it. */
  const again = (rows: readonly ContainerRow[], action: ContainerAction): void => {
    const left = failed?.failures.filter(({ row }) => !rows.includes(row)) ?? []
    setFailed(failed && left.length > 0 ? { ...failed, failures: left } : null)
    void run(rows, action)
  }
  const dialog = failed && (
    <FailuresDialog
      title={words.failures(failed.failures.length, failed.all, words.failedTo[failed.action.kind])}
      failures={failed.failures}
      onForce={
        failed.action.kind === 'remove' && !failed.action.force
          ? (row) => again([row], { ...failed.action, kind: 'remove', force: true, volumes: false })
          : undefined
      }
      onRetry={(rows) => again(rows, failed.action)}
      onClose={() => setFailed(null)}
    />
  )
  return { run, dialog }
}
