import { mergeClasses } from '@fluentui/react-components'
import { ArrowSortDownRegular, ArrowSortUpRegular } from '@fluentui/react-icons'
import type { KeyboardEvent } from 'react'
import { componentStrings as words } from '../../strings/components.ts'
import type { GridColumn } from './column.ts'
import { useGridStyles } from './styles.ts'
import type { GridTable } from './use-grid-table.ts'

/** Pixels a key press; Shift with the arrows on a column's heading sets its width. */
const WIDTH_STEP = 16

interface Props<Row extends { id: string }> {
  grid: GridTable<Row>
  /** Those that are shown. */
  columns: readonly GridColumn<Row>[]
  checked: 'all' | 'some' | 'none'
  onCheckAll: () => void
}

export function GridHeader<Row extends { id: string }>({ grid, columns, checked, onCheckAll }: Props<Row>) {
  const styles = useGridStyles()
  const headers = (grid.table.getHeaderGroups()[0]?.headers ?? []).filter((header) =>
    columns.some(({ id }) => id === header.column.id),
  )
  return (
    <div className={styles.head} role="row">
      <div className={mergeClasses(styles.cell, styles.check)} role="columnheader" aria-label={words.selectAll}>
        <input
          type="checkbox"
          aria-label={words.selectAll}
          checked={checked === 'all'}
          ref={(box) => {
            if (box) box.indeterminate = checked === 'some'
          }}
          onChange={onCheckAll}
        />
      </div>
      {headers.map((header) => {
        const { column } = header
        const sorted = column.getIsSorted()
        const name = String(column.columnDef.header)
        const align = columns.find(({ id }) => id === column.id)?.align
        const onKeyDown = (event: KeyboardEvent) => {
          const step = event.key === 'ArrowLeft' ? -WIDTH_STEP : event.key === 'ArrowRight' ? WIDTH_STEP : 0
          if (!event.shiftKey || step === 0) return
          event.preventDefault()
          event.stopPropagation()
          grid.setWidth(column.id, column.getSize() + step)
        }
        return (
          <div
            key={header.id}
            className={styles.headCell}
            role="columnheader"
            aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
          >
            <button
              type="button"
              className={mergeClasses(styles.sort, align === 'end' && styles.sortEnd)}
              onClick={() => column.toggleSorting()}
              onKeyDown={onKeyDown}
              title={name}
            >
              <span className={styles.sortLabel}>{name}</span>
              {sorted === 'asc' && <ArrowSortUpRegular aria-hidden="true" />}
              {sorted === 'desc' && <ArrowSortDownRegular aria-hidden="true" />}
            </button>
            <span
              className={styles.resizer}
              aria-hidden="true"
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
            />
          </div>
        )
      })}
    </div>
  )
}
