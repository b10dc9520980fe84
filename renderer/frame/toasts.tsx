import {
  Toast,
  ToastBody,
  Toaster,
  type ToastIntent,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect } from 'react'
import type { Explained } from '../../preload/contract/explained.ts'
import { toExplained } from '../api/errors.ts'

export interface ToastContent {
  title: string
  body?: ReactNode
  intent?: ToastIntent
}

let dispatch: ((content: ToastContent) => void) | null = null

/** A short message at the corner; for results of what the person did, not for states that a page shows itself. */
export function showToast(content: ToastContent): void {
  dispatch?.(content)
}

/** The same for a failure of an action that has no place of its own for an error panel. */
export function showFailure(error: unknown): void {
  const { message, remedy }: Explained = toExplained(error)
  showToast({ title: message, body: remedy, intent: 'error' })
}

export function Toasts() {
  const id = useId('toasts')
  const { dispatchToast } = useToastController(id)
  useEffect(() => {
    dispatch = ({ title, body, intent = 'success' }) =>
      dispatchToast(
        <Toast>
          <ToastTitle
            action={
              <ToastTrigger>
                <button type="button" aria-label="Dismiss" style={{ background: 'none', border: 0, color: 'inherit' }}>
                  <DismissRegular />
                </button>
              </ToastTrigger>
            }
          >
            {title}
          </ToastTitle>
          {body && <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' ? 12_000 : 5000, pauseOnHover: true },
      )
    return () => {
      dispatch = null
    }
  }, [dispatchToast])
  return <Toaster toasterId={id} position="bottom-end" offset={{ vertical: 36, horizontal: 16 }} limit={4} />
}
