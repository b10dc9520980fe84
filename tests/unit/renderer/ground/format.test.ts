import { describe, expect, test } from 'vitest'
import { formatAgo, formatBytes, formatDuration, formatMemory } from '../../../../renderer/components/format.ts'

describe('X1: numbers as people read them', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [99_940, '99.9 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [5_270_000_000, '5.3 GB'],
    [2e18, '2000 PB'],
  ])('X1: %d bytes are %s, in decimal units as docker writes them', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  test.each([
    [0, '0 B'],
    [2_202_009, '2.1 MiB'],
    [512 * 2 ** 20, '512 MiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [16 * 2 ** 30, '16 GiB'],
  ])('X1: %d bytes of memory are %s', (bytes, text) => {
    expect(formatMemory(bytes)).toBe(text)
  })

  test.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_400, '59 s'],
    [59_600, '1 min 0 s'],
    [3_780_000, '1 h 3 min'],
  ])('X1: %d ms are %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })

  test.each([
    [0, 'now'],
    [45_000, '45 seconds ago'],
    [59_900, '1 minute ago'],
    [3 * 60_000, '3 minutes ago'],
    [24 * 3_600_000, 'yesterday'],
    [40 * 86_400_000, 'last month'],
    [3 * 366 * 86_400_000, '3 years ago'],
  ])('X1: %d ms ago is "%s"', (ago, text) => {
    const now = Date.UTC(2026, 5, 1)
    expect(formatAgo(now - ago, now)).toBe(text)
  })
})
