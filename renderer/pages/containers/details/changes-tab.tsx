import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import type { GridColumn } from '../../../components/data-grid/column.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { StateDot, type StateTone } from '../../../components/state-dot.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { mustStopFirst } from '../possible-actions.ts'
import { StopFirst } from './state-notice.tsx'

interface ChangeRow {
  id: string
  kind: 0 | 1 | 2
}

const TONES: Record<ChangeRow['kind'], StateTone> = { 0: 'warning', 1: 'good', 2: 'bad' }

const COLUMNS: readonly GridColumn<ChangeRow>[] = [
  { id: 'path', header: words.changes.path, value: ({ id }) => id, monospace: true, grows: true, width: 240 },
  {
    id: 'kind',
    header: words.changes.kind,
    value: ({ kind }) => words.changes.kinds[kind],
    cell: ({ kind }) => <StateDot tone={TONES[kind]} word={words.changes.kinds[kind]} />,
    width: 110,
  },
]

const NONE: ReadonlySet<string> = new Set()

/** K4: files that differ from the image. */
export function ChangesTab({ row, details }: { row: ContainerRow; details: ContainerDetails }) {
  const { machine } = useContainerActions()
  const [selected, setSelected] = useState(NONE)
  const blocked = mustStopFirst('changes', row, machine.facts, details.isolation)
  const changes = useQuery(
    query.containers.changes.queryOptions({
      input: { machine: machine.id, container: row.id },
      enabled: !blocked,
      staleTime: 0,
    }),
  )
  const rows = useMemo(
    () => (changes.data ?? []).map(({ path, kind }): ChangeRow => ({ id: path, kind })),
    [changes.data],
  )
  if (blocked) return <StopFirst row={row} what="changes" />
  if (changes.error) {
    return (
      <div style={{ padding: '16px' }}>
        <ErrorPanel error={toExplained(changes.error)} onRetry={() => void changes.refetch()} />
      </div>
    )
  }
  return (
    <>
      <DataGrid
        listKey="container-changes"
        label={words.changes.title}
        columns={COLUMNS}
        rows={rows}
        rowName={({ id }) => id}
        selected={selected}
        onSelect={setSelected}
        onOpen={() => undefined}
        onRefresh={() => void changes.refetch()}
        defaultSort={{ column: 'path', descending: false }}
        loading={changes.isPending}
        empty={<EmptyState title={words.changes.none} text={words.changes.noneHint} />}
        toolbar={
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            disabled={changes.isFetching}
            onClick={() => void changes.refetch()}
          >
            {words.changes.refresh}
          </Button>
        }
      />
      <div style={{ padding: '0 16px 4px' }}>
        <EquivalentCommand command={toEquivalent({ action: 'diff', container: row.name })} />
      </div>
    </>
  )
}
