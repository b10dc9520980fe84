import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo, useRef, useState } from 'react'
import { saveListLook, useListLook } from '../../api/settings.ts'
import type { GridColumn } from './column.ts'
import { sortRows } from './sort-rows.ts'

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
})
const DEFAULT_WIDTH = 160
const MIN_WIDTH = 56

/**
 * The table of TanStack behind a list; its sort, visibility and widths are the remembered ones of `listKey`. `sorted` are
 * the rows as they are shown. The table itself has the first row alone, by which it chooses the way a column is sorted
 * first: for thousands it would make as many row objects anew after each change.
 */
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
        }),
      ),
    [columns],
  )
  const { column: sortedBy, descending } = look.sort ?? defaultSort ?? { column: null, descending: false }
  const sorting = useMemo(() => (sortedBy ? [{ id: sortedBy, desc: descending }] : []), [sortedBy, descending])
  const order = useRef<readonly string[]>([])
  const sorted = useMemo(() => {
    const by = columns.find(({ id }) => id === sortedBy)
    const found = sortRows(rows, by ? { value: by.value, descending } : null, order.current)
    order.current = found.map(({ id }) => id)
    return found
  }, [rows, columns, sortedBy, descending])
  const [first] = rows
  const data = useMemo(() => (first ? [first] : []), [first])
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
    data,
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
  return { table, sorted, look, columnVisibility, toggleColumn, setWidth }
}

export type GridTable<Row extends { id: string }> = ReturnType<typeof useGridTable<Row>>
