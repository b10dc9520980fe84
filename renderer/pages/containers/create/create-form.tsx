import { makeStyles, tokens } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { DockerRun } from '../../../../preload/contract/command-line/parse-docker-run.ts'
import { fitSpecToEngine } from '../../../../preload/contract/container-spec.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { useHypervisor } from '../../../api/host.ts'
import { useMachines } from '../../../api/machines.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'
import { dropDraft, keepDraft } from './drafts.ts'
import { EnvironmentStep } from './environment-step.tsx'
import { CreateFormProvider, type CreateForm as Form } from './form-context.ts'
import { FormFoot } from './form-foot.tsx'
import { type FormValues, toFormValues } from './form-values.ts'
import { judgeImage } from './image-fit.ts'
import { ImageStep } from './image-step.tsx'
import { LimitsStep } from './limits-step.tsx'
import { networkProblems } from './network-sharing.ts'
import { NetworkStep } from './network-step.tsx'
import type { Notes } from './notes.ts'
import { droppedNotes } from './notes.ts'
import { NotesBar } from './notes-bar.tsx'
import { NotStartedOutcome } from './outcome.tsx'
import { PasteRunDialog } from './paste-run-dialog.tsx'
import { type FormProblem, readForm } from './read-form.ts'
import { ReviewStep } from './review-step.tsx'
import { RunStep } from './run-step.tsx'
import { Stepper } from './stepper.tsx'
import { offers, problemsOf, type Step, steps } from './steps.ts'
import { StorageStep } from './storage-step.tsx'
import { summarise } from './summary.ts'
import { useCreate } from './use-create.ts'
import { useLocalImage } from './use-local-image.ts'

const narrow = '@media (max-width: 800px)'
const low = '@media (max-height: 460px)'
const useStyles = makeStyles({
  root: {
    flex: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    gridTemplateRows: 'minmax(0, 1fr) auto',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr) auto' },
    // Enlarged until little is left: the page scrolls as a whole.
    [low]: { display: 'block', overflow: 'auto' },
  },
  steps: { borderRight: `1px solid ${tokens.colorNeutralStroke2}`, overflow: 'auto', [narrow]: { borderRight: 0 } },
  body: { overflow: 'auto', padding: '6px 24px 16px', [low]: { overflow: 'visible' } },
  fields: { maxWidth: '760px', display: 'flex', flexDirection: 'column', gap: '16px' },
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outline: 'none',
  },
})

interface Props {
  machine: string
  facts: EngineFacts
  initial: FormValues
  /** Under which the form is kept when the page is left. */
  draftKey: string
  firstStep: Step
  firstNotes: Notes | null
  pasting: boolean
  onPasted: (filled: boolean) => void
  onStartOver: () => void
}

