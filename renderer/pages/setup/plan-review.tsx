import {
  Button,
  Checkbox,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ArrowSyncRegular,
  PlayRegular,
  ShieldRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import type { ProcedureChoice } from '../../../preload/contract/setup-procedures.ts'
import { api, query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { ActionBar } from '../../components/action-bar.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { saveText } from '../../components/save-text.ts'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { ElevationNotice } from './elevation-notice.tsx'
import { PlanStepItem } from './plan-step-item.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '900px', flexGrow: 1 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  warnings: {
    padding: '8px 16px',
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    '& ul': { margin: '4px 0', paddingLeft: '20px' },
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})

interface Props {
  target: string
  procedures: ProcedureChoice[]
  onRun: (run: string) => void
  /** Begins the bar: the way back. */
  back: ReactNode
}

/** The plan itself: each step with what, why, state now and exact command; then run, or export. */
export function PlanReview({ target, procedures, onRun, back }: Props) {
  const styles = useStyles()
  const [agreed, setAgreed] = useState(false)
  const [busy, setBusy] = useState(false)
  const agreement = useRef<HTMLInputElement>(null)
  const input = { target, procedures }
  const look = useQuery({ ...query.setup.plan.queryOptions({ input }), staleTime: 0, gcTime: 0 })
  const again = () => {
    setAgreed(false)
    void look.refetch()
  }
  const plan = look.data
  if (look.isFetching || look.error || !plan) {
    return (
      <div className={styles.root}>
        {look.isFetching || !look.error ? (
          <ListSkeleton rows={8} />
        ) : (
          <ErrorPanel error={toExplained(look.error)} onRetry={again} />
        )}
        <ActionBar>{back}</ActionBar>
      </div>
    )
  }
  const blocking = plan.steps.flatMap(({ title, verdict }) => ('error' in verdict ? [title] : []))
  const needed = plan.steps.filter(({ verdict }) => verdict.kind === 'needed')
  const warnings = plan.steps.flatMap((step) => step.warnings)
  const asks = plan.elevation?.kind === 'asked'
  const mayRun =
    !plan.blocked && plan.elevation?.kind !== 'refused' && needed.length > 0 && (warnings.length === 0 || agreed)
  const run = () => {
    setBusy(true)
    void api.setup
      .run({ plan: plan.id })
      .then((started) => onRun(started.run))
      .catch((error: unknown) => {
        showFailure(error)
        setBusy(false)
      })
  }
  const download = () =>
    void api.setup
      .export({ plan: plan.id })
      // Windows PowerShell reads a script without a byte order mark in the ANSI code page.
      .then(({ name, script }) => saveText(name, script))
      .catch(showFailure)
  return (
    <div className={styles.root}>
      <MessageBar intent={plan.blocked ? 'error' : needed.length === 0 ? 'success' : 'info'}>
        <MessageBarBody>
          {plan.blocked
            ? words.blocked(blocking)
            : needed.length === 0
              ? words.nothingNeeded
              : words.needed(needed.filter(({ kind }) => kind === 'step').length, plan.restarts)}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" appearance="transparent" icon={<ArrowSyncRegular />} onClick={again}>
            {words.lookAgain}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {plan.elevation && needed.length > 0 && <ElevationNotice elevation={plan.elevation} plan={plan.id} />}
      <ol className={styles.list} aria-label={words.plan}>
        {plan.steps.map((step, index) => (
          <PlanStepItem
            key={step.id}
            step={step}
            shield={asks && step.kind === 'step' && step.elevation && step.verdict.kind === 'needed'}
            last={index === plan.steps.length - 1}
          />
        ))}
      </ol>
      {!plan.blocked && warnings.length > 0 && (
        <section className={styles.warnings} aria-labelledby="warnings">
          <h3 id="warnings" className={styles.heading}>
            {words.warnings}
          </h3>
          <ul>
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Checkbox
            ref={agreement}
            label={words.agree}
            checked={agreed}
            onChange={(_, { checked }) => setAgreed(checked === true)}
          />
        </section>
      )}
      <ActionBar>
        {back}
        <Button
          appearance="primary"
          icon={asks ? <ShieldRegular /> : <PlayRegular />}
          disabled={!mayRun || busy}
          onClick={run}
        >
          {busy && asks ? words.consentAsked : words.run}
        </Button>
        <Button icon={<ArrowDownloadRegular />} disabled={plan.blocked} onClick={download}>
          {words.exportScript}
        </Button>
        {!plan.blocked && warnings.length > 0 && !agreed && (
          <Button appearance="transparent" icon={<WarningRegular />} onClick={() => agreement.current?.focus()}>
            {words.warningsToRead(warnings.length)}
          </Button>
        )}
      </ActionBar>
    </div>
  )
}
