import { makeStyles, tokens } from '@fluentui/react-components'
import { DocumentRegular, FolderRegular, LinkRegular, QuestionCircleRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { FileEntry } from '../../../../preload/contract/files.ts'
import type { GridColumn } from '../../../components/data-grid/column.ts'
import { formatBytes } from '../../../components/format.ts'
import { containerStrings } from '../../../strings/containers.ts'
import type { FileRow } from './use-folder.ts'

const words = containerStrings.files

const ICONS: Record<FileEntry['kind'], ReactElement> = {
  file: <DocumentRegular aria-hidden="true" />,
  folder: <FolderRegular aria-hidden="true" />,
  link: <LinkRegular aria-hidden="true" />,
  other: <QuestionCircleRegular aria-hidden="true" />,
}
/** Folders come before files when names are sorted. */
const ORDER: Record<FileEntry['kind'], string> = { folder: '0', link: '1', file: '1', other: '1' }

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: '8px', minWidth: 0 },
  icon: { display: 'inline-flex', fontSize: '18px', color: tokens.colorNeutralForeground3 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
})

function NameCell({ row }: { row: FileRow }) {
  const styles = useStyles()
  const text = row.linkTarget ? `${row.name} → ${row.linkTarget}` : row.name
  return (
    <span className={styles.root} title={text}>
      <span className={styles.icon}>{ICONS[row.kind]}</span>
      <span className={styles.text}>{text}</span>
    </span>
  )
}

export const FILE_COLUMNS: readonly GridColumn<FileRow>[] = [
  {
    id: 'name',
    header: words.name,
    value: ({ kind, name }) => `${ORDER[kind]}${name}`,
    cell: (row) => <NameCell row={row} />,
    width: 180,
    least: 120,
    grows: true,
  },
  {
    id: 'size',
    header: words.size,
    value: ({ kind, size }) => (kind === 'file' ? size : null),
    cell: ({ kind, size }) => (kind === 'file' ? formatBytes(size) : ''),
    width: 88,
    least: 76,
    align: 'end',
    filtered: false,
  },
  {
    id: 'modified',
    header: words.modified,
    value: ({ modified }) => modified,
    cell: ({ modified }) => {
      const at = new Date(modified)
      return (
        <span title={at.toLocaleString()}>{at.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}</span>
      )
    },
    width: 160,
    least: 152,
    filtered: false,
  },
  { id: 'mode', header: words.mode, value: ({ mode }) => mode || null, width: 110, least: 104, monospace: true },
  { id: 'kind', header: words.kind, value: ({ kind }) => words.kinds[kind], width: 100, hidden: true },
]
