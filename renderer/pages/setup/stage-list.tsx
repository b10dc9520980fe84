import { StepList } from '../../components/step-list.tsx'
import { setupStrings as words } from '../../strings/setup.ts'

export type Stage = 'host' | 'options' | 'review'
export const stages: readonly Stage[] = ['host', 'options', 'review']

interface Props {
  current: Stage
  onGo: (stage: Stage) => void
  /** Every question is answered. */
  mayReview: boolean
}

/** Where the wizard stands. */
export function StageList({ current, onGo, mayReview }: Props) {
  const at = stages.indexOf(current)
  return (
    <StepList
      label={words.stagesLabel}
      current={current}
      onGo={onGo}
      steps={stages.map((id, index) => ({
        id,
        label: words.stages[id],
        state: index < at ? 'done' : 'open',
        disabled: id === 'review' && !mayReview,
      }))}
    />
  )
}
