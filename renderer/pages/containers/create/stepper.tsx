import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, CircleRegular, ErrorCircleRegular, RadioButtonFilled } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { type Step, steps } from './steps.ts'

const narrow = '@media (max-width: 800px)'
const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '4px 8px 8px 12px',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    [narrow]: { flexDirection: 'row', overflowX: 'auto', padding: '0 12px 4px' },
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '8px',
    alignItems: 'center',
    width: '100%',
    minHeight: '32px',
    padding: '4px 8px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    [narrow]: { whiteSpace: 'nowrap' },
  },
  current: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
  icon: { fontSize: '18px', display: 'flex', color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  wrong: { color: tokens.colorPaletteRedForeground1 },
  here: { color: tokens.colorBrandForeground1 },
  problems: {
    gridColumn: 2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    // The icon carries the colour; red text on a chosen or pointed-at step is too dim in the dark.
    color: tokens.colorNeutralForeground1,
  },
})

export function stepName(step: Step, os: EngineOs): string {
  return step === 'limits' && os === 'linux' ? words.linuxLimits : words.steps[step]
}

interface Props {
  os: EngineOs
  current: Step
  /** How many problems to show at a step. */
  problems: (step: Step) => number
  /** Something is filled in there. */
  filled: (step: Step) => boolean
  onGo: (step: Step) => void
}

/** The topics of the form; each can be gone to at any time. */
export function Stepper({ os, current, problems, filled, onGo }: Props) {
  const styles = useStyles()
  const list = useRef<HTMLOListElement>(null)
  // Where the steps are one line that scrolls, the current one is in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time another step is the current one
  useEffect(() => {
    const step = list.current?.querySelector<HTMLElement>('[aria-current]')
    if (list.current && step) list.current.scrollLeft = step.offsetLeft - list.current.offsetLeft - 24
  }, [current])
  return (
    <nav aria-label={words.stepsLabel}>
      <ol ref={list} className={styles.list}>
        {steps.map((step) => {
          const count = step === 'review' ? 0 : problems(step)
          const isCurrent = step === current
          const Icon =
            count > 0
              ? ErrorCircleRegular
              : isCurrent
                ? RadioButtonFilled
                : filled(step)
                  ? CheckmarkCircleRegular
                  : CircleRegular
          const tone = count > 0 ? styles.wrong : isCurrent ? styles.here : filled(step) ? styles.done : undefined
          return (
            <li key={step}>
              <button
                type="button"
                className={mergeClasses(styles.step, isCurrent && styles.current)}
                aria-current={isCurrent ? 'step' : undefined}
                onClick={() => onGo(step)}
              >
                <span className={mergeClasses(styles.icon, tone)} aria-hidden="true">
                  <Icon />
                </span>
                <span>{stepName(step, os)}</span>
                {count > 0 && <span className={styles.problems}>{words.stepProblems(count)}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
