import { Badge, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import type { ImageRow } from '../../../preload/contract/images.ts'
import type { GridColumn } from '../../components/data-grid/column.ts'
import { formatAgo, formatBytes } from '../../components/format.ts'
import { imageStrings as words } from '../../strings/images.ts'
import { repositoryOf, shortId, splitTag } from './names.ts'

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

function TagCell({ row }: { row: ImageRow }) {
  const styles = useStyles()
  const [first, ...others] = row.tags
  if (first === undefined) {
    if (!row.dangling) return <span className={styles.quiet}>{words.byDigest}</span>
    return (
      <Tooltip content={words.danglingHint} relationship="description">
        <Badge appearance="outline" color="informative">
          {words.dangling}
        </Badge>
      </Tooltip>
    )
  }
  return (
    <span className={styles.line}>
      <span className={styles.text} title={first}>
        {splitTag(first).tag}
      </span>
      {others.length > 0 && (
        <Badge appearance="tint" color="informative" title={words.moreHint(row.tags)}>
          {words.more(others.length)}
        </Badge>
      )}
    </span>
  )
}

function Quiet({ text }: { text: string }) {
  const styles = useStyles()
  return <span className={`${styles.text} ${styles.quiet}`}>{text}</span>
}

/** Columns of the image list; one row an image, its tags together. */
export const imageColumns: readonly GridColumn<ImageRow>[] = [
  {
    id: 'repository',
    header: words.repository,
    value: repositoryOf,
    cell: (row) => repositoryOf(row) ?? <Quiet text={words.noName} />,
    width: 300,
    // As far as the part of "mcr.microsoft.com/windows/servercore" that tells one base image from the other.
    least: 260,
    grows: true,
  },
  {
    id: 'tag',
    header: words.tagColumn,
    // All of them, so that the filter finds an image by any of its names.
    value: (row) => (row.tags.length > 0 ? row.tags.join(' ') : row.dangling ? words.dangling : words.byDigest),
    cell: (row) => <TagCell row={row} />,
    width: 150,
    least: 110,
  },
  { id: 'id', header: words.id, value: (row) => shortId(row.id), width: 124, least: 120, monospace: true },
  {
    id: 'size',
    header: words.size,
    value: (row) => row.size,
    cell: (row) => formatBytes(row.size),
    width: 90,
    least: 80,
    align: 'end',
    filtered: false,
  },
  {
    id: 'created',
    header: words.created,
    value: (row) => row.created,
    cell: (row) => (row.created > 0 ? formatAgo(row.created) : ''),
    width: 144,
    // "59 minutes ago" whole.
    least: 132,
    filtered: false,
  },
  {
    id: 'usedBy',
    header: words.usedBy,
    value: (row) => (row.usedBy.length > 0 ? row.usedBy.join(', ') : null),
    cell: (row) => (row.usedBy.length > 0 ? row.usedBy.join(', ') : <Quiet text={words.notUsed} />),
    width: 160,
  },
  {
    id: 'digest',
    header: words.digest,
    value: (row) => row.digests[0]?.split('@')[1] ?? null,
    width: 200,
    monospace: true,
    hidden: true,
  },
]
