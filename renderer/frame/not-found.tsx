import { Button } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { Page } from '../components/page-layout.tsx'
import { frameStrings } from '../strings/frame.ts'

export function NotFound() {
  const navigate = useNavigate()
  return (
    <Page title={frameStrings.notFound}>
      <EmptyState
        title={frameStrings.notFoundHere}
        text={frameStrings.notFoundHint}
        action={
          <Button appearance="primary" onClick={() => void navigate({ to: '/' })}>
            {frameStrings.goHome}
          </Button>
        }
      />
    </Page>
  )
}
