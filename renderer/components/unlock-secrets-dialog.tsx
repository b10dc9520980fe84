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
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { refreshAppInfo, useAppInfo } from '../api/settings.ts'
import { componentStrings } from '../strings/components.ts'
import { dialogStrings as words } from '../strings/dialogs.ts'

/** C6: opens the encrypted file of secrets where there is no keychain, or makes it. */
export function UnlockSecretsDialog({ onClose, onUnlocked }: { onClose: () => void; onUnlocked: () => void }) {
  // A new file's passphrase is typed twice: a slip in it would lock the secrets away for good.
  const isNew = useAppInfo()?.secrets === 'memory'
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const unlock = (event: FormEvent) => {
    event.preventDefault()
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
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={unlock}>
          <DialogBody>
            <DialogTitle>{isNew ? words.makeTitle : words.unlockTitle}</DialogTitle>
            <DialogContent>
              <p>{isNew ? words.makeText : words.unlockText}</p>
              <Field
                label={words.passphrase}
                required
                validationState={problem ? 'error' : 'none'}
                validationMessage={problem}
              >
                <Input
                  type="password"
                  autoComplete="off"
                  value={passphrase}
                  onChange={(_, { value }) => setPassphrase(value)}
                />
              </Field>
              {isNew && (
                <Field label={words.again} required>
                  <Input
                    type="password"
                    autoComplete="off"
                    value={again}
                    onChange={(_, { value }) => setAgain(value)}
                  />
                </Field>
              )}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={busy || passphrase === ''}>
                {isNew ? words.make : words.unlock}
              </Button>
              <Button onClick={onClose}>{componentStrings.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
