import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ActionBar, actionBarHeight } from '../../components/action-bar.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page-layout.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { AccountField } from './account-field.tsx'
import { HostFactsSection } from './host-facts.tsx'
import { WizardOptions } from './options.tsx'
import { PlanReview } from './plan-review.tsx'
import { type Stage, StageList, stages } from './stage-list.tsx'
import { TargetField } from './target-field.tsx'
import { useKnownTargets } from './use-target.ts'
import { WhyPanel } from './why-panel.tsx'
import { type Answers, chosenProcedures, firstAnswers, isComplete, isWizard, type WizardId } from './wizards.ts'

const narrow = '@media (max-width: 800px)'
const route = getRouteApi('/setup/$wizard')
const useStyles = makeStyles({
  root: {
    flex: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: '200px minmax(0, 1fr)',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr)' },
  },
  stages: { borderRight: `1px solid ${tokens.colorNeutralStroke2}`, [narrow]: { borderRight: 0 } },
  body: {
    overflow: 'auto',
    // What has the focus is not behind the bar.
    scrollPaddingBottom: actionBarHeight,
    padding: '6px 24px 0',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
  },
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outline: 'none',
  },
})

const questions = { host: words.questionHost, options: words.questionOptions, review: words.questionReview }
const trustQuestions = { ...questions, host: words.questionConnects, options: words.questionTrusts }

/** The generic wizard: which host, what it should be like, the plan itself; one question a page. */
export function WizardPage() {
  const { wizard } = route.useParams()
  const { remote } = route.useSearch()
  const navigate = useNavigate()
  if (!isWizard(wizard)) {
    return (
      <Page title={words.title}>
        <EmptyState
          title={words.unknownWizard}
          text=""
          action={<Button onClick={() => void navigate({ to: '/setup' })}>{words.openSetup}</Button>}
        />
      </Page>
    )
  }
  return <Wizard key={`${wizard} ${remote ?? ''}`} wizard={wizard} />
}

function Wizard({ wizard }: { wizard: WizardId }) {
  const styles = useStyles()
  const navigate = useNavigate()
  const { on, vm, remote } = route.useSearch()
  const [first] = useKnownTargets()
  const target = on ?? first?.target ?? ''
  const [stage, setStage] = useState<Stage>('host')
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers({ vm, remote }))
  const question = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is read out when it changes
  useEffect(() => question.current?.focus(), [stage])
  const complete = isComplete(wizard, answers)
  const index = stages.indexOf(stage)
  const go = (step: number) => setStage(stages[index + step] ?? stage)
  const back = index > 0 ? <Button onClick={() => go(-1)}>{words.back}</Button> : null
  return (
    <Page title={words.wizard[wizard].title} end={<WhyPanel wizard={wizard} />}>
      <div className={styles.root}>
        <div className={styles.stages}>
          <StageList current={stage} onGo={setStage} mayReview={complete} />
        </div>
        <div className={styles.body}>
          <h2 className={styles.question} tabIndex={-1} ref={question}>
            {(wizard === 'trust-remote-host' ? trustQuestions : questions)[stage]}
          </h2>
          {stage === 'host' && (
            <>
              <TargetField
                target={target}
                onTarget={(next) =>
                  void navigate({
                    to: '/setup/$wizard',
                    params: { wizard },
                    search: { on: next, vm, remote },
                    replace: true,
                  })
                }
              />
              <AccountField target={target} />
              {target !== '' && <HostFactsSection key={target} target={target} />}
            </>
          )}
          {stage === 'options' && (
            <WizardOptions target={target} wizard={wizard} answers={answers} onAnswers={setAnswers} />
          )}
          {stage === 'review' && (
            <PlanReview
              target={target}
              procedures={chosenProcedures(wizard, answers)}
              back={back}
              onRun={(run) => void navigate({ to: '/setup/run/$run', params: { run } })}
            />
          )}
          {stage !== 'review' && (
            <ActionBar>
              {back}
              <Button
                appearance="primary"
                disabled={target === '' || (stage === 'options' && !complete)}
                onClick={() => go(1)}
              >
                {words.next}
              </Button>
            </ActionBar>
          )}
        </div>
      </div>
    </Page>
  )
}
