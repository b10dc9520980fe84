import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import type { GridColumn } from '../../../components/data-grid/column.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { NeedsRunning } from './state-notice.tsx'

interface ProcessRow {
  id: string
  cells: readonly string[]
}

const NONE: ReadonlySet<string> = new Set()
/** Columns of numbers sort as numbers. */
const asValue = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : (text ?? null))

/** K4: what runs in the container, with the engine's own columns. */
export function ProcessesTab({ machine, row }: { machine: string; row: ContainerRow }) {
  const [selected, setSelected] = useState(NONE)
  const isRunning = row.state === 'running' || row.state === 'paused'
  const top = useQuery(
    query.containers.top.queryOptions({ input: { machine, container: row.id }, enabled: isRunning, staleTime: 0 }),
  )
  const titles = top.data?.titles
  const columns = useMemo(
    () =>
      (titles ?? []).map((title, index): GridColumn<ProcessRow> => {
        const isLong = /^(cmd|command|name)$/i.test(title)
        return {
          id: title,
          header: title,
          value: ({ cells }) => asValue(cells[index]),
          width: isLong ? 200 : 84,
          least: isLong ? 120 : 72,
          grows: isLong,
          monospace: isLong,
        }
      }),
    [titles],
  )
  const rows = useMemo(
    () => (top.data?.processes ?? []).map((cells, index): ProcessRow => ({ id: String(index), cells })),
    [top.data],
  )
  if (!isRunning) return <NeedsRunning row={row} what="processes" />
  if (top.error) {
    return (
      <div style={{ padding: '16px' }}>
        <ErrorPanel error={toExplained(top.error)} onRetry={() => void top.refetch()} />
      </div>
    )
  }
  return (
    <>
      <DataGrid
        listKey="container-processes"
        label={words.processes.label(row.name)}
        columns={columns}
        rows={rows}
        rowName={({ cells }) => cells.join(' ')}
        selected={selected}
        onSelect={setSelected}
        onOpen={() => undefined}
        onRefresh={() => void top.refetch()}
        loading={top.isPending}
        empty={<EmptyState title={words.processes.none} text={words.needsRunningFor.processes} />}
        toolbar={
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            disabled={top.isFetching}
            onClick={() => void top.refetch()}
          >
            {words.processes.refresh}
          </Button>
        }
      />
      <div style={{ padding: '0 16px 4px' }}>
        <EquivalentCommand command={toEquivalent({ action: 'top', container: row.name })} />
      </div>
    </>
  )
}
