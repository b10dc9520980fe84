import type { GridColumn, GridGrouping, GridItem } from './column.ts'

/** The selected ones of the rows that are shown: nothing is done to what nobody sees. */
export function chosenRows<Row extends { id: string }>(shown: readonly Row[], selected: ReadonlySet<string>): Row[] {
  return selected.size === 0 ? [] : shown.filter(({ id }) => selected.has(id))
}

/** Rows in which each word of the filter occurs in some column, upper and lower case alike. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  filter: string,
): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  const searched = columns.filter(({ filtered }) => filtered !== false)
  return rows.filter((row) => {
    const text = searched
      .map(({ value }) => value(row) ?? '')
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Ascending; numbers by size, texts as people order them ("web2" before "web10"). Nulls are the caller's business. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/** Puts sorted rows below their group's heading, groups by name, those without one last. */
export function groupRows<Row extends { id: string }>(
  rows: readonly Row[],
  grouping: GridGrouping<Row> | null,
  collapsed: ReadonlySet<string>,
): GridItem<Row>[] {
  const asItem = (row: Row): GridItem<Row> => ({ kind: 'row', id: row.id, row })
  if (!grouping) return rows.map(asItem)
  const groups = new Map<string | null, Row[]>()
  for (const row of rows) {
    const name = grouping.value(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  const names = [...groups.keys()].sort((a, b) => (a === null ? 1 : b === null ? -1 : compareValues(a, b)))
  return names.flatMap((key): GridItem<Row>[] => {
    const members = groups.get(key) ?? []
    const name = key ?? grouping.none
    const isCollapsed = collapsed.has(name)
    return [
      { kind: 'group', id: `group:${name}`, name, count: members.length, collapsed: isCollapsed },
      ...(isCollapsed ? [] : members.map(asItem)),
    ]
  })
}
