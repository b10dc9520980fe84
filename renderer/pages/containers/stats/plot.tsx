import { tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { StatsSample } from '../../../../preload/contract/containers.ts'
import { useThemeName } from '../../../theme/use-theme.ts'
import type { ChartKind } from './charts.ts'
import { KEPT, toColumns } from './sample-window.ts'

const HEIGHT = 132
const AXIS_WIDTH = 72
/** Seconds on the axis at first, so that the first samples are a line and not a dot. */
const SHORTEST = 60

interface Props {
  chart: ChartKind
  samples: readonly StatsSample[]
  /** Index of the sample under the pointer, or null; for the legend. */
  onPoint: (index: number | null) => void
}

/** A canvas takes no `var(…)`: the token's colour as it is here and now. */
function resolve(element: Element, token: string, property: 'color' | 'backgroundColor' = 'color'): string {
  const probe = document.createElement('span')
  probe.style[property] = token
  element.append(probe)
  const value = getComputedStyle(probe)[property]
  probe.remove()
  return value
}

/** Colours of the first and second series; the second is dashed as well, so that it needs no colour. */
const SERIES_TOKENS = [tokens.colorBrandForeground1, tokens.colorPaletteMarigoldForeground2] as const

/** One uPlot chart that follows its samples; the legend and the table say the same in words. */
export function Plot({ chart, samples, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const theme = useThemeName()
  const point = useRef(onPoint)
  point.current = onPoint
  const latest = useRef(samples)
  latest.current = samples

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew when the colours change
  useEffect(() => {
    const element = host.current
    if (!element) return
    const text = resolve(element, tokens.colorNeutralForeground3)
    const line = resolve(element, tokens.colorNeutralStroke2)
    const font = `12px ${getComputedStyle(element).fontFamily}`
    const axis = { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false } }
    const made = new uPlot(
      {
        width: Math.max(160, element.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        padding: [8, 8, 0, 0],
        scales: {
          x: { time: true, range: (_, min, max) => [max - Math.min(KEPT, Math.max(SHORTEST, max - min)), max] },
          y: { range: (_, __, max) => [0, Math.max(chart.smallestTop, (max ?? 0) * 1.15)] },
        },
        axes: [
          { ...axis, space: 70, size: 28, values: (_, ticks) => ticks.map((tick) => clock(tick)) },
          {
            ...axis,
            size: AXIS_WIDTH,
            space: 28,
            values: (_, ticks) => ticks.map(chart.format),
            ...(chart.steps ? { incrs: chart.steps } : {}),
          },
        ],
        series: [
          {},
          ...chart.series.map(({ label }, index) => ({
            label,
            stroke: resolve(element, SERIES_TOKENS[index] ?? SERIES_TOKENS[0]),
            width: 1.5,
            ...(index > 0 ? { dash: [6, 3] } : {}),
            points: { show: false },
          })),
        ],
        hooks: { setCursor: [({ cursor }) => point.current(cursor.idx ?? null)] },
      },
      columns(chart, latest.current),
      element,
    )
    plot.current = made
    const resized = new ResizeObserver(() =>
      made.setSize({ width: Math.max(160, element.clientWidth), height: HEIGHT }),
    )
    resized.observe(element)
    return () => {
      resized.disconnect()
      plot.current = null
      made.destroy()
    }
  }, [chart, theme])

  useEffect(() => {
    plot.current?.setData(columns(chart, samples))
  }, [chart, samples])

  return <div ref={host} style={{ minHeight: HEIGHT, minWidth: 0 }} aria-hidden="true" />
}

function columns(chart: ChartKind, samples: readonly StatsSample[]): uPlot.AlignedData {
  return toColumns(
    samples,
    chart.series.map(({ value }) => value),
  ) as uPlot.AlignedData
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}
