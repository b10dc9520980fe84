import { Button } from '@fluentui/react-components'
import { LayerRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { type MouseEvent, useState } from 'react'
import type { ImageRow } from '../../../preload/contract/images.ts'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { SplitView } from '../../components/page-layout.tsx'
import { imageStrings as words } from '../../strings/images.ts'
import { imageColumns } from './columns.tsx'
import { ImageDetailsPane } from './details/image-details.tsx'
import type { ImageActions } from './image-actions.ts'
import { ImageContextMenu } from './image-context-menu.tsx'
import { ImageToolbar } from './image-toolbar.tsx'
import { imageName } from './names.ts'
import { RemoveDialog } from './remove/remove-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'

interface Props {
  machine: MachineRow
  open: string | undefined
  tab: string | undefined
  onPull: () => void
}

type Asking = { kind: 'tag'; row: ImageRow } | { kind: 'remove'; rows: ImageRow[]; tags?: string[] } | null

/** The live list with its toolbar, and the details of the row that is open. */
export function ImagesList({ machine, open, tab, onPull }: Props) {
  const id = machine.id
  const navigate = useNavigate({ from: '/images/$machine' })
  const go = useNavigate()
  const images = useLive<ImageRow>(['images', id], (signal) => api.images.watch({ machine: id }, { signal }))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<Asking>(null)
  const [menu, setMenu] = useState<{ row: ImageRow; x: number; y: number } | null>(null)

  const show = (row: ImageRow | null) => void navigate({ search: row ? { open: row.id, tab } : {} })
  const actions: ImageActions = {
    show,
    createContainer: (row) =>
      void go({
        to: '/containers/$machine/create',
        params: { machine: id },
        search: { image: row.tags[0] ?? row.id },
      }),
    tag: (row) => setAsking({ kind: 'tag', row }),
    untag: (row, tags) => setAsking({ kind: 'remove', rows: [row], tags }),
    remove: (rows) => setAsking({ kind: 'remove', rows }),
  }
  const openRow = open === undefined ? undefined : images.byId.get(open)
  const beside = openRow ? [openRow] : []
  if (images.error && images.rows.length === 0) {
    return (
      <div style={{ padding: '16px 24px' }}>
        <ErrorPanel error={images.error} onRetry={images.retry} />
      </div>
    )
  }
  return (
    <SplitView>
      <DataGrid
        listKey="images"
        label={words.list}
        columns={imageColumns}
        rows={images.rows}
        rowName={imageName}
        selected={selected}
        onSelect={setSelected}
        openId={open ?? null}
        onOpen={show}
        onDelete={actions.remove}
        onContextMenu={(row: ImageRow, event: MouseEvent) => {
          event.preventDefault()
          setMenu({ row, x: event.clientX, y: event.clientY })
        }}
        onMenuKey={(row: ImageRow, at: DOMRect) => setMenu({ row, x: at.left + 48, y: at.bottom })}
        defaultSort={{ column: 'created', descending: true }}
        toolbar={(ticked) => (
          <ImageToolbar
            chosen={ticked.length > 0 ? ticked : beside}
            besideDetails={open !== undefined}
            actions={actions}
            onPull={onPull}
          />
        )}
        loading={images.status === 'loading' && images.rows.length === 0}
        stale={images.stale}
        empty={
          <EmptyState
            icon={<LayerRegular />}
            title={words.empty}
            text={machine.facts?.os === 'windows' ? words.emptyWindows : words.emptyLinux}
            action={
              <Button appearance="primary" onClick={onPull}>
                {words.pull}
              </Button>
            }
          />
        }
      />
      {open !== undefined && images.status !== 'loading' && (
        <ImageDetailsPane
          key={open}
          machine={machine}
          row={openRow ?? null}
          tab={tab}
          actions={actions}
          onTab={(next) => void navigate({ search: { open, tab: next }, replace: true })}
          onClose={() => show(null)}
        />
      )}
      {menu && (
        <ImageContextMenu row={menu.row} x={menu.x} y={menu.y} actions={actions} onClose={() => setMenu(null)} />
      )}
      {asking?.kind === 'tag' && (
        <TagDialog machine={id} row={asking.row} images={images.rows} onClose={() => setAsking(null)} />
      )}
      {asking?.kind === 'remove' && (
        <RemoveDialog
          machine={id}
          rows={asking.rows}
          tags={asking.tags}
          onClose={() => setAsking(null)}
          onRemoved={() => setSelected(new Set())}
        />
      )}
    </SplitView>
  )
}
