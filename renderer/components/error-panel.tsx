import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Explained, ExplainedAction } from '../../preload/contract/explained.ts'
import { componentStrings as words } from '../strings/components.ts'
import { CopyButton } from './copy-button.tsx'
import { actionLabel, useExplainedAction } from './explained-action.tsx'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '12px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    maxWidth: '760px',
  },
  icon: { fontSize: '20px', color: tokens.colorStatusDangerForeground1 },
  message: { fontWeight: tokens.fontWeightSemibold, margin: 0, overflowWrap: 'anywhere' },
  text: { margin: '4px 0 0', overflowWrap: 'anywhere' },
  secondary: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '12px' },
  detail: { position: 'relative', marginTop: '8px' },
  raw: {
    margin: 0,
    padding: '8px 40px 8px 8px',
    maxHeight: '200px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  copy: { position: 'absolute', top: '4px', right: '4px' },
})

export interface ErrorPanelProps {
  error: Explained
  /** Carries out `retry` and is called after an action that mended the cause. */
  onRetry?: () => void
  /** Takes over one action (`force`, `use-hyperv` are only known to the page); answer true when it was done. */
  onAction?: (action: ExplainedAction) => boolean
}

/** What happened, why, what to do, the button for it, and the raw text one click away. */
export function ErrorPanel({ error, onRetry, onAction }: ErrorPanelProps) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const { run, busy, dialog } = useExplainedAction({ onRetry, onAction })
  const { action } = error
  const label = action ? actionLabel(action, onRetry !== undefined, onAction !== undefined) : null
  return (
    <section className={styles.root} role="alert" aria-label={error.message}>
      <ErrorCircleRegular className={styles.icon} aria-hidden="true" />
      <div>
        <p className={styles.message}>{error.message}</p>
        {error.cause && <p className={`${styles.text} ${styles.secondary}`}>{error.cause}</p>}
        {error.remedy && <p className={styles.text}>{error.remedy}</p>}
        <div className={styles.actions}>
          {action && label && (
            <Button size="small" appearance="primary" disabled={busy} onClick={() => run(action)}>
              {label}
            </Button>
          )}
          {onRetry && action?.kind !== 'retry' && action?.kind !== 'reconnect' && (
            <Button size="small" onClick={onRetry}>
              {words.retry}
            </Button>
          )}
          {error.detail && (
            <Button size="small" appearance="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? words.hideDetail : words.showDetail}
            </Button>
          )}
        </div>
        {open && (
          <div className={styles.detail}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre className={styles.raw} tabIndex={0}>
              {error.detail}
            </pre>
            <span className={styles.copy}>
              <CopyButton text={error.detail} label={words.copyDetail} />
            </span>
          </div>
        )}
        {dialog}
      </div>
    </section>
  )
}
