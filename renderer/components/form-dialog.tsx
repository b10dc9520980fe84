import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import type { FormEvent, ReactNode } from 'react'
import { componentStrings as words } from '../strings/components.ts'

interface Props {
  title: string
  children: ReactNode
  /** The verb on the button, which Enter in a field presses too; without it there is only Close. */
  submit?: string
  disabled?: boolean
  /** Asked before something is lost. */
  alert?: boolean
  /** Of the frame, where its size differs. */
  className?: string
  contentClass?: string
  onSubmit?: () => void
  onClose: () => void
}

/** Fields in a dialog, with a button for what they are for. Rendered only while it is open. */
export function FormDialog(props: Props) {
  const { title, children, submit, disabled, alert, className, contentClass, onSubmit, onClose } = props
  const onFormSubmit = (event: FormEvent): void => {
    event.preventDefault()
    // In React's tree a dialog that an error here leads to lies within this form: its submit is not ours.
    event.stopPropagation()
    if (submit !== undefined && !disabled) onSubmit?.()
  }
  return (
    <Dialog open modalType={alert ? 'alert' : 'modal'} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={className}>
        <form onSubmit={onFormSubmit} noValidate>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={contentClass}>{children}</DialogContent>
            <DialogActions>
              {submit !== undefined && (
                <Button appearance="primary" type="submit" disabled={disabled}>
                  {submit}
                </Button>
              )}
              <Button appearance={submit === undefined ? 'primary' : 'secondary'} onClick={onClose}>
                {submit === undefined ? words.close : words.cancel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
