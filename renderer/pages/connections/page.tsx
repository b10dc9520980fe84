import { Button, Tooltip } from '@fluentui/react-components'
import { AddRegular, ArrowSyncRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { useMachines } from '../../api/machines.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ListPage, SplitView } from '../../components/page-layout.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { connectionStrings as words } from '../../strings/connections.ts'
import { connectionColumns } from './columns.tsx'
import { ConnectionDetails } from './details.tsx'
import { EditConnection } from './edit-connection.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** C1-C6: every way to an engine that Slipway knows, found or saved. */
export function ConnectionsPage() {
  const navigate = useNavigate()
  const { open, edit } = useSearch({ from: '/connections' })
  const { rows, byId, status, error, retry } = useMachines()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [renaming, setRenaming] = useState<MachineRow | null>(null)
  const [removing, setRemoving] = useState<MachineRow[]>([])
  const opened = open ? byId.get(open) : undefined
  const show = (search: { open?: string; edit?: string }) => void navigate({ to: '/connections', search })
  const removable = (machines: readonly MachineRow[]) => machines.filter(({ source }) => source === 'saved')
  const chosen = removable(rows.filter(({ id }) => selected.has(id)))
  const add = () => show({ open, edit: 'new' })

  return (
    <ListPage title={words.title} error={error} isEmpty={rows.length === 0} onRetry={retry}>
      <SplitView>
        <DataGrid
          listKey="connections"
          label={words.list}
          columns={connectionColumns}
          rows={rows}
          rowName={({ name }) => name}
          selected={selected}
          onSelect={setSelected}
          openId={open}
          onOpen={({ id }) => show({ open: id })}
          onDelete={(machines) => setRemoving(removable(machines))}
          onRename={(machine) => machine.source === 'saved' && setRenaming(machine)}
          onRefresh={() => void api.machines.rediscover().catch(showFailure)}
          loading={status === 'loading'}
          toolbar={
            <>
              <Button appearance="primary" size="small" icon={<AddRegular />} onClick={add}>
                {words.add}
              </Button>
              <Tooltip content={words.rediscoverHint} relationship="description">
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowSyncRegular />}
                  onClick={() => void api.machines.rediscover().catch(showFailure)}
                >
                  {words.rediscover}
                </Button>
              </Tooltip>
              {chosen.length > 0 && (
                <Button size="small" appearance="subtle" onClick={() => setRemoving(chosen)}>
                  {words.remove}
                </Button>
              )}
            </>
          }
          empty={
            <EmptyState
              icon={<PlugConnectedRegular />}
              title={words.emptyTitle}
              text={words.emptyText}
              action={
                <Button appearance="primary" onClick={add}>
                  {words.add}
                </Button>
              }
            />
          }
        />
        {opened && (
          <ConnectionDetails
            key={opened.id}
            machine={opened}
            onClose={() => show({})}
            onEdit={() => show({ open: opened.id, edit: opened.id })}
            onRename={() => setRenaming(opened)}
            onRemove={() => setRemoving([opened])}
          />
        )}
      </SplitView>
      {edit && (
        <EditConnection
          key={edit}
          machine={edit === 'new' ? null : edit}
          onClose={() => show({ open })}
          onSaved={(id) => show({ open: id })}
        />
      )}
      {renaming && <RenameDialog machine={renaming} onClose={() => setRenaming(null)} />}
      {removing.length > 0 && (
        <RemoveDialog
          machines={removing}
          onClose={() => setRemoving([])}
          onRemoved={() => {
            setRemoving([])
            setSelected(new Set())
          }}
        />
      )}
    </ListPage>
  )
}
