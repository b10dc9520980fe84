import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { formatAgo } from '../../components/format.ts'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { factLines } from './fact-lines.ts'
import { Requirements } from './requirements.tsx'
import { useTargetName } from './use-target.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', alignItems: 'center', gap: '12px', flexWrap: 'wrap' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  when: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
    gap: '16px 32px',
    alignItems: 'start',
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(130px, auto) 1fr',
    gap: '4px 16px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  },
  unknown: { color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
})

/** H1: what was read of the host. A reading that is missing says so. */
export function HostFactsSection({ target }: { target: string }) {
  const styles = useStyles()
  const nameOf = useTargetName()
  const read = useQuery({ ...query.setup.facts.queryOptions({ input: { target } }), staleTime: 0 })
  return (
    <section className={styles.root} aria-labelledby="facts">
      <div className={styles.head}>
        <h2 id="facts" className={styles.heading}>
          {words.factsOf(read.data?.facts.name ?? nameOf(target))}
        </h2>
        {read.data && <span className={styles.when}>{words.readAt(formatAgo(read.data.readAt))}</span>}
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowSyncRegular />}
          disabled={read.isFetching}
          onClick={() => void read.refetch()}
        >
          {words.readAgain}
        </Button>
      </div>
      {read.error && !read.isFetching && (
        <ErrorPanel error={toExplained(read.error)} onRetry={() => void read.refetch()} />
      )}
      {read.isFetching && !read.data && <ListSkeleton rows={8} />}
      {read.data && (
        <div className={styles.columns}>
          <dl className={styles.list}>
            {factLines(read.data.facts).map(({ label, value }) => (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd className={value === null ? styles.unknown : undefined}>{value ?? words.unknown}</dd>
              </div>
            ))}
          </dl>
          <Requirements requirements={read.data.requirements} />
        </div>
      )}
    </section>
  )
}
