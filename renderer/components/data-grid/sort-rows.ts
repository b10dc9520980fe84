import { compareValues } from './items.ts'

/** How rows are sorted: by what, and which way. */
export interface RowSort<Row> {
  value: (row: Row) => string | number | null
  descending: boolean
}

/**
 * Sorted rows; those without a value are last either way, and equal ones stay as they come. `before` is the order of IDs
 * that was sorted last: a list of which few rows changed is nearly sorted by it, and sorting that takes hardly more
 * comparisons than it has rows, where comparing texts as people order them is what costs. Rows that are new are brought
 * near to their order by comparing characters, for the same reason.
 */
export function sortRows<Row extends { id: string }>(
  rows: readonly Row[],
  sort: RowSort<Row> | null,
  before: Iterable<string>,
): readonly Row[] {
  if (!sort) return rows
  const places = new Map<string, Place<Row>>()
  rows.forEach((row, index) => {
    places.set(row.id, { row, index, value: sort.value(row) })
  })
  const ordered = new Set<Place<Row>>()
  for (const id of before) {
    const place = places.get(id)
    if (place) ordered.add(place)
  }
  const added = [...places.values()].filter((place) => !ordered.has(place))
  for (const place of added.sort((a, b) => compareRoughly(a.value, b.value))) ordered.add(place)
  return [...ordered].sort((a, b) => compare(a, b, sort.descending) || a.index - b.index).map(({ row }) => row)
}

interface Place<Row> {
  row: Row
  index: number
  value: string | number | null
}

function compareRoughly(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : a > b ? 1 : 0
}

function compare(a: Place<unknown>, b: Place<unknown>, descending: boolean): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
  const order = compareValues(a.value, b.value)
  return descending ? -order : order
}
