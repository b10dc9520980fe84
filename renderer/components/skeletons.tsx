import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components'
import { componentStrings } from '../strings/components.ts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '20px 24px' },
  rows: { display: 'flex', flexDirection: 'column' },
  row: { display: 'flex', alignItems: 'center', gap: '16px', height: '32px', padding: '0 12px' },
  title: { width: '200px' },
})

/** The shape of a list that is being loaded. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  const styles = useStyles()
  const widths = [28, 20, 24, 12]
  return (
    <Skeleton aria-label={componentStrings.loading} className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes without identity
        <div className={styles.row} key={row}>
          {widths.map((width) => (
            <SkeletonItem key={width} size={12} style={{ width: `${width}%` }} />
          ))}
        </div>
      ))}
    </Skeleton>
  )
}

/** The shape of a page whose script is on its way. */
export function PageSkeleton() {
  const styles = useStyles()
  return (
    <div className={styles.page}>
      <Skeleton aria-label={componentStrings.loading}>
        <SkeletonItem size={28} className={styles.title} />
      </Skeleton>
      <ListSkeleton />
    </div>
  )
}
