import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import type { Explained } from '../../../preload/contract/explained.ts'
import { toExplained } from '../../api/errors.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  text: { margin: 0 },
})

interface Props {
  title: string
  hint: string
  submit: string
  /** The name to begin with. */
  first?: string
  /** A description is asked for too. */
  described?: boolean
  work: (given: { name: string; description: string }) => Promise<unknown>
  onDone: (name: string) => void
  onClose: () => void
}

/** Asks for the name of a machine that is to be one's own; what hinders it is told in the dialog. */
export function KeepMachineDialog({ title, hint, submit, first = '', described, work, onDone, onClose }: Props) {
  const styles = useStyles()
  const [name, setName] = useState(first)
  const [description, setDescription] = useState('')
  const [error, setError] = useState<Explained | null>(null)
  const [busy, setBusy] = useState(false)
  const onSubmit = () => {
    setBusy(true)
    setError(null)
    void work({ name: name.trim(), description: description.trim() })
      .then(() => onDone(name.trim()))
      .catch((failure: unknown) => setError(toExplained(failure)))
      .finally(() => setBusy(false))
  }
  return (
    <FormDialog
      title={title}
      submit={submit}
      disabled={busy || name.trim() === ''}
      contentClass={styles.content}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p className={styles.text}>{hint}</p>
      <Field label={words.ownName} hint={words.ownNameHint} required>
        <Input value={name} maxLength={40} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
      {described && (
        <Field label={words.ownDescription}>
          <Input value={description} maxLength={200} onChange={(_, { value }) => setDescription(value)} />
        </Field>
      )}
      {error && <ErrorPanel error={error} />}
    </FormDialog>
  )
}
