import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { componentStrings } from '../../strings/components.ts'
import { connectionStrings as words } from '../../strings/connections.ts'

export function RenameDialog({ machine, onClose }: { machine: MachineRow; onClose: () => void }) {
  useReturnFocus()
  const [name, setName] = useState(machine.name)
  const [problem, setProblem] = useState('')
  const rename = (event: FormEvent) => {
    event.preventDefault()
    api.machines
      .rename({ machine: machine.id, name: name.trim() })
      .then(onClose)
      .catch((error: unknown) => setProblem(toExplained(error).message))
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={rename}>
          <DialogBody>
            <DialogTitle>{words.renameTitle}</DialogTitle>
            <DialogContent>
              <Field label={words.name} validationMessage={problem || undefined}>
                <Input value={name} maxLength={80} onChange={(_, { value }) => setName(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={name.trim() === ''}>
                {words.rename}
              </Button>
              <Button onClick={onClose}>{componentStrings.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
