import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { connectionStrings as words } from '../../strings/connections.ts'

export function RenameDialog({ machine, onClose }: { machine: MachineRow; onClose: () => void }) {
  useReturnFocus()
  const [name, setName] = useState(machine.name)
  const [problem, setProblem] = useState('')
  const rename = () => {
    api.machines
      .rename({ machine: machine.id, name: name.trim() })
      .then(onClose)
      .catch((error: unknown) => setProblem(toExplained(error).message))
  }
  return (
    <FormDialog
      title={words.renameTitle}
      submit={words.rename}
      disabled={name.trim() === ''}
      onSubmit={rename}
      onClose={onClose}
    >
      <Field label={words.name} validationMessage={problem || undefined}>
        <Input value={name} maxLength={80} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  )
}
