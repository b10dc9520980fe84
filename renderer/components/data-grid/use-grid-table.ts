import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo, useState } from 'react'
import { saveListLook, useListLook } from '../../api/settings.ts'
import type { GridColumn } from './column.ts'
import { compareValues } from './items.ts'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
})
const DEFAULT_WIDTH = 160
const MIN_WIDTH = 56

/** The table of TanStack behind a list; its sort, visibility and widths are the remembered ones of `listKey`. */
export function useGridTable<Row extends { id: string }>(
  listKey: string,
  columns: readonly GridColumn<Row>[],
  rows: readonly Row[],
  defaultSort: { column: string; descending: boolean } | null,
) {
  const look = useListLook(listKey)
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row: Row) => column.value(row) ?? undefined,
          size: column.width ?? DEFAULT_WIDTH,
          minSize: MIN_WIDTH,
          sortUndefined: 'last',
          sortFn: (a, b, id) => compareValues(a.getValue<string | number>(id), b.getValue<string | number>(id)),
        }),
      ),
    [columns],
  )
  const sort = look.sort ?? defaultSort
  const sorting = useMemo(() => (sort ? [{ id: sort.column, desc: sort.descending }] : []), [sort])
  const columnVisibility: Readonly<Record<string, boolean>> = useMemo(
    () =>
      Object.fromEntries(
        // A column that is hidden by default is remembered as shown by `+id`.
        columns.map(({ id, hidden }) => [id, hidden ? look.hidden.includes(`+${id}`) : !look.hidden.includes(id)]),
      ),
    [columns, look.hidden],
  )
  // While a border is dragged the widths live here, and are remembered when it is let go.
  const [columnSizing, setColumnSizing] = useState<Record<string, number>>(look.widths)
  useEffect(() => setColumnSizing(look.widths), [look.widths])
  const table = useTable({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: (row: Row) => row.id,
    columnResizeMode: 'onChange',
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting, columnVisibility, columnSizing },
    onColumnSizingChange: setColumnSizing,
    onSortingChange: (updater) => {
      const [first] = functionalUpdate(updater, sorting)
      saveListLook(listKey, { sort: first ? { column: first.id, descending: first.desc } : null })
    },
  })
  const resizing = table.state.columnResizing.isResizingColumn !== false
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of a drag is remembered
  useEffect(() => {
    if (!resizing && columnSizing !== look.widths && Object.keys(columnSizing).length > 0) {
      saveListLook(listKey, { widths: columnSizing })
    }
  }, [resizing])

  const toggleColumn = (id: string) => {
    const column = columns.find((each) => each.id === id)
    const mark = column?.hidden ? `+${id}` : id
    const hidden = look.hidden.includes(mark) ? look.hidden.filter((each) => each !== mark) : [...look.hidden, mark]
    saveListLook(listKey, { hidden })
  }
  const setWidth = (id: string, width: number) => {
    saveListLook(listKey, { widths: { ...look.widths, [id]: Math.max(MIN_WIDTH, width) } })
  }
  return { table, look, columnVisibility, toggleColumn, setWidth }
}

export type GridTable<Row extends { id: string }> = ReturnType<typeof useGridTable<Row>>
