import type { StatsSample } from '../../../../preload/contract/containers.ts'

/** Samples kept and shown: five minutes at one a second. */
export const KEPT = 300

/** Adds a sample, lets the oldest go. A new array each time; one that is not newer is left out (a repeated stream). */
export function addSample(samples: readonly StatsSample[], sample: StatsSample): readonly StatsSample[] {
  const last = samples.at(-1)
  if (last && sample.at <= last.at) return samples
  return [...samples.slice(-(KEPT - 1)), sample]
}

export type NumberOf = (sample: StatsSample) => number

/** Columns for uPlot: seconds since the epoch, then one array a series. */
export function toColumns(samples: readonly StatsSample[], series: readonly NumberOf[]): number[][] {
  return [samples.map(({ at }) => at / 1000), ...series.map((value) => samples.map(value))]
}
