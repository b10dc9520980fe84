import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import { fromDraft, NEW_VALUES } from './form-values.ts'

const ConnectionForm = lazy(async () => ({ default: (await import('./connection-form.tsx')).ConnectionForm }))
const NOTHING_KEPT = { key: false, keyPassphrase: false, password: false }

interface Props {
  machine: string | null
  onClose: () => void
  onSaved: (id: string) => void
}

/** Reads what is saved before the form opens over it. */
export function EditConnection({ machine, onClose, onSaved }: Props) {
  const { data, error, refetch } = useQuery(
    query.machines.read.queryOptions({
      input: { machine: machine ?? '-' },
      enabled: machine !== null,
      staleTime: 0,
      gcTime: 0,
    }),
  )
  if (error) {
    return (
      <ConfirmDialog title={words.editTitle} confirm={words.close} onConfirm={onClose} onClose={onClose}>
        <ErrorPanel error={toExplained(error)} onRetry={() => void refetch()} />
      </ConfirmDialog>
    )
  }
  if (machine !== null && !data) return null
  return (
    <Suspense fallback={null}>
      <ConnectionForm
        machine={machine}
        initial={data && machine !== null ? fromDraft(data.draft) : NEW_VALUES}
        kept={data?.kept ?? NOTHING_KEPT}
        onClose={onClose}
        onSaved={onSaved}
      />
    </Suspense>
  )
}
