import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useRuns } from '../api/runs.ts'
import { frameStrings as words } from '../strings/frame.ts'

/** Says that this machine was restarted and a plan waits to go on; its own page says so itself. */
export function WaitingRun() {
  const { rows } = useRuns()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const run = rows.find(({ waiting }) => waiting?.restarted)
  if (!run || pathname === `/setup/run/${run.id}`) return null
  return (
    <MessageBar intent="info">
      <MessageBarBody>{words.runWaits(run.title)}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => void navigate({ to: '/setup/run/$run', params: { run: run.id } })}>
          {words.openRun}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
