import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  ErrorCircleRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import type { RunStep } from '../../../preload/contract/setup.ts'
import { formatDuration } from '../../components/format.ts'
import { setupStrings as words } from '../../strings/setup.ts'

const useStyles = makeStyles({
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr) auto', columnGap: '10px', minHeight: '34px' },
  mark: { fontSize: '20px', display: 'flex', justifyContent: 'center', paddingTop: '5px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  off: { color: tokens.colorNeutralForeground3 },
  wait: { color: tokens.colorStatusWarningForeground1 },
  text: { paddingTop: '6px', minWidth: 0 },
  state: { color: tokens.colorNeutralForeground2 },
  time: { paddingTop: '6px', color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

type Tone = 'busy' | 'good' | 'bad' | 'off' | 'wait'
const tones: Record<RunStep['state'], Tone> = {
  waiting: 'off',
  looking: 'busy',
  applying: 'busy',
  verifying: 'busy',
  restarting: 'busy',
  'awaiting-restart': 'wait',
  already: 'good',
  done: 'good',
  'not-needed': 'off',
  failed: 'bad',
  skipped: 'off',
  undoing: 'busy',
  undone: 'off',
}
const marks = {
  good: CheckmarkCircleFilled,
  bad: ErrorCircleRegular,
  off: CircleRegular,
  wait: ClockRegular,
}

/** Each step with its state and how long it took, or has taken so far. */
export function RunSteps({ steps }: { steps: readonly RunStep[] }) {
  const styles = useStyles()
  const running = steps.some(({ startedAt, endedAt }) => startedAt !== null && endedAt === null)
  const now = useClock(running)
  return (
    <section aria-labelledby="run-steps">
      <h2 id="run-steps" className={styles.heading}>
        {words.steps}
      </h2>
      <ol className={styles.list} aria-live="polite">
        {steps.map(({ id, title, state, startedAt, endedAt }) => {
          const tone = tones[state]
          const Mark =
            state === 'skipped' || state === 'undone' ? SubtractCircleRegular : tone === 'busy' ? null : marks[tone]
          return (
            <li key={id} className={styles.item}>
              <span className={mergeClasses(styles.mark, tone !== 'busy' && styles[tone])} aria-hidden="true">
                {Mark ? <Mark /> : <Spinner size="tiny" />}
              </span>
              <span className={styles.text}>
                {title} <span className={styles.state}>{words.runStepStates[state]}</span>
              </span>
              <span className={styles.time}>{startedAt !== null && tookOf((endedAt ?? now) - startedAt)}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What took no second says nothing of its time. */
function tookOf(milliseconds: number): string {
  return milliseconds < 1000 ? '' : formatDuration(milliseconds)
}

/** The time, moved on each second while something runs. */
function useClock(running: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}
