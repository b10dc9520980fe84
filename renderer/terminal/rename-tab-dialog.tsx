import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../components/form-dialog.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { changeTab, type DockTab } from './dock-state.ts'

export function RenameTabDialog({ tab, onClose }: { tab: DockTab; onClose: () => void }) {
  const [name, setName] = useState(tab.name ?? '')
  const save = (): void => {
    changeTab(tab.id, { name: name.trim() === '' ? null : name.trim() })
    onClose()
  }
  return (
    <FormDialog title={words.rename} submit={words.rename} onSubmit={save} onClose={onClose}>
      <Field label={words.renameTab} hint={words.renameHint}>
        <Input value={name} maxLength={60} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  )
}
