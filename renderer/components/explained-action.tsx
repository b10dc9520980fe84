import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ExplainedAction } from '../../preload/contract/explained.ts'
import { api } from '../api/client.ts'
import { inWindow } from '../api/door.ts'
import { showFailure } from '../frame/toasts.tsx'
import { componentStrings as words } from '../strings/components.ts'
import { copyText } from './copy-button.tsx'
import { TrustHostKeyDialog } from './trust-host-key-dialog.tsx'
import { UnlockSecretsDialog } from './unlock-secrets-dialog.tsx'

/** The button's words; null when nobody here can carry the action out. */
export function actionLabel(action: ExplainedAction, canRetry: boolean, hasOwner: boolean): string | null {
  switch (action.kind) {
    case 'retry':
      return canRetry ? words.retry : null
    case 'edit-connection':
      return words.editConnection
    case 'reconnect':
      return words.reconnect
    case 'trust-host-key':
      return words.trustHostKey
    case 'trust-remote-host':
      return words.trustRemoteHost(action.host)
    case 'unlock-secrets':
      return words.unlockSecrets
    case 'open-page':
    case 'open-link':
    case 'copy':
      return action.label
    case 'start-container':
      return words.startContainer
    case 'stop-container':
      return words.stopContainer
    case 'use-hyperv':
      return hasOwner ? words.useHyperv : null
    case 'force':
      return hasOwner ? words.force : null
  }
}

interface Options {
  onRetry?: () => void
  onAction?: (action: ExplainedAction) => boolean
}

/** Carries out what an explained failure offers; `dialog` must be rendered. */
export function useExplainedAction({ onRetry, onAction }: Options): {
  run: (action: ExplainedAction) => void
  busy: boolean
  dialog: ReactNode
} {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<ExplainedAction | null>(null)

  const work = (promise: Promise<unknown>) => {
    setBusy(true)
    promise
      .then(() => onRetry?.())
      .catch(showFailure)
      .finally(() => setBusy(false))
  }
  const act = (action: ExplainedAction): void => {
    switch (action.kind) {
      case 'retry':
        onRetry?.()
        return
      case 'edit-connection':
        void navigate({ to: '/connections', search: { edit: action.machine } })
        return
      case 'reconnect':
        work(api.machines.retry({ machine: action.machine }))
        return
      case 'trust-host-key':
      case 'unlock-secrets':
        setAsking(action)
        return
      case 'trust-remote-host':
        void navigate({
          to: '/setup/$wizard',
          params: { wizard: 'trust-remote-host' },
          search: { on: 'local', remote: action.host },
        })
        return
      case 'open-page':
        void navigate({ to: action.path })
        return
      case 'open-link':
        openLink(action.url)
        return
      case 'copy':
        void copyText(action.text)
        return
      case 'start-container':
      case 'stop-container': {
        const kind = action.kind === 'start-container' ? 'start' : 'stop'
        work(api.containers.act({ machine: action.machine, containers: [action.container], action: { kind } }))
        return
      }
    }
  }
  const dialog =
    asking?.kind === 'trust-host-key' ? (
      <TrustHostKeyDialog
        host={asking.host}
        fingerprint={asking.fingerprint}
        keyType={asking.keyType}
        onClose={() => setAsking(null)}
        onTrusted={() => {
          setAsking(null)
          work(asking.machine ? api.machines.retry({ machine: asking.machine }).catch(() => {}) : Promise.resolve())
        }}
      />
    ) : asking?.kind === 'unlock-secrets' ? (
      <UnlockSecretsDialog
        onClose={() => setAsking(null)}
        onUnlocked={() => {
          setAsking(null)
          onRetry?.()
        }}
      />
    ) : null
  return { run: (action) => void (onAction?.(action) || act(action)), busy, dialog }
}

/** The window door hands links to the system's browser; a browser tab opens them itself. */
export function openLink(url: string): void {
  if (inWindow) api.app.openLink({ url }).catch(showFailure)
  else window.open(url, '_blank', 'noopener,noreferrer')
}
