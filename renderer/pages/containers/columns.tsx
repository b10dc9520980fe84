import { makeStyles, tokens } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import type { GridColumn } from '../../components/data-grid/column.ts'
import { containerStrings as words } from '../../strings/containers.ts'
import { ContainerState, stateWord } from './container-state.tsx'
import { portTexts } from './ports.ts'
import { AgoCell, StatusCell } from './status-cell.tsx'

const useStyles = makeStyles({
  name: { overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: tokens.fontWeightSemibold, flex: 1, minWidth: 0 },
  more: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '28px',
    height: '24px',
    flexShrink: 0,
    marginRight: '-8px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Pressed, color: tokens.colorNeutralForeground1 },
  },
})

type OpenMenu = (row: ContainerRow, at: DOMRect) => void

function NameCell({ row, onMore }: { row: ContainerRow; onMore: OpenMenu }) {
  const styles = useStyles()
  return (
    <>
      <span className={styles.name} title={row.name}>
        {row.name}
      </span>
      <button
        type="button"
        className={styles.more}
        // The grid is one stop of the tab order; its keys are the context-menu key and Shift+F10.
        tabIndex={-1}
        aria-label={words.moreOf(row.name)}
        aria-haspopup="menu"
        onClick={(event) => {
          event.stopPropagation()
          onMore(row, event.currentTarget.getBoundingClientRect())
        }}
      >
        <MoreHorizontalRegular aria-hidden="true" />
      </button>
    </>
  )
}

/** Columns of the list, as they are before the person arranges them. */
export function containerColumns(onMore: OpenMenu): GridColumn<ContainerRow>[] {
  const { columns } = words
  return [
    {
      id: 'name',
      header: columns.name,
      value: (row) => row.name,
      cell: (row) => <NameCell row={row} onMore={onMore} />,
      width: 200,
      least: 140,
      grows: true,
    },
    {
      id: 'state',
      header: columns.state,
      value: stateWord,
      cell: (row) => <ContainerState row={row} />,
      width: 124,
      least: 112,
    },
    { id: 'image', header: columns.image, value: (row) => row.image, width: 200 },
    {
      id: 'status',
      header: columns.status,
      value: (row) => row.status,
      cell: (row) => <StatusCell row={row} />,
      width: 190,
      least: 110,
    },
    {
      id: 'ports',
      header: columns.ports,
      value: (row) => portTexts(row.ports).join(', ') || null,
      width: 170,
      least: 96,
    },
    { id: 'project', header: columns.project, value: (row) => row.composeProject, width: 110, least: 84 },
    { id: 'service', header: columns.service, value: (row) => row.composeService, width: 110, hidden: true },
    {
      id: 'created',
      header: columns.created,
      value: (row) => row.created,
      cell: (row) => <AgoCell at={row.created} />,
      width: 136,
      least: 134,
      filtered: false,
    },
    {
      id: 'networks',
      header: columns.networks,
      value: (row) => row.networks.join(', ') || null,
      width: 130,
      hidden: true,
    },
    { id: 'command', header: columns.command, value: (row) => row.command, width: 200, monospace: true, hidden: true },
    {
      id: 'id',
      header: columns.id,
      // Found by the filter in whichever length it was copied.
      value: (row) => row.id,
      cell: (row) => row.id.slice(0, 12),
      width: 120,
      monospace: true,
      hidden: true,
    },
  ]
}
