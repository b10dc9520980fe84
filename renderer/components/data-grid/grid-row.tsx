import { mergeClasses } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { componentStrings as words } from '../../strings/components.ts'
import type { GridColumn, GridItem } from './column.ts'
import { useGridStyles } from './styles.ts'

interface RowProps<Row extends { id: string }> {
  domId: string
  row: Row
  index: number
  top: number
  columns: readonly GridColumn<Row>[]
  name: string
  selected: boolean
  open: boolean
  active: boolean
  onClick: (row: Row, event: MouseEvent) => void
  onDoubleClick: (row: Row) => void
  onCheck: (row: Row) => void
  onContextMenu?: (row: Row, event: MouseEvent) => void
}

function content<Row>(column: GridColumn<Row>, row: Row, text: string): ReactNode {
  const value = column.value(row)
  if (!column.cell)
    return (
      <span className={text} title={value === null ? undefined : String(value)}>
        {value}
      </span>
    )
  const shown = column.cell(row)
  return typeof shown === 'string' ? (
    <span className={text} title={shown}>
      {shown}
    </span>
  ) : (
    shown
  )
}

function PlainRow<Row extends { id: string }>(props: RowProps<Row>) {
  const styles = useGridStyles()
  const { row, columns, selected } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keys (aria-activedescendant)
    <div
      id={props.domId}
      className={mergeClasses(
        styles.row,
        selected && styles.selected,
        props.open && styles.open,
        props.active && styles.active,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.index + 2}
      aria-selected={selected}
      data-row={row.id}
      onClick={(event) => props.onClick(row, event)}
      onDoubleClick={() => props.onDoubleClick(row)}
      onContextMenu={props.onContextMenu && ((event) => props.onContextMenu?.(row, event))}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space on the row does the same */}
      <div
        className={mergeClasses(styles.cell, styles.check)}
        role="gridcell"
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
      >
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={words.selectRow(props.name)}
          checked={selected}
          onChange={() => props.onCheck(row)}
        />
      </div>
      {columns.map((column) => (
        <div
          key={column.id}
          className={mergeClasses(
            styles.cell,
            column.align === 'end' && styles.end,
            column.monospace && styles.monospace,
          )}
          role="gridcell"
          tabIndex={-1}
        >
          {content(column, row, styles.text)}
        </div>
      ))}
    </div>
  )
}

/** A row is painted again only when it or its looks change. */
export const GridRow = memo(PlainRow) as typeof PlainRow

interface GroupProps {
  domId: string
  group: Extract<GridItem<never>, { kind: 'group' }>
  index: number
  top: number
  active: boolean
  onToggle: (name: string) => void
}

export function GridGroup({ domId, group, index, top, active, onToggle }: GroupProps) {
  const styles = useGridStyles()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keys (aria-activedescendant)
    <div
      id={domId}
      className={mergeClasses(styles.group, active && styles.active)}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-expanded={!group.collapsed}
      onClick={() => onToggle(group.name)}
    >
      <span role="gridcell" tabIndex={-1}>
        {group.collapsed ? <ChevronRightRegular aria-hidden="true" /> : <ChevronDownRegular aria-hidden="true" />}{' '}
        {group.name} <span className={styles.groupCount}>{words.groupCount(group.count)}</span>
      </span>
    </div>
  )
}
