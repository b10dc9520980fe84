import { MessageBar, MessageBarBody, ProgressBar } from '@fluentui/react-components'
import type { ConnectionTest } from '../../../preload/contract/machines.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { connectionFormStrings as words } from '../../strings/connections.ts'

/** What a test dial found; an unknown host key can be trusted from here, and the test goes on. */
export function TestResult({ test, onRetry }: { test: ConnectionTest | 'busy' | null; onRetry: () => void }) {
  if (test === null) return null
  if (test === 'busy') return <ProgressBar aria-label={words.testing} />
  if (!test.ok) return <ErrorPanel error={test.error} onRetry={onRetry} />
  return (
    <MessageBar intent="success" layout="multiline" politeness="polite">
      <MessageBarBody>
        {words.testOk(test.facts.version, test.facts.operatingSystem, Math.round(test.milliseconds))}
      </MessageBarBody>
    </MessageBar>
  )
}
