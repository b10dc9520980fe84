import { Button, makeStyles } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import type { RunRow } from '../../../preload/contract/setup.ts'
import { DetailsPane } from '../../components/details-pane.tsx'
import { StateDot } from '../../components/state-dot.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { RunOutput } from '../setup/run-output.tsx'
import { RunSteps } from '../setup/run-steps.tsx'
import { runTones } from '../setup/run-view.tsx'
import { ChangeRecord } from './change-record.tsx'
import { StillTrue } from './still-true.tsx'

const useStyles = makeStyles({ tab: { padding: '12px 16px' } })

interface Props {
  run: RunRow
  tab: string | undefined
  onTab: (tab: string) => void
  onClose: () => void
}

/** One run: its steps, what it said, its change record, and whether what it did still holds. */
export function RunDetails({ run, tab, onTab, onClose }: Props) {
  const styles = useStyles()
  const navigate = useNavigate()
  return (
    <DetailsPane
      title={run.title}
      state={<StateDot tone={runTones[run.state]} word={words.runStates[run.state]} />}
      actions={
        <Button size="small" onClick={() => void navigate({ to: '/setup/run/$run', params: { run: run.id } })}>
          {words.openRun}
        </Button>
      }
      tab={tab}
      onTab={onTab}
      onClose={onClose}
      tabs={[
        {
          id: 'steps',
          label: words.steps,
          render: () => (
            <div className={styles.tab}>
              <RunSteps steps={run.steps} />
            </div>
          ),
        },
        {
          id: 'output',
          label: words.output,
          render: () => (
            <div className={styles.tab}>
              <RunOutput run={run.id} />
            </div>
          ),
        },
        {
          id: 'record',
          label: words.record,
          render: () => (
            <div className={styles.tab}>
              <ChangeRecord run={run.id} state={run.state} />
            </div>
          ),
        },
        {
          id: 'still-true',
          label: words.stillTrue,
          render: () => (
            <div className={styles.tab}>
              <StillTrue run={run.id} />
            </div>
          ),
        },
      ]}
    />
  )
}
