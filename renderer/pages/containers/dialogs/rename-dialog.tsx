import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { api } from '../../../api/client.ts'
import { containerStrings as words } from '../../../strings/containers.ts'
import { ActionDialog } from './action-dialog.tsx'

/** moby daemon/names: two or more characters. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

interface Props {
  machine: string
  row: ContainerRow
  /** Names of the other containers. */
  taken: ReadonlySet<string>
  onClose: () => void
}

/** K3: another name for a container. */
export function RenameDialog({ machine, row, taken, onClose }: Props) {
  const [name, setName] = useState(row.name)
  const typed = name.trim()
  const isSame = typed === row.name
  const problem = isSame ? '' : !NAME.test(typed) ? words.nameRule : taken.has(typed) ? words.nameTaken : ''
  return (
    <ActionDialog
      title={words.renameTitle(row.name)}
      confirm={words.rename}
      disabled={isSame || problem !== ''}
      action={problem === '' && !isSame ? { action: 'rename', container: row.name, name: typed } : null}
      onConfirm={() => api.containers.rename({ machine, container: row.id, name: typed })}
      onClose={onClose}
    >
      <Field
        label={words.newName}
        validationMessage={problem || undefined}
        validationState={problem ? 'error' : 'none'}
        hint={isSame ? words.nameSame : undefined}
      >
        <Input
          value={name}
          autoComplete="off"
          spellCheck={false}
          onFocus={({ target }) => target.select()}
          onChange={(_, { value }) => setName(value)}
        />
      </Field>
    </ActionDialog>
  )
}
