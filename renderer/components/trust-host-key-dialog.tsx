import { makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Explained } from '../../preload/contract/explained.ts'
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { dialogStrings as words } from '../strings/dialogs.ts'
import { FormDialog } from './form-dialog.tsx'

const useStyles = makeStyles({
  key: {
    display: 'block',
    padding: '8px',
    fontFamily: tokens.fontFamilyMonospace,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
  error: { color: tokens.colorStatusDangerForeground1 },
})

interface Props {
  host: string
  fingerprint: string
  keyType: string
  onClose: () => void
  onTrusted: () => void
}

/** C1: a host key is only trusted after the person saw exactly which. */
export function TrustHostKeyDialog({ host, fingerprint, keyType, onClose, onTrusted }: Props) {
  const styles = useStyles()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Explained | null>(null)
  const trust = () => {
    setBusy(true)
    api.machines
      .trustHostKey({ host, fingerprint })
      .then(onTrusted)
      .catch((failure: unknown) => setError(toExplained(failure)))
      .finally(() => setBusy(false))
  }
  return (
    <FormDialog title={words.trustTitle} submit={words.trust} disabled={busy} alert onSubmit={trust} onClose={onClose}>
      <p>{words.trustText(host)}</p>
      <p>
        {words.fingerprint} ({keyType})<code className={styles.key}>{fingerprint}</code>
      </p>
      <p>
        {words.trustHow}
        <code className={styles.key}>{words.trustCommand(keyType)}</code>
      </p>
      <p>{words.trustNote}</p>
      {error && (
        <p role="alert" className={styles.error}>
          {error.message} {error.remedy}
        </p>
      )}
    </FormDialog>
  )
}
