import { expect, test } from 'vitest'
import { fitColumns } from '../../../../renderer/components/data-grid/fit-columns.ts'

const columns = [
  { size: 200, least: 140 },
  { size: 100, least: 100 },
  { size: 200, least: 60 },
]

test('X1: columns that have room keep their widths', () => {
  expect(fitColumns(columns, 500, false)).toEqual([200, 100, 200])
  expect(fitColumns(columns, 900, true)).toEqual([200, 100, 200])
})

test('X1: columns are narrowed by what each can spare, and fill the room', () => {
  expect(fitColumns(columns, 400, false)).toEqual([170, 100, 130])
  expect(fitColumns(columns, 300, false)).toEqual([140, 100, 60])
})

test('X1: what is too wide at its least scrolls, or loses its last columns, never the first', () => {
  expect(fitColumns(columns, 200, false)).toEqual([140, 100, 60])
  expect(fitColumns(columns, 260, true)).toEqual([160, 100])
  expect(fitColumns(columns, 150, true)).toEqual([150])
  expect(fitColumns(columns, 50, true)).toEqual([140])
})
