import {
  Button,
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
import { type ReactNode, useEffect, useState } from 'react'
import type { Explained } from '../../preload/contract/explained.ts'
import { toExplained } from '../api/errors.ts'
import { notificationStrings as words } from '../strings/notifications.ts'

export interface ToastContent {
  title: string
  body?: ReactNode
  intent?: ToastIntent
}

/** Fluent's portals lie at 1,000,000. */
const ABOVE_DIALOGS = 1_000_001

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
  // A landmark of their own: Fluent would put them at the end of the document, outside of all.
  const [region, setRegion] = useState<HTMLElement | null>(null)
  const { dispatchToast } = useToastController(id)
  useEffect(() => {
    dispatch = ({ title, body, intent = 'success' }) =>
      dispatchToast(
        <Toast>
          <ToastTitle
            action={
              <ToastTrigger>
                <Button appearance="transparent" size="small" icon={<DismissRegular />} aria-label={words.dismiss} />
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
  return (
    <section ref={setRegion} aria-label={words.messages} style={{ position: 'relative', zIndex: ABOVE_DIALOGS }}>
      <Toaster
        toasterId={id}
        mountNode={region}
        position="bottom-end"
        offset={{ vertical: 36, horizontal: 16 }}
        limit={4}
      />
    </section>
  )
}
