import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { toExplained } from '../api/errors.ts'
import { reportFailure } from '../frame/error-boundary.tsx'
import { frameStrings } from '../strings/frame.ts'
import { ErrorPanel } from './error-panel.tsx'

/** A page that threw: the frame around it goes on working. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const [logId, setLogId] = useState<string | null>(null)
  useEffect(() => {
    const failure = error instanceof Error ? error : new Error(String(error))
    void reportFailure(failure).then(setLogId)
  }, [error])
  const explained = {
    ...toExplained(error),
    message: frameStrings.pageBroke,
    remedy: frameStrings.pageBrokeHint,
    cause: logId ? frameStrings.loggedAs(logId) : '',
  }
  return (
    <div style={{ padding: 24 }}>
      <ErrorPanel error={{ ...explained, action: { kind: 'retry' } }} onRetry={reset} />
    </div>
  )
}
