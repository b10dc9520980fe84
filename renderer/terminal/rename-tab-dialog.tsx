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
import { terminalStrings as words } from '../strings/terminal.ts'
import { changeTab, type DockTab } from './dock-state.ts'

export function RenameTabDialog({ tab, onClose }: { tab: DockTab; onClose: () => void }) {
  const [name, setName] = useState(tab.name ?? '')
  const save = (event: FormEvent): void => {
    event.preventDefault()
    changeTab(tab.id, { name: name.trim() === '' ? null : name.trim() })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={save}>
          <DialogBody>
            <DialogTitle>{words.rename}</DialogTitle>
            <DialogContent>
              <Field label={words.renameTab} hint={words.renameHint}>
                <Input value={name} maxLength={60} onChange={(_, { value }) => setName(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary">
                {words.rename}
              </Button>
              <Button onClick={onClose}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
