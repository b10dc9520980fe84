import { mergeClasses } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { saveListLook } from '../../api/settings.ts'
import { componentStrings as words } from '../../strings/components.ts'
import { useElementWidth } from '../element-width.ts'
import { ListSkeleton } from '../skeletons.tsx'
import { useStableHandler } from '../stable-handler.ts'
import type { GridColumn, GridGrouping } from './column.ts'
import { fitColumns } from './fit-columns.ts'
import { GridHeader } from './grid-header.tsx'
import { GridGroup, GridRow } from './grid-row.tsx'
import { GridToolbar } from './grid-toolbar.tsx'
import { chosenRows, filterRows, groupRows } from './items.ts'
import { ROW_HEIGHT, useGridStyles } from './styles.ts'
import { findTyped, useTypeAhead } from './type-ahead.ts'
import { handleGridKey } from './use-grid-keys.ts'
import { useGridSelection } from './use-grid-selection.ts'
import { useGridTable } from './use-grid-table.ts'

/** Of the boxes to tick, pixels. */
const CHECK_WIDTH = 40

export interface DataGridProps<Row extends { id: string }> {
  /** Under which sort, widths, columns and grouping are remembered: one a list, e.g. 'containers'. */
  listKey: string
  /** Accessible name. */
  label: string
  /** Stable (module level or memo). The first column names the row and cannot be hidden. */
  columns: readonly GridColumn<Row>[]
  rows: readonly Row[]
  rowName: (row: Row) => string
  /** What the filter hides of these is not selected until it is shown again: nothing is done to what nobody sees. */
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  /** The row whose details are open. */
  openId?: string | null
  onOpen: (row: Row) => void
  /** Delete key: the selected rows, or the active one when none is. */
  onDelete?: (rows: Row[]) => void
  onRename?: (row: Row) => void
  onRefresh?: () => void
  /** `chosen`: the rows that are selected and shown. */
  onContextMenu?: (row: Row, event: MouseEvent, chosen: Row[]) => void
  /** As `onContextMenu`, by the context-menu key or Shift+F10; `at` is the row's place in the window. */
  onMenuKey?: (row: Row, at: DOMRect, chosen: Row[]) => void
  grouping?: GridGrouping<Row>
  /** Several to choose from, each with an `id`. */
  groupings?: readonly GridGrouping<Row>[]
  defaultSort?: { column: string; descending: boolean }
  /** Primary action first; bulk actions when rows are `chosen`: selected and shown. */
  toolbar?: ReactNode | ((chosen: Row[]) => ReactNode)
  loading?: boolean
  stale?: boolean
  /** Shown instead of the grid when there are no rows at all. */
  empty?: ReactNode
}

