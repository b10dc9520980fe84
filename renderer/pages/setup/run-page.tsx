import { Button } from '@fluentui/react-components'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRuns } from '../../api/runs.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Page } from '../../components/page-layout.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { RunView } from './run-view.tsx'

const route = getRouteApi('/setup/run/$run')

/** A run as it goes: its steps with their times, what they say, and what can be done about them. */
export function RunPage() {
  const { run: id } = route.useParams()
  const navigate = useNavigate()
  const { byId, status, error, retry } = useRuns()
  const run = byId.get(id)
  return (
    <Page title={run?.title ?? words.history} scrolls>
      {run ? (
        <RunView run={run} />
      ) : error ? (
        <ErrorPanel error={error} onRetry={retry} />
      ) : status === 'loading' ? (
        <ListSkeleton rows={6} />
      ) : (
        <EmptyState
          title={words.noRun}
          text={words.noRunHint}
          action={<Button onClick={() => void navigate({ to: '/history' })}>{words.history}</Button>}
        />
      )}
    </Page>
  )
}
