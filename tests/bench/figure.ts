import { test } from '@playwright/test'

/** One line of the table. `values` are one per run, in `unit`; the goal is about their median. */
export interface Figure {
  name: string
  values: number[]
  /** `ratio`, `ms`, `kB`, `MB`, `MB/s`. */
  unit: string
  goal?: { below: number } | { atLeast: number }
}

/** Hands a figure to scripts/bench.mjs by the test's annotations. */
export function report(figure: Figure): void {
  test.info().annotations.push({ type: 'figure', description: JSON.stringify(figure) })
}

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}
