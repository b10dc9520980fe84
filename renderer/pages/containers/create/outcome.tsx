import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Explained, ExplainedAction } from '../../../../preload/contract/explained.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  text: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

/** A container that was made and did not start. */
export type NotStarted = { id: string; name: string; error: Explained; gone: boolean }

interface Props {
  machine: string
  notStarted: NotStarted
  onStarted: () => void
  /** Back to the form, the container being gone; with Hyper-V isolation where that was the cure. */
  onBack: (useHyperv: boolean) => void
}

/** Why the start failed, with the container kept and the ways on from there. */
export function NotStartedOutcome({ machine, notStarted, onStarted, onBack }: Props) {
  const styles = useStyles()
  const navigate = useNavigate()
  const [error, setError] = useState(notStarted.error)
  const [busy, setBusy] = useState(false)
  const { id, name, gone } = notStarted

  const act = async (action: { kind: 'start' } | { kind: 'remove'; force: false; volumes: true }): Promise<boolean> => {
    setBusy(true)
    try {
      const [result] = await api.containers.act({ machine, containers: [id], action })
      if (result?.error) setError(result.error)
      return !result?.error
    } catch (failure) {
      setError(toExplained(failure))
      return false
    } finally {
      setBusy(false)
    }
  }
  const start = async () => {
    if (await act({ kind: 'start' })) onStarted()
  }
  // It never ran, so nothing is lost with it.
  const back = async (useHyperv: boolean) => {
    if (gone || (await act({ kind: 'remove', force: false, volumes: true }))) onBack(useHyperv)
  }
  const take = (action: ExplainedAction): boolean => {
    if (action.kind === 'use-hyperv') void back(true)
    return action.kind === 'use-hyperv'
  }
  return (
    <div className={styles.root}>
      <p className={styles.text}>{gone ? words.createdAndGone(name) : words.createdNotStarted(name)}</p>
      <ErrorPanel error={error} onAction={take} onRetry={gone ? undefined : () => void start()} />
      <div className={styles.actions}>
        {!gone && (
          <Button
            appearance="primary"
            disabled={busy}
            onClick={() => void navigate({ to: '/containers/$machine', params: { machine }, search: { open: id } })}
          >
            {words.openContainer}
          </Button>
        )}
        <Button disabled={busy} onClick={() => void back(false)}>
          {gone ? words.backToForm : words.removeAndChange}
        </Button>
      </div>
    </div>
  )
}