/** A list of any length: sorted, filtered, grouped, with chosen and sized columns, several rows selected, all by keyboard. */
export function DataGrid<Row extends { id: string }>(props: DataGridProps<Row>) {
  const { listKey, columns, rows, onSelect } = props
  const styles = useGridStyles()
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const width = useElementWidth(root)
  const scroll = useRef<HTMLDivElement>(null)
  const [filter, setFilter] = useState('')
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())

  const deferred = useDeferredValue(filter)
  const matching = useMemo(() => filterRows(rows, columns, deferred), [rows, columns, deferred])
  const grid = useGridTable(listKey, columns, matching, props.defaultSort ?? null)
  const { sorted } = grid
  const chosen = useMemo(() => chosenRows(sorted, props.selected), [sorted, props.selected])
  const selected = useMemo(() => new Set(chosen.map(({ id: each }) => each)), [chosen])
  const groupings = props.groupings ?? (props.grouping ? [props.grouping] : [])
  const grouping = grid.look.grouped
    ? (groupings.find((each) => each.id === grid.look.groupBy) ?? groupings[0] ?? null)
    : null
  const items = useMemo(() => groupRows(sorted, grouping, collapsed), [sorted, grouping, collapsed])
  const { columnVisibility } = grid
  const chosenColumns = useMemo(
    () => columns.filter(({ id: column }) => columnVisibility[column]),
    [columns, columnVisibility],
  )
  // The same while the items are: with a new one the places of all are reckoned again.
  const keyOf = useCallback((index: number) => items[index]?.id ?? index, [items])
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: keyOf,
    overscan: 8,
    // The heading is sticky within the same scroller.
    scrollPaddingStart: ROW_HEIGHT,
    scrollMargin: 0,
  })

  const toggleGroup = useStableHandler((name: string) => {
    const next = new Set(collapsed)
    if (!next.delete(name)) next.add(name)
    setCollapsed(next)
  })
  const { active, startAt, toggle, moveTo, onClick } = useGridSelection({
    items,
    selected: props.selected,
    onSelect,
    onOpen: props.onOpen,
    scroll,
    scrollTo: (index) => virtual.scrollToIndex(index),
  })
  const onOpen = useStableHandler(props.onOpen)
  const onContextMenu = useStableHandler((row: Row, event: MouseEvent) => props.onContextMenu?.(row, event, chosen))
  const typeAhead = useTypeAhead((typed) => moveTo(findTyped(items, props.rowName, typed, active), false))
  const selectAll = () => onSelect(new Set(sorted.map((row) => row.id)))
  const checked = chosen.length === 0 ? 'none' : chosen.length === sorted.length ? 'all' : 'some'
  const remove = (row: Row | null) => {
    const removed = chosen.length > 0 ? chosen : row ? [row] : []
    if (removed.length > 0) props.onDelete?.(removed)
  }
  const widths = chosenColumns.map((column) => {
    const size = grid.table.getColumn(column.id)?.getSize() ?? column.width ?? 160
    // A width that the person chose is kept.
    return { size, least: grid.look.widths[column.id] ? size : Math.min(size, column.least ?? size * 0.6) }
  })
  // Beside its details a list may lack columns: they are in the details.
  const bar = scroll.current ? scroll.current.offsetWidth - scroll.current.clientWidth : 0
  const room = width > 0 ? width - bar : Number.POSITIVE_INFINITY
  const sizes = fitColumns(widths, room - CHECK_WIDTH, Boolean(props.openId))
  const shownCount = sizes.length
  const shownColumns = useMemo(() => chosenColumns.slice(0, shownCount), [chosenColumns, shownCount])
  const tracks = shownColumns.map(({ grows }, index) =>
    grows ? `minmax(${sizes[index]}px, 1fr)` : `${sizes[index]}px`,
  )
  // One width for all rows, so that the growing column is the same in each.
  const template = {
    '--grid-columns': `${CHECK_WIDTH}px ${tracks.join(' ')}`,
    '--grid-width': `${sizes.reduce((sum, size) => sum + size, CHECK_WIDTH)}px`,
  } as CSSProperties
  const isEmpty = rows.length === 0 && !props.loading

  return (
    <div ref={root} className={styles.root}>
      <GridToolbar
        label={props.label}
        filter={filter}
        onFilter={setFilter}
        columns={columns}
        shown={(column) => grid.table.getColumn(column)?.getIsVisible() ?? false}
        onToggleColumn={grid.toggleColumn}
        groupings={groupings}
        grouping={grouping}
        onGroup={(chosen) => saveListLook(listKey, { grouped: chosen !== null, groupBy: chosen?.id })}
      >
        {typeof props.toolbar === 'function' ? props.toolbar(chosen) : props.toolbar}
      </GridToolbar>
      {props.loading ? (
        <ListSkeleton />
      ) : isEmpty ? (
        props.empty
      ) : (
        <div
          ref={scroll}
          className={styles.scroll}
          style={template}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-multiselectable="true"
          aria-rowcount={items.length + 1}
          aria-activedescendant={active >= 0 ? `${id}-${items[active]?.id}` : undefined}
          onFocus={(event) => {
            if (event.target === event.currentTarget && active < 0 && items[0]) startAt(items[0].id)
          }}
          // The key's own menu of the browser, which comes to the grid as it has the focus.
          onContextMenu={(event) => event.target === event.currentTarget && props.onMenuKey && event.preventDefault()}
          onKeyDown={(event) =>
            handleGridKey<Row>(event, {
              items,
              active,
              page: Math.max(1, Math.floor((scroll.current?.clientHeight ?? 320) / ROW_HEIGHT) - 2),
              moveTo,
              toggle,
              toggleGroup,
              typeAhead,
              selectAll,
              clear: () => onSelect(new Set()),
              open: props.onOpen,
              remove: props.onDelete && remove,
              rename: props.onRename,
              refresh: props.onRefresh,
              menu:
                props.onMenuKey &&
                ((row) => {
                  const shown = document.getElementById(`${id}-${row.id}`)
                  if (shown) props.onMenuKey?.(row, shown.getBoundingClientRect(), chosen)
                }),
            })
          }
        >
          <GridHeader
            grid={grid}
            columns={shownColumns}
            checked={checked}
            onCheckAll={() => (checked === 'all' ? onSelect(new Set()) : selectAll())}
          />
          <div
            className={mergeClasses(styles.body, props.stale && styles.stale)}
            role="rowgroup"
            style={{ height: virtual.getTotalSize() }}
          >
            {virtual.getVirtualItems().map(({ index, start, key }) => {
              const item = items[index]
              if (!item) return null
              const common = { domId: `${id}-${item.id}`, index, top: start, active: index === active }
              if (item.kind === 'group') return <GridGroup key={key} {...common} group={item} onToggle={toggleGroup} />
              return (
                <GridRow
                  key={key}
                  {...common}
                  row={item.row}
                  columns={shownColumns}
                  name={props.rowName(item.row)}
                  selected={selected.has(item.id)}
                  open={props.openId === item.id}
                  onClick={onClick}
                  onDoubleClick={onOpen}
                  onCheck={toggle}
                  onContextMenu={props.onContextMenu && onContextMenu}
                />
              )
            })}
          </div>
          {items.length === 0 && <p className={styles.nothing}>{words.nothingMatches}</p>}
        </div>
      )}
      {!isEmpty && !props.loading && (
        <div className={styles.foot} aria-live="polite">
          <span>{words.rows(matching.length, rows.length)}</span>
          {selected.size > 0 && <span>{words.selected(selected.size)}</span>}
          {props.stale && <span>{words.stale}</span>}
        </div>
      )}
    </div>
  )
}
