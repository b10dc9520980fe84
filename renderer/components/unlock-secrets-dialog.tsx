import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { refreshAppInfo, useAppInfo } from '../api/settings.ts'
import { dialogStrings as words } from '../strings/dialogs.ts'
import { FormDialog } from './form-dialog.tsx'

/** C6: opens the encrypted file of secrets where there is no keychain, or makes it. */
export function UnlockSecretsDialog({ onClose, onUnlocked }: { onClose: () => void; onUnlocked: () => void }) {
  // A new file's passphrase is typed twice: a slip in it would lock the secrets away for good.
  const isNew = useAppInfo()?.secrets === 'memory'
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const unlock = () => {
    if (isNew && again !== passphrase) return setProblem(words.notSame)
    setProblem('')
    setBusy(true)
    api.app
      .unlockSecrets({ passphrase })
      .then(async () => {
        await refreshAppInfo()
        onUnlocked()
      })
      .catch((error: unknown) => {
        const { message, remedy } = toExplained(error)
        setProblem(`${message} ${remedy}`)
      })
      .finally(() => setBusy(false))
  }
  return (
    <FormDialog
      title={isNew ? words.makeTitle : words.unlockTitle}
      submit={isNew ? words.make : words.unlock}
      disabled={busy || passphrase === ''}
      onSubmit={unlock}
      onClose={onClose}
    >
      <p>{isNew ? words.makeText : words.unlockText}</p>
      <Field label={words.passphrase} required validationState={problem ? 'error' : 'none'} validationMessage={problem}>
        <Input
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={(_, { value }) => setPassphrase(value)}
        />
      </Field>
      {isNew && (
        <Field label={words.again} required>
          <Input type="password" autoComplete="off" value={again} onChange={(_, { value }) => setAgain(value)} />
        </Field>
      )}
    </FormDialog>
  )
}
