import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareValues } from '../../../../renderer/components/data-grid/items.ts'
import { sortRows } from '../../../../renderer/components/data-grid/sort-rows.ts'

interface Row {
  id: string
  name: string | null
}
const sort = (descending = false) => ({ value: (row: Row) => row.name, descending })
const names = (rows: readonly Row[]) => rows.map(({ id, name }) => `${id}:${name}`)

test('K1: rows are sorted as people order them, those without a value last either way, equal ones as they come', () => {
  const rows: Row[] = [
    { id: '1', name: 'web10' },
    { id: '2', name: null },
    { id: '3', name: 'Web2' },
    { id: '4', name: 'db' },
    { id: '5', name: 'web2' },
  ]
  expect(names(sortRows(rows, sort(), []))).toEqual(['4:db', '3:Web2', '5:web2', '1:web10', '2:null'])
  expect(names(sortRows(rows, sort(true), []))).toEqual(['1:web10', '3:Web2', '5:web2', '4:db', '2:null'])
  expect(sortRows(rows, null, ['5'])).toBe(rows)
})

test('K1: the order before changes how long sorting takes, never what comes out', () => {
  const row = fc.record({
    id: fc.nat(30).map(String),
    name: fc.option(fc.constantFrom('a', 'A', 'ä', 'b1', 'b10', 'B2', 'b2', 'c'), { nil: null }),
  })
  const lists = fc.uniqueArray(row, { selector: ({ id }) => id })
  fc.assert(
    fc.property(lists, fc.array(fc.nat(40).map(String)), fc.boolean(), (rows, before, descending) => {
      const plain = rows
        .map((each, index) => ({ each, index }))
        .sort((a, b) => {
          if (a.each.name === null || b.each.name === null)
            return Number(a.each.name === null) - Number(b.each.name === null) || a.index - b.index
          return compareValues(a.each.name, b.each.name) * (descending ? -1 : 1) || a.index - b.index
        })
        .map(({ each }) => each)
      expect(sortRows(rows, sort(descending), before)).toEqual(plain)
    }),
  )
})

test('K1: one of 5,000 rows that changed is put in its place with about as many comparisons as there are rows', () => {
  const rows: Row[] = Array.from({ length: 5000 }, (_, at) => ({ id: String(at), name: `web-${(at * 2003) % 5000}` }))
  const order = sortRows(rows, sort(), []).map(({ id }) => id)
  const changed = rows.map((row) => (row.id === '17' ? { id: '17', name: 'a-renamed' } : row))
  let compared = 0
  const counted = {
    value: (row: Row) => ({ toString: () => `${compared++ < 0}${row.name}` }) as unknown as string,
    descending: false,
  }
  const found = sortRows(changed, counted, order)
  expect(found[0]?.id).toBe('17')
  // Both sides of a comparison are counted.
  expect(compared / 2).toBeLessThan(3 * 5000)
})
