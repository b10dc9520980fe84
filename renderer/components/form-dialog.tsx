import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { componentStrings as words } from '../strings/components.ts'

// A name may be 200 characters long and have no place to break at.
const useStyles = makeStyles({ title: { overflowWrap: 'anywhere', minWidth: 0 } })

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
  /** Buttons between that one and Cancel. */
  otherAnswers?: ReactNode
  onSubmit?: () => void
  onClose: () => void
}

/** Fields in a dialog, with a button for what they are for. Rendered only while it is open. */
export function FormDialog(props: Props) {
  const styles = useStyles()
  const cancel = useRef<HTMLButtonElement>(null)
  const { title, children, submit, disabled, alert, className, contentClass, otherAnswers, onSubmit, onClose } = props
  // Where nothing is to be filled in, the focus begins at the safe answer and not at the drawer of the command.
  useEffect(() => {
    if (alert && document.activeElement?.hasAttribute('aria-expanded')) cancel.current?.focus()
  }, [alert])
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
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={contentClass}>{children}</DialogContent>
            <DialogActions>
              {submit !== undefined && (
                <Button appearance="primary" type="submit" disabled={disabled}>
                  {submit}
                </Button>
              )}
              {otherAnswers}
              <Button ref={cancel} appearance={submit === undefined ? 'primary' : 'secondary'} onClick={onClose}>
                {submit === undefined ? words.close : words.cancel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
