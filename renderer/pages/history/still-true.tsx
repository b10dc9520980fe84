import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Explained } from '../../../preload/contract/explained.ts'
import type { DriftReport } from '../../../preload/contract/setup.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { setupStrings as words } from '../../strings/setup.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3 },
  button: { alignSelf: 'flex-start' },
})

/** H12: looks at a finished run's steps again and reports what is no longer so. */
export function StillTrue({ run }: { run: string }) {
  const styles = useStyles()
  const [report, setReport] = useState<DriftReport | null>(null)
  const [error, setError] = useState<Explained | null>(null)
  const [busy, setBusy] = useState(false)
  const check = () => {
    setBusy(true)
    setError(null)
    void api.setup
      .stillTrue({ run })
      .then(setReport)
      .catch((failure: unknown) => setError(toExplained(failure)))
      .finally(() => setBusy(false))
  }
  return (
    <div className={styles.root}>
      <p className={styles.hint}>{words.stillTrueHint}</p>
      <Button className={styles.button} icon={<ArrowSyncRegular />} disabled={busy} onClick={check}>
        {words.check}
      </Button>
      {error && <ErrorPanel error={error} />}
      {report && (
        <>
          <MessageBar intent={report.drifted.length > 0 ? 'warning' : 'success'}>
            <MessageBarBody>
              {report.drifted.length > 0 ? words.drifted : words.noDrift} {words.holds(report.holding)}
            </MessageBarBody>
          </MessageBar>
          <ul>
            {report.drifted.map(({ id, title, verdict }) => (
              <li key={id}>
                {title}: {'error' in verdict ? verdict.error.message : words.stepVerdicts[verdict.kind]}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
