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
import { refreshAppInfo } from '../api/settings.ts'
import { componentStrings } from '../strings/components.ts'
import { dialogStrings as words } from '../strings/dialogs.ts'

/** C6: opens the encrypted file of secrets where there is no keychain, or makes it. */
export function UnlockSecretsDialog({ onClose, onUnlocked }: { onClose: () => void; onUnlocked: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const unlock = (event: FormEvent) => {
    event.preventDefault()
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
            <DialogTitle>{words.unlockTitle}</DialogTitle>
            <DialogContent>
              <p>{words.unlockText}</p>
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
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={busy || passphrase === ''}>
                {words.unlock}
              </Button>
              <Button onClick={onClose}>{componentStrings.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
