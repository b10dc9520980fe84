import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular, DismissRegular, PlayRegular, StepsRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunRow, RunState } from '../../../preload/contract/setup.ts'
import { api } from '../../api/client.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { StateDot, type StateTone } from '../../components/state-dot.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { RunOutput } from './run-output.tsx'
import { RunSteps } from './run-steps.tsx'
import { hostOfRun, insideTarget } from './use-target.ts'

export const runTones: Record<RunState, StateTone> = {
  running: 'busy',
  done: 'good',
  failed: 'bad',
  cancelled: 'off',
  'awaiting-restart': 'warning',
  undone: 'off',
  interrupted: 'warning',
  unusable: 'bad',
}

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '4px 16px' },
  target: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(376px, 100%), 1fr))',
    gap: '16px 24px',
    alignItems: 'start',
  },
})

export function RunView({ run }: { run: RunRow }) {
  const styles = useStyles()
  const navigate = useNavigate()
  const [undoing, setUndoing] = useState(false)
  const { id, next } = run
  const stuck = run.steps.find(({ state }) => state === 'failed')
  const act = (work: Promise<unknown>) => void work.catch(showFailure)
  const error = run.error ?? stuck?.error ?? null
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <span data-testid="run-state">
          <StateDot tone={runTones[run.state]} word={words.runStates[run.state]} />
        </span>
        <span className={styles.target}>{hostOfRun(run)}</span>
      </div>
      {run.waiting && (
        <MessageBar intent={run.waiting.restarted ? 'info' : 'warning'} layout="multiline">
          <MessageBarBody>
            {run.waiting.restarted
              ? words.restarted
              : run.waiting.registered
                ? words.restartThenBack
                : words.restartThenOpen}
          </MessageBarBody>
        </MessageBar>
      )}
      {error && run.state !== 'running' && <ErrorPanel error={error} />}
      <div className={styles.actions}>
        {(run.state === 'running' || run.waiting) && (
          <Button
            icon={<DismissRegular />}
            title={run.waiting ? words.giveUpHint : words.cancelHint}
            onClick={() => act(api.setup.cancel({ run: id }))}
          >
            {words.cancel}
          </Button>
        )}
        {run.canResume && (
          <Button
            // Before the restart it would only say so.
            appearance={run.waiting && !run.waiting.restarted ? 'secondary' : 'primary'}
            icon={<PlayRegular />}
            onClick={() => act(api.setup.resume({ run: id }))}
          >
            {stuck ? words.retry : words.resume}
          </Button>
        )}
        {run.waiting && run.undoing && (
          <Button appearance="primary" icon={<PlayRegular />} onClick={() => act(api.setup.undo({ run: id }))}>
            {words.resume}
          </Button>
        )}
        {run.canResume && stuck && !run.undoing && (
          <Button icon={<StepsRegular />} onClick={() => act(api.setup.skip({ run: id, step: stuck.id }))}>
            {words.skip}
          </Button>
        )}
        {run.canUndo && (
          <Button icon={<ArrowUndoRegular />} onClick={() => setUndoing(true)}>
            {words.undoRun}
          </Button>
        )}
        {next && run.state === 'done' && (
          <Button
            appearance="primary"
            onClick={() =>
              void navigate({
                to: '/setup/$wizard',
                params: { wizard: next.procedures[0]?.procedure ?? 'hyper-v' },
                search: { on: insideTarget(run.target, next.vm) },
              })
            }
          >
            {next.title}
          </Button>
        )}
      </div>
      <div className={styles.columns}>
        <RunSteps steps={run.steps} />
        <RunOutput key={id} run={id} />
      </div>
      {undoing && (
        <ConfirmDialog
          title={words.undoTitle}
          confirm={words.undoRun}
          onConfirm={() => {
            setUndoing(false)
            act(api.setup.undo({ run: id }))
          }}
          onClose={() => setUndoing(false)}
        >
          {words.undoText(hostOfRun(run))}
        </ConfirmDialog>
      )}
    </div>
  )
}
