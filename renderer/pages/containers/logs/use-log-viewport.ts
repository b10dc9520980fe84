import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { LogLayout } from './log-layout.ts'
import { GUTTER } from './log-row.tsx'
import type { LogStore } from './log-store.ts'
import { ROW_HEIGHT, ScrollMap } from './scroll-map.ts'

export interface LogViewport {
  element: RefObject<HTMLElement | null>
  measure: RefObject<HTMLSpanElement | null>
  layout: LogLayout
  charWidth: number
  /** Height of what is scrolled. */
  height: number
  viewHeight: number
  /** The row at the upper edge, with fractions. */
  topRow: number
  firstColumn: number
  viewColumns: number
  /** The view is at the end and stays there. */
  sticking: boolean
  /** Lines that came since the view stopped following. */
  newLines: number
  rowTop: (row: number) => number
  reveal: (line: number, column: number) => void
  stick: () => void
  onScroll: () => void
}

/** The place that stays under the eyes when lines come, go, or wrap anew. */
interface Anchor {
  line: number
  column: number
  /** Pixels of that row above the edge. */
  above: number
}

/** Where the view is in the log: following its end, or holding its place. */
export function useLogViewport(options: {
  store: LogStore
  version: number
  wrap: boolean
  follow: boolean
}): LogViewport {
  const { store, version, wrap, follow } = options
  const element = useRef<HTMLElement>(null)
  const measure = useRef<HTMLSpanElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0, charWidth: 8 })
  const [scroll, setScroll] = useState({ top: 0, left: 0 })
  const [paused, setPaused] = useState(false)
  const [pausedAt, setPausedAt] = useState(0)
  const anchor = useRef<Anchor>({ line: 0, column: 0, above: 0 })
  /** The last place that we, not the person, scrolled to. */
  const own = useRef(-1)

  useEffect(() => {
    const view = element.current
    if (!view) return
    const look = (): void => {
      const charWidth = (measure.current?.getBoundingClientRect().width ?? 800) / 100
      setSize({ width: view.clientWidth, height: view.clientHeight, charWidth: charWidth || 8 })
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(view)
    return () => observer.disconnect()
  }, [])

  const viewColumns = Math.max(2, Math.floor((size.width - GUTTER - 8) / size.charWidth))
  const layout = useMemo(() => new LogLayout(store, wrap ? viewColumns : null), [store, wrap, viewColumns])
  const rows = layout.rows
  const map = new ScrollMap(rows, size.height)
  const sticking = follow && !paused
  const top = sticking ? map.end : Math.min(scroll.top, map.end)
  const topPixel = map.toRows(top)

  const scrollTo = (place: number): void => {
    const view = element.current
    if (!view) return
    const wanted = map.toScroll(place)
    if (Math.abs(view.scrollTop - wanted) < 1) return
    view.scrollTop = wanted
    own.current = view.scrollTop
  }
  const anchorPixel = (): number => {
    const { line, column, above } = anchor.current
    const part = layout.width === null ? 0 : Math.floor(column / layout.width)
    return (layout.rowOf(Math.max(line, store.firstLine)) + part) * ROW_HEIGHT + above
  }
  const keepAnchor = (pixel: number): void => {
    const row = Math.floor(pixel / ROW_HEIGHT)
    const { line, part } = layout.placeOf(row)
    anchor.current = { line, column: part * (layout.width ?? 0), above: pixel - row * ROW_HEIGHT }
  }

  // After each change: at the end when following, else where the person reads.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that the store changed
  useLayoutEffect(() => {
    if (size.height === 0) return
    scrollTo(sticking ? rows * ROW_HEIGHT : anchorPixel())
  }, [version, layout, sticking, size.height, rows])

  const onScroll = (): void => {
    const view = element.current
    if (!view) return
    setScroll({ top: view.scrollTop, left: view.scrollLeft })
    if (Math.abs(view.scrollTop - own.current) < 1) return
    own.current = -1
    const atEnd = view.scrollTop >= map.end - 2
    keepAnchor(map.toRows(view.scrollTop))
    if (atEnd) setPaused(false)
    else if (!paused) {
      setPaused(true)
      setPausedAt(store.endLine)
    }
  }
  const pause = (): void => {
    if (!paused) setPausedAt(store.endLine)
    setPaused(true)
  }
  const reveal = (line: number, column: number): void => {
    pause()
    const part = layout.width === null ? 0 : Math.floor(column / layout.width)
    const pixel = (layout.rowOf(line) + part) * ROW_HEIGHT
    const inView = pixel >= topPixel && pixel + ROW_HEIGHT <= topPixel + size.height
    const place = inView ? topPixel : Math.max(0, pixel - Math.floor(size.height / 3))
    keepAnchor(Math.min(place, Math.max(0, rows * ROW_HEIGHT - size.height)))
    scrollTo(place)
    const view = element.current
    if (!view || layout.width !== null) return
    const left = column * size.charWidth
    if (left < view.scrollLeft || left > view.scrollLeft + size.width - 120) view.scrollLeft = Math.max(0, left - 200)
  }
  return {
    element,
    measure,
    layout,
    charWidth: size.charWidth,
    height: map.height,
    viewHeight: size.height,
    topRow: topPixel / ROW_HEIGHT,
    firstColumn: Math.floor(scroll.left / size.charWidth),
    viewColumns,
    sticking,
    newLines: Math.max(0, store.endLine - Math.max(pausedAt, store.firstLine)),
    rowTop: (row) => top + row * ROW_HEIGHT - topPixel,
    reveal,
    stick: () => setPaused(false),
    onScroll,
  }
}
