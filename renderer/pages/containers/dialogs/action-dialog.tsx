import { makeStyles } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { ShownAction } from '../../../../preload/contract/command-line/actions.ts'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { toExplained } from '../../../api/errors.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  command: { marginTop: '4px' },
})

interface Props {
  title: string
  children: ReactNode
  /** The verb on the button. */
  confirm: string
  /** What the button does, for the equivalent command; null while the form cannot say. */
  action: ShownAction | null
  disabled?: boolean
  /** Asked before something is lost. */
  alert?: boolean
  /** Does the work; the dialog closes when it resolves and shows the error when it does not. */
  onConfirm: () => Promise<unknown>
  onClose: () => void
}

/** A form in a dialog: its fields, the equivalent command, the failure where it happened. Rendered only while open. */
export function ActionDialog({ title, children, confirm, action, disabled, alert, onConfirm, onClose }: Props) {
  const styles = useStyles()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Explained | null>(null)
  const submit = async (): Promise<void> => {
    if (busy || disabled) return
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (failure) {
      setError(toExplained(failure))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={title}
      submit={confirm}
      disabled={busy || disabled}
      alert={alert}
      contentClass={styles.content}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {children}
      {error && <ErrorPanel error={error} onRetry={() => void submit()} />}
      <div className={styles.command}>
        <EquivalentCommand command={action && toEquivalent(action)} />
      </div>
    </FormDialog>
  )
}
