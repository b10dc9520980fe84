import { describe, expect, test } from 'vitest'
import type { GridColumn, GridGrouping } from '../../../../renderer/components/data-grid/column.ts'
import { chosenRows, compareValues, filterRows, groupRows } from '../../../../renderer/components/data-grid/items.ts'
import { findTyped } from '../../../../renderer/components/data-grid/type-ahead.ts'

interface Row {
  id: string
  name: string
  state: string | null
  size: number
}
const columns: GridColumn<Row>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name },
  { id: 'state', header: 'State', value: ({ state }) => state },
  { id: 'size', header: 'Size', value: ({ size }) => size, filtered: false },
]
const rows: Row[] = [
  { id: '1', name: 'Web10', state: 'running', size: 42 },
  { id: '2', name: 'web2', state: null, size: 7 },
  { id: '3', name: 'db', state: 'running', size: 1 },
]
const grouping: GridGrouping<Row> = { label: 'Group by state', value: ({ state }) => state, none: 'No state' }

describe('X1: rows of a list', () => {
  test('X1: each word of the filter is found in some column, whatever the case', () => {
    expect(filterRows(rows, columns, ' RUN web ').map(({ id }) => id)).toEqual(['1'])
    expect(filterRows(rows, columns, '   ')).toBe(rows)
    expect(filterRows(rows, columns, '42')).toEqual([])
  })

  test('X1: chosen is what is selected and shown, in the order it is shown', () => {
    const shown = [rows[2], rows[0]].filter((row) => row !== undefined)
    expect(chosenRows(shown, new Set(['1', '2', '3'])).map(({ id }) => id)).toEqual(['3', '1'])
    expect(chosenRows(shown, new Set())).toEqual([])
  })

  test('X1: words do not run from one column into the next', () => {
    expect(filterRows(rows, columns, 'dbrunning')).toEqual([])
  })

  test('X1: numbers by size, texts as people order them', () => {
    expect([10, 9, 100].sort(compareValues)).toEqual([9, 10, 100])
    expect(['web10', 'Web2', 'db'].sort(compareValues)).toEqual(['db', 'Web2', 'web10'])
  })

  test('X1: groups by name, rows without one last, and the order within a group is kept', () => {
    const items = groupRows(rows, grouping, new Set())
    expect(items.map(({ id }) => id)).toEqual(['group:running', '1', '3', 'group:No state', '2'])
    expect(items[0]).toMatchObject({ kind: 'group', name: 'running', count: 2, collapsed: false })
  })

  test('X1: a collapsed group keeps its count and hides its rows', () => {
    const items = groupRows(rows, grouping, new Set(['running']))
    expect(items.map(({ id }) => id)).toEqual(['group:running', 'group:No state', '2'])
    expect(items[0]).toMatchObject({ count: 2, collapsed: true })
  })

  test('X1: without grouping the rows themselves, not copies', () => {
    const items = groupRows(rows, null, new Set())
    expect(items.map((item) => item.kind === 'row' && item.row)).toEqual(rows)
    expect(items[0]?.kind === 'row' && items[0].row === rows[0]).toBe(true)
  })
})

describe('X1: typing the beginning of a name', () => {
  const items = groupRows(rows, null, new Set())
  const find = (typed: string, active: number) => findTyped(items, ({ name }) => name, typed, active)

  test('X1: goes to the next row that begins so, around the end', () => {
    expect([find('w', -1), find('w', 0), find('w', 1), find('d', 0), find('x', 0)]).toEqual([0, 1, 0, 2, -1])
  })

  test('X1: a growing word may stay where it is; the same letter again goes on', () => {
    expect([find('we', 0), find('web2', 0), find('ww', 0), find('www', 1)]).toEqual([0, 1, 1, 0])
  })
})
