import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { StepList } from '../../../components/step-list.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'
import { type Step, steps } from './steps.ts'

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

/** The topics of the form. */
export function Stepper({ os, current, problems, filled, onGo }: Props) {
  return (
    <StepList
      label={words.stepsLabel}
      current={current}
      onGo={onGo}
      steps={steps.map((id) => {
        const count = id === 'review' ? 0 : problems(id)
        return {
          id,
          label: stepName(id, os),
          state: count > 0 ? 'wrong' : filled(id) ? 'done' : 'open',
          ...(count > 0 ? { note: words.stepProblems(count) } : {}),
        }
      })}
    />
  )
}
