import { makeStyles } from '@fluentui/react-components'
import type { PracticeRow } from '../../../preload/contract/practice.ts'
import { api } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Page } from '../../components/page-layout.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'
import { EngineSection } from './engine-section.tsx'
import { FaultsSection } from './faults-section.tsx'
import { MachineSection } from './machine-section.tsx'
import { SwitchesSection } from './switches-section.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px', maxWidth: '720px' },
  text: { margin: 0 },
})

/** P2: the practice host told to be another machine, reset, changed and broken. */
export function PracticePage() {
  const styles = useStyles()
  const { rows, status, error, retry } = useLive<PracticeRow>(['practice'], (signal) =>
    api.practice.watch(undefined, { signal }),
  )
  const [row] = rows
  return (
    <Page title={words.title} scrolls>
      {row ? (
        <div className={styles.root}>
          <p className={styles.text}>{words.what}</p>
          <MachineSection row={row} />
          <EngineSection row={row} />
          <SwitchesSection row={row} />
          <FaultsSection row={row} />
        </div>
      ) : error && status !== 'loading' ? (
        <ErrorPanel error={error} onRetry={retry} />
      ) : (
        <ListSkeleton rows={6} />
      )}
    </Page>
  )
}
