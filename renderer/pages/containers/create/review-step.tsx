import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { EditRegular } from '@fluentui/react-icons'
import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { useCreateForm } from './form-context.ts'
import { FitMessage } from './isolation-field.tsx'
import type { FormProblem } from './read-form.ts'
import { stepName } from './stepper.tsx'
import { type Step, stepOf, steps } from './steps.ts'
import { summarise } from './summary.ts'

const useStyles = makeStyles({
  // The bar's own colour: a link's is too dim on it in high contrast.
  link: { color: 'inherit', textDecorationLine: 'underline' },
  problems: { margin: '4px 0 0', paddingLeft: '20px' },
  group: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: '6px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  lines: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 200px) minmax(0, 1fr)',
    gap: '4px 16px',
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  value: {
    display: 'inline-block',
    marginRight: '6px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
  },
  listed: { display: 'block' },
  nothing: { margin: 0, color: tokens.colorNeutralForeground3 },
})

interface Props {
  spec: ContainerSpec
  problems: readonly FormProblem[]
  onGo: (step: Step) => void
}

/** Everything that was chosen, and what still hinders. */
export function ReviewStep({ spec, problems, onGo }: Props) {
  const styles = useStyles()
  const { facts } = useCreateForm()
  const summary = summarise(spec, facts.os)
  return (
    <>
      {problems.length > 0 && (
        <MessageBar intent="error" layout="multiline" politeness="polite">
          <MessageBarBody>
            <MessageBarTitle>{words.reviewMend}</MessageBarTitle>
            <ul className={styles.problems}>
              {problems.map(({ field, row, message }) => (
                <li key={`${field}-${row}-${message}`}>
                  <Link inline as="button" className={styles.link} onClick={() => onGo(stepOf(field))}>
                    {stepName(stepOf(field), facts.os)}
                  </Link>
                  : {message}
                </li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      <FitMessage quiet />
      {steps.map((step) =>
        step === 'review' ? null : (
          <section key={step} className={styles.group} aria-label={stepName(step, facts.os)}>
            <div className={styles.head}>
              <h3 className={styles.title}>{stepName(step, facts.os)}</h3>
              <Button
                size="small"
                appearance="subtle"
                icon={<EditRegular />}
                aria-label={words.changeStep(stepName(step, facts.os))}
                onClick={() => onGo(step)}
              >
                {words.change}
              </Button>
            </div>
            {summary[step].length === 0 ? (
              <p className={styles.nothing}>{step === 'image' ? words.reviewNoImage : words.reviewNothing}</p>
            ) : (
              <dl className={styles.lines}>
                {summary[step].flatMap(({ label, values }) => [
                  <dt key={`${label}-label`}>{label}</dt>,
                  <dd key={label}>
                    {values.map((value, index) => (
                      <span
                        // biome-ignore lint/suspicious/noArrayIndexKey: shown once, never reordered
                        key={index}
                        className={step === 'run' ? styles.value : `${styles.value} ${styles.listed}`}
                      >
                        {value}
                      </span>
                    ))}
                  </dd>,
                ])}
              </dl>
            )}
          </section>
        ),
      )}
    </>
  )
}
