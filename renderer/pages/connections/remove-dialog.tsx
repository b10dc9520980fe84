import { useState } from 'react'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { showFailure } from '../../frame/toasts.tsx'
import { connectionStrings as words } from '../../strings/connections.ts'

interface Props {
  machines: readonly MachineRow[]
  onClose: () => void
  onRemoved: () => void
}

/** Saved connections only: what was found comes back by itself. */
export function RemoveDialog({ machines, onClose, onRemoved }: Props) {
  useReturnFocus()
  const [busy, setBusy] = useState(false)
  const names = machines.map(({ name }) => name).join(', ')
  const remove = () => {
    setBusy(true)
    Promise.all(machines.map(({ id }) => api.machines.remove({ machine: id })))
      .then(onRemoved)
      .catch(showFailure)
      .finally(() => setBusy(false))
  }
  return (
    <ConfirmDialog
      title={words.removeTitle(names)}
      confirm={words.removeConfirm}
      busy={busy}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{words.removeText(names)}</p>
    </ConfirmDialog>
  )
}
