import { Link, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import {
  ArrowCircleRightRegular,
  ArrowClockwiseRegular,
  CheckmarkCircleFilled,
  ErrorCircleRegular,
  QuestionCircleRegular,
  ShieldRegular,
} from '@fluentui/react-icons'
import { useId, useState } from 'react'
import type { PlanStep } from '../../../preload/contract/setup.ts'
import { CommandText } from '../../components/command-text.tsx'
import { openLink } from '../../components/explained-action.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { DisclosureButton } from './disclosure-button.tsx'

const useStyles = makeStyles({
  item: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: '12px', position: 'relative' },
  // The plan is a path.
  line: {
    '::after': {
      content: '""',
      position: 'absolute',
      left: '11px',
      top: '30px',
      bottom: '-4px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke1,
      '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    },
  },
  mark: { fontSize: '20px', paddingTop: '6px', display: 'flex', justifyContent: 'center', height: '32px' },
  satisfied: { color: tokens.colorStatusSuccessForeground1 },
  needed: { color: tokens.colorBrandForeground1 },
  'awaiting-restart': { color: tokens.colorStatusWarningForeground1 },
  unsupported: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '0 12px', minHeight: '32px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  shield: { fontSize: '16px', color: tokens.colorBrandForeground1 },
  verdict: { color: tokens.colorNeutralForeground2 },
  toggle: { marginLeft: 'auto' },
  body: { paddingBottom: '12px', display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  trouble: { margin: '0 0 8px' },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
})

const marks = {
  satisfied: CheckmarkCircleFilled,
  needed: ArrowCircleRightRegular,
  'awaiting-restart': ArrowClockwiseRegular,
  unsupported: ErrorCircleRegular,
  unknown: QuestionCircleRegular,
}

/**
 * One step of a plan: what, state now, and unfolded why, its exact commands and the way back. `shield`: Windows asks for
 * consent before it, as the shield says everywhere in Windows.
 */
export function PlanStepItem({ step, last, shield }: { step: PlanStep; last: boolean; shield: boolean }) {
  const styles = useStyles()
  const id = useId()
  const [open, setOpen] = useState(step.verdict.kind === 'needed')
  const { verdict } = step
  const Mark = step.kind === 'restart' ? ArrowClockwiseRegular : marks[verdict.kind]
  return (
    <li className={mergeClasses(styles.item, !last && styles.line)}>
      <span className={mergeClasses(styles.mark, styles[verdict.kind])} aria-hidden="true">
        <Mark />
      </span>
      <div>
        <div className={styles.head}>
          <span className={styles.title}>{step.title}</span>
          {shield && (
            <Tooltip content={words.needsConsent} relationship="label">
              <ShieldRegular className={styles.shield} role="img" tabIndex={-1} />
            </Tooltip>
          )}
          <span className={styles.verdict}>{words.stepVerdicts[verdict.kind]}</span>
          <DisclosureButton
            className={styles.toggle}
            words={words.because}
            label={`${words.because}: ${step.title}`}
            open={open}
            controls={id}
            onOpen={setOpen}
          />
        </div>
        {'error' in verdict && (
          <p className={styles.trouble}>
            {[verdict.error.message, verdict.error.cause, verdict.error.remedy].filter(Boolean).join(' ')}
          </p>
        )}
        {open && (
          <div id={id} className={styles.body}>
            <p className={styles.text}>
              {step.why}{' '}
              {step.source && (
                <Link as="button" inline onClick={() => openLink(step.source)}>
                  {words.document}
                </Link>
              )}
            </p>
            {step.commands.length > 0 && (
              <div>
                <span className={styles.label}>{words.commands}</span>
                <CommandText text={step.commands.join('\n')} testId={`commands-${step.id}`} />
              </div>
            )}
            {step.looks.length > 0 && (
              <div>
                <span className={styles.label}>{words.looks}</span>
                <CommandText text={step.looks.join('\n')} short testId={`looks-${step.id}`} />
              </div>
            )}
            {step.commands.length > 0 && step.kind === 'step' && (
              <div>
                <span className={styles.label}>{words.undo}</span>
                {step.undo && step.undo.length > 0 ? (
                  <CommandText text={step.undo.join('\n')} short testId={`undo-${step.id}`} />
                ) : (
                  <p className={styles.text}>{step.undo ? words.undoLater : words.noUndo}</p>
                )}
              </div>
            )}
          </div>
        )}
      </div>
    </li>
  )
}
