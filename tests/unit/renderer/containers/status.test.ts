import { expect, it } from 'vitest'
import { statusText } from '../../../../renderer/pages/containers/status-cell.tsx'

const MINUTE = 60_000

it('K1: the time in a status counts on although no event comes', () => {
  const at = 1_800_000_000_000
  const text = (status: string, minutes: number | null) =>
    statusText({ status, stateSince: minutes === null ? null : at - minutes * MINUTE }, at)
  expect(text('Up 3 minutes (healthy)', 5)).toBe('Up 5 minutes (healthy)')
  expect(text('Up Less than a second', 0)).toBe('Up 0 seconds')
  expect(text('Exited (3) About a minute ago', 120)).toBe('Exited (3) 2 hours ago')
  expect(text('Exited (137) Less than a second ago', 2)).toBe('Exited (137) 2 minutes ago')
  expect(text('Up 3 minutes (Paused)', 4)).toBe('Up 4 minutes (Paused)')
  expect(text('Created', null)).toBe('Created')
})
