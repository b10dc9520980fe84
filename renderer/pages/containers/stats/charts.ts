import type { StatsSample } from '../../../../preload/contract/containers.ts'
import { formatBytes, formatMemory } from '../../../components/format.ts'
import { containerStrings } from '../../../strings/containers.ts'
import type { NumberOf } from './sample-window.ts'

const words = containerStrings.stats

/** What the container was given, as inspect tells it: a Windows engine's measurements do not. */
export interface StatsLimits {
  /** Null without a limit. */
  cpus: number | null
  /** Bytes; 0 without a limit. */
  memory: number
}

const NO_LIMITS: StatsLimits = { cpus: null, memory: 0 }

interface ChartSeries {
  label: string
  value: NumberOf
}

/** One chart of the tab. */
export interface ChartKind {
  id: string
  title: string
  series: readonly ChartSeries[]
  /** For the axis, the legend and the table. */
  format: (value: number) => string
  /** The newest value beside the title. */
  now: (sample: StatsSample, limits?: StatsLimits) => string
  /** At least this much is on the axis, so that noise does not look like load. */
  smallestTop: number
  /** Distances that the axis may have between its marks; without them 1, 2 and 5 of each power of ten. */
  steps?: number[]
}

/** Powers of two, so that the marks of memory are round in its units. */
const BINARY_STEPS = Array.from({ length: 46 }, (_, power) => 2 ** power)

const percent = (value: number) => `${value.toFixed(value < 9.95 ? 1 : 0)} %`
const rate = (value: number) => `${formatBytes(value)}/s`

export const CHARTS: readonly ChartKind[] = [
  {
    id: 'cpu',
    title: words.cpu,
    series: [{ label: words.cpuSeries, value: ({ cpu }) => cpu }],
    format: percent,
    now: ({ cpu, processes }, { cpus } = NO_LIMITS) =>
      [
        cpus === null ? percent(cpu) : words.of(percent(cpu), percent(cpus * 100)),
        processes === null ? '' : words.processes(processes),
      ]
        .filter(Boolean)
        .join(' · '),
    smallestTop: 10,
  },
  {
    id: 'memory',
    title: words.memory,
    series: [{ label: words.memorySeries, value: ({ memory }) => memory }],
    format: formatMemory,
    now: ({ memory, memoryLimit }, limits = NO_LIMITS) => {
      const limit = memoryLimit ?? limits.memory
      return limit > 0 ? words.of(formatMemory(memory), formatMemory(limit)) : formatMemory(memory)
    },
    smallestTop: 2 ** 20,
    steps: BINARY_STEPS,
  },
  {
    id: 'network',
    title: words.network,
    series: [
      { label: words.received, value: ({ networkIn }) => networkIn },
      { label: words.sent, value: ({ networkOut }) => networkOut },
    ],
    format: rate,
    now: ({ networkIn, networkOut }) => rate(networkIn + networkOut),
    smallestTop: 1000,
  },
  {
    id: 'disk',
    title: words.disk,
    series: [
      { label: words.read, value: ({ diskRead }) => diskRead },
      { label: words.written, value: ({ diskWrite }) => diskWrite },
    ],
    format: rate,
    now: ({ diskRead, diskWrite }) => rate(diskRead + diskWrite),
    smallestTop: 1000,
  },
]
