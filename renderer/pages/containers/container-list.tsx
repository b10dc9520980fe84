import { Button } from '@fluentui/react-components'
import { BoxMultipleRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { saveListLook, useListLook } from '../../api/settings.ts'
import type { GridGrouping } from '../../components/data-grid/column.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { containerStrings as words } from '../../strings/containers.ts'
import { useContainerActions } from './actions-context.ts'
import { containerColumns } from './columns.tsx'
import { isInState, type StateFilter, toStateFilter } from './container-state.tsx'
import { ListToolbar } from './list-toolbar.tsx'
import { RowMenu, type RowMenuState } from './row-menu.tsx'

/** Its looks are remembered under this key. */
const LIST = 'containers'
const GROUPINGS: readonly GridGrouping<ContainerRow>[] = [
  { id: 'project', label: words.groupByProject, value: (row) => row.composeProject, none: words.noProject },
  { id: 'image', label: words.groupByImage, value: (row) => row.image, none: '' },
]

interface Props {
  rows: readonly ContainerRow[]
  loading: boolean
  stale: boolean
  openId: string | null
}

/** K1: all containers of an engine, live. */
export function ContainerList({ rows, loading, stale, openId }: Props) {
  const { machine, ask, open } = useContainerActions()
  const navigate = useNavigate()
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set())
  const filter = toStateFilter(useListLook(LIST).show)
  const setFilter = (show: StateFilter): void => saveListLook(LIST, { show })
  const [menu, setMenu] = useState<RowMenuState | null>(null)
  const inState = useMemo(() => rows.filter((row) => isInState(row, filter)), [rows, filter])
  const columns = useMemo(() => containerColumns((row, at) => setMenu({ rows: [row], at })), [])
  const openMenu = (row: ContainerRow, at: DOMRect, chosen: ContainerRow[]): void => {
    const many = chosen.length > 1 && chosen.some(({ id }) => id === row.id)
    setMenu({ rows: many ? chosen : [row], at })
  }
  const empty =
    filter !== 'all' && rows.length > 0 ? (
      <EmptyState
        title={words.noneInState(words.filters[filter])}
        text={words.noneInStateHint}
        action={<Button onClick={() => setFilter('all')}>{words.showAll}</Button>}
      />
    ) : (
      <EmptyState
        icon={<BoxMultipleRegular />}
        title={words.empty}
        text={words.emptyHint}
        action={
          <>
            <Button
              appearance="primary"
              onClick={() => void navigate({ to: '/containers/$machine/create', params: { machine: machine.id } })}
            >
              {words.create}
            </Button>
            <Button onClick={() => void navigate({ to: '/images/$machine', params: { machine: machine.id } })}>
              {words.goToImages}
            </Button>
          </>
        }
      />
    )
  return (
    <>
      <DataGrid
        listKey={LIST}
        label={words.title}
        columns={columns}
        rows={inState}
        rowName={(row) => row.name}
        selected={selectedIds}
        onSelect={setSelectedIds}
        openId={openId}
        onOpen={(row) => open(row)}
        onDelete={(chosen) => ask({ kind: 'remove', rows: chosen })}
        onRename={(row) => ask({ kind: 'rename', row })}
        onContextMenu={(row, event, chosen) => {
          event.preventDefault()
          openMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0), chosen)
        }}
        onMenuKey={openMenu}
        groupings={GROUPINGS}
        defaultSort={{ column: 'name', descending: false }}
        toolbar={(chosen) => <ListToolbar all={rows} selected={chosen} filter={filter} onFilter={setFilter} />}
        loading={loading}
        stale={stale}
        empty={empty}
      />
      {menu && <RowMenu menu={menu} onClose={() => setMenu(null)} />}
    </>
  )
}
