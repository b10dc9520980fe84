import { describe, expect, it } from 'vitest'
import type { StatsSample } from '../../../../preload/contract/containers.ts'
import { CHARTS } from '../../../../renderer/pages/containers/stats/charts.ts'
import { addSample, KEPT, toColumns } from '../../../../renderer/pages/containers/stats/sample-window.ts'

const sample = (at: number): StatsSample => ({
  at,
  cpu: 12.34,
  memory: 5_000_000,
  memoryLimit: 2 ** 30,
  networkIn: 1000,
  networkOut: 500,
  diskRead: 0,
  diskWrite: 20,
  processes: 3,
})

describe('K4: samples of the charts', () => {
  it('K4: keeps the newest, and takes none twice', () => {
    let samples: readonly StatsSample[] = []
    for (let second = 1; second <= KEPT + 50; second += 1) samples = addSample(samples, sample(second * 1000))
    expect(samples).toHaveLength(KEPT)
    expect(samples[0]?.at).toBe(51_000)
    expect(addSample(samples, sample(1000))).toBe(samples)
  })

  it('K4: gives uPlot seconds and one column a series', () => {
    expect(toColumns([sample(1000), sample(2000)], [({ cpu }) => cpu])).toEqual([
      [1, 2],
      [12.34, 12.34],
    ])
  })

  it('K4: says the newest values in words', () => {
    expect(CHARTS.map(({ id, now }) => [id, now(sample(1))])).toEqual([
      ['cpu', '12 % · 3 processes'],
      ['memory', '4.8 MiB of 1 GiB'],
      ['network', '1.5 kB/s'],
      ['disk', '20 B/s'],
    ])
  })

  it('K4: says the limits, also those that a Windows engine does not measure', () => {
    const [cpu, memory] = CHARTS
    const limits = { cpus: 1.5, memory: 2 ** 29 }
    expect(cpu?.now(sample(1), limits)).toBe('12 % of 150 % · 3 processes')
    expect(memory?.now({ ...sample(1), memoryLimit: null }, limits)).toBe('4.8 MiB of 512 MiB')
    expect(memory?.now({ ...sample(1), memoryLimit: null })).toBe('4.8 MiB')
  })
})