/** K2: the form, a topic a page, with the command line that does the same. */
export function CreateForm(props: Props) {
  const { machine, facts, draftKey } = props
  const styles = useStyles()
  const navigate = useNavigate()
  const [values, setValues] = useState(props.initial)
  const [step, setStep] = useState(props.firstStep)
  const [visited, setVisited] = useState<ReadonlySet<Step>>(new Set([props.firstStep]))
  const [notes, setNotes] = useState(props.firstNotes)
  const heading = useRef<HTMLHeadingElement>(null)
  const done = useRef(false)

  const image = useLocalImage(machine, values.image)
  const hypervisor = useHypervisor(useMachines().byId.get(machine) ?? null)
  const reading = readForm(values, facts.os)
  const { spec } = reading
  const problems = [...reading.problems, ...imageProblems(), ...networkProblems(values, facts)]
  const made = useCreate(machine, () => {
    done.current = true
    dropDraft(draftKey)
  })

  function imageProblems(): FormProblem[] {
    if (reading.problems.some(({ field }) => field === 'image')) return []
    if (image.known && !image.row) return [{ field: 'image', message: words.imageNotLocalProblem }]
    const fit = judgeImage(facts, image.details, values.isolation, hypervisor)
    if (fit?.verdict !== 'refuse') return []
    return [
      { field: facts.os === 'windows' && fit.offer ? 'isolation' : 'image', message: `${fit.reason} ${fit.remedy}` },
    ]
  }

  // What the engine says to a refused create stands above the fields, wherever one has scrolled to.
  useEffect(() => {
    if (made.failure) heading.current?.scrollIntoView()
  }, [made.failure])

  const set = (change: Partial<FormValues>) => setValues((before) => ({ ...before, ...change }))
  // Left unfinished, the form is still there when one comes back.
  useEffect(() => {
    if (!done.current && values !== props.initial) keepDraft(draftKey, { values, step })
  }, [values, step, draftKey, props.initial])
  // While the next page is fetched this one is hidden, not gone. Come back to after its container was made, it begins
  // anew; of a page that is hidden and shown again only the layout effects are run again.
  const shownAgain = useEffectEvent(() => {
    if (done.current) props.onStartOver()
  })
  useLayoutEffect(() => shownAgain(), [])

  const go = (to: Step) => {
    setStep(to)
    setVisited((before) => new Set([...before, step, to]))
    requestAnimationFrame(() => heading.current?.focus())
  }
  // A required field that nobody has come by yet is not wrong, only open.
  const shown = (problem: FormProblem) =>
    problem.field !== 'image' || values.image !== '' || visited.size > 1 || step !== 'image'
  const form: Form = {
    machine,
    facts,
    hypervisor,
    values,
    set,
    image,
    offers: (field) => offers(facts, field),
    problemAt: (field, row) =>
      problems.filter(shown).find((problem) => problem.field === field && problem.row === row)?.message,
  }
  const summary = summarise(spec, facts.os)
  const next = steps[steps.indexOf(step) + 1]
  const ready = problems.length === 0 && !made.busy
  const create = (start: boolean) => {
    if (ready) void made.create(spec, start, start && values.interactive && values.tty && values.attach)
  }
  const fill = (run: DockerRun) => {
    const fitted = fitSpecToEngine(run.spec, facts.os)
    setValues(toFormValues(fitted.spec, facts.os))
    const items = [...run.warnings, ...droppedNotes(fitted.dropped, facts.os)]
    setNotes({ title: items.length > 0 ? words.pasteRunNotes : words.pasteRunDone, items })
    props.onPasted(true)
    go('review')
  }
  if (made.notStarted) {
    return (
      <div className={styles.body}>
        <NotStartedOutcome
          machine={machine}
          notStarted={made.notStarted}
          onStarted={() => made.startedAfterAll()}
          onBack={(useHyperv) => {
            if (useHyperv) set({ isolation: 'hyperv' })
            made.forgetNotStarted()
            setStep('review')
          }}
        />
      </div>
    )
  }
  return (
    <CreateFormProvider value={form}>
      <form
        className={styles.root}
        noValidate
        aria-label={words.title}
        onSubmit={(event) => {
          event.preventDefault()
          if (next) go(next)
          else create(true)
        }}
        onKeyDown={(event) => {
          // In React's tree a dialog of this form lies within it; what is typed there is not for the form.
          const isOurs = event.target instanceof Node && event.currentTarget.contains(event.target)
          if (!isOurs || event.key !== 'Enter' || !event.ctrlKey) return
          event.preventDefault()
          create(true)
        }}
      >
        <div className={styles.steps}>
          <Stepper
            os={facts.os}
            current={step}
            problems={(each) => problemsOf(each, problems.filter(shown)).length}
            filled={(each) => each !== 'review' && summary[each].length > 0}
            onGo={go}
          />
        </div>
        <div className={styles.body}>
          <div className={styles.fields}>
            <h2 className={styles.question} ref={heading} tabIndex={-1}>
              {words.questions[step]}
            </h2>
            {notes && <NotesBar notes={notes} onStartOver={props.onStartOver} onDismiss={() => setNotes(null)} />}
            {made.failure && <ErrorPanel error={made.failure} onRetry={() => create(true)} />}
            {step === 'image' && <ImageStep />}
            {step === 'run' && <RunStep />}
            {step === 'limits' && <LimitsStep />}
            {step === 'network' && <NetworkStep />}
            {step === 'storage' && <StorageStep />}
            {step === 'environment' && <EnvironmentStep />}
            {step === 'review' && <ReviewStep spec={spec} problems={problems} onGo={go} />}
          </div>
        </div>
        <FormFoot
          spec={spec}
          step={step}
          blocked={problems.some(shown) ? problems.length : 0}
          ready={ready}
          busy={made.busy}
          onGo={go}
          onCreate={create}
          onCancel={() => {
            done.current = true
            dropDraft(draftKey)
            void navigate({ to: '/containers/$machine', params: { machine } })
          }}
        />
      </form>
      {props.pasting && <PasteRunDialog onFill={fill} onClose={() => props.onPasted(false)} />}
    </CreateFormProvider>
  )
}
