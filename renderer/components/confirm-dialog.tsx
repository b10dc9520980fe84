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
import { type ReactNode, useState } from 'react'
import { componentStrings as words } from '../strings/components.ts'

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
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {props.children}
            {props.typeName !== undefined && (
              <Field label={words.typeToConfirm(props.typeName)}>
                <Input value={typed} onChange={(_, { value }) => setTyped(value)} autoComplete="off" />
              </Field>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={!mayConfirm} onClick={props.onConfirm}>
              {props.confirm}
            </Button>
            <Button onClick={props.onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
