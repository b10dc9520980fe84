import { Field, Input } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { componentStrings as words } from '../strings/components.ts'
import { FormDialog } from './form-dialog.tsx'

export interface ConfirmDialogProps {
  title: string
  /** Names exactly what is lost. */
  children: ReactNode
  /** The verb: "Remove 3 containers". */
  confirm: string
  /** Where data goes the name must be typed. */
  typeName?: string
  busy?: boolean
  disabled?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is lost. Rendered only while it is open. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const mayConfirm = !props.busy && !props.disabled && (props.typeName === undefined || typed === props.typeName)
  return (
    <FormDialog
      title={props.title}
      submit={props.confirm}
      disabled={!mayConfirm}
      alert
      onSubmit={props.onConfirm}
      onClose={props.onClose}
    >
      {props.children}
      {props.typeName !== undefined && (
        <Field label={words.typeToConfirm(props.typeName)}>
          <Input value={typed} onChange={(_, { value }) => setTyped(value)} autoComplete="off" />
        </Field>
      )}
    </FormDialog>
  )
}
