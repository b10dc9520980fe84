import { Button } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { frameStrings } from '../strings/frame.ts'

export function NotFound() {
  const navigate = useNavigate()
  return (
    <EmptyState
      title={frameStrings.notFound}
      text={frameStrings.notFoundHint}
      action={
        <Button appearance="primary" onClick={() => void navigate({ to: '/' })}>
          {frameStrings.goHome}
        </Button>
      }
    />
  )
}
