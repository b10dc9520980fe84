import { expect, test, vi } from 'vitest'
import { fitColumns } from '../../../../renderer/components/data-grid/fit-columns.ts'
import { historyColumns } from '../../../../renderer/pages/history/columns.tsx'
import { imageColumns } from '../../../../renderer/pages/images/columns.tsx'

// The pages' client reads its address and the browser's name as it is loaded.
vi.hoisted(() => Object.assign(globalThis, { location: new URL('http://127.0.0.1/'), navigator: { userAgent: '' } }))

/** Of a page beside the rail in a window 1024 wide, without the boxes to tick. */
const ROOM = 1024 - 184 - 40
/** "59 minutes ago" with its margins, in the widest of our fonts. */
const AGE = 132

test.each([
  ['images', imageColumns, 'created', 260],
  ['history', historyColumns, 'started', 156],
] as const)('X1: in the list of %s at 1024 an age is shown whole, and enough of the name', (_, columns, age, name) => {
  const shown = columns.filter(({ hidden }) => !hidden)
  const widths = shown.map(({ width = 160, least }) => ({ size: width, least: Math.min(width, least ?? width * 0.6) }))
  const fitted = fitColumns(widths, ROOM, false)
  expect(fitted[shown.findIndex(({ id }) => id === age)]).toBeGreaterThanOrEqual(AGE)
  expect(fitted[0]).toBeGreaterThanOrEqual(name)
  expect(fitted.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(ROOM)
})
