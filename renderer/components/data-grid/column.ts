import type { ReactNode } from 'react'

/** One column of a list. */
export interface GridColumn<Row> {
  /** Stable: its width, sort and visibility are remembered under it. */
  id: string
  header: string
  /** What sorts and is found by the filter; null sorts last. */
  value: (row: Row) => string | number | null
  /** What is shown; the value as text when absent. */
  cell?: (row: Row) => ReactNode
  /** Pixels; 160 when absent. */
  width?: number
  /** Pixels that it may be narrowed to in a narrow list; 60 % of its width when absent. */
  least?: number
  /** Takes what room is left. One column a list should. */
  grows?: boolean
  align?: 'start' | 'end'
  monospace?: boolean
  /** Hidden until the person chooses it. */
  hidden?: boolean
  /** The filter looks at it; true when absent. */
  filtered?: boolean
}

/** How rows may be put into groups, at the person's wish. */
export interface GridGrouping<Row> {
  /** Stable, where a list offers several: the chosen one is remembered under it. */
  id?: string
  /** On the toggle: "Group by project". */
  label: string
  /** Null: below `none`. */
  value: (row: Row) => string | null
  none: string
}

/** What the body shows, in order: group headings and rows. */
export type GridItem<Row> =
  | { kind: 'group'; id: string; name: string; count: number; collapsed: boolean }
  | { kind: 'row'; id: string; row: Row }
