import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { LineCache } from './line-cache.ts'
import { GUTTER } from './log-row.tsx'
import { type LogPoint, wordAt } from './log-selection.ts'
import { ROW_HEIGHT } from './scroll-map.ts'
import type { LogSelectionState } from './use-log-selection.ts'
import type { LogViewport } from './use-log-viewport.ts'

/** Marking by pointer: drag, Shift, double click for a word, triple for a line; past the edge the log scrolls on. */
export function useLogPointer(options: { port: LogViewport; cache: LineCache; selection: LogSelectionState }) {
  const latest = useRef(options)
  latest.current = options
  const dragging = useRef<{ x: number; y: number } | null>(null)
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)

  const pointAt = (x: number, y: number): LogPoint | null => {
    const { port, cache } = latest.current
    const view = port.element.current
    if (!view) return null
    const box = view.getBoundingClientRect()
    const row = Math.floor(port.topRow + Math.min(Math.max(0, y - box.top), port.viewHeight) / ROW_HEIGHT)
    const place = port.layout.placeOf(Math.min(Math.max(0, row), Math.max(0, port.layout.rows - 1)))
    const line = cache.line(place.line)
    if (!line) return null
    const inRow = Math.round((x - box.left + view.scrollLeft - GUTTER) / port.charWidth)
    const { width } = port.layout
    const column = width === null ? inRow : place.part * width + Math.min(Math.max(0, inRow), width)
    return { line: place.line, offset: line.map.offsetAt(Math.max(0, column)) }
  }

  const stop = (): void => {
    dragging.current = null
    if (timer.current) clearInterval(timer.current)
    timer.current = null
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the view goes
  useEffect(() => stop, [])

  const follow = (): void => {
    const at = dragging.current
    const { port, selection } = latest.current
    const view = port.element.current
    if (!at || !view) return
    const box = view.getBoundingClientRect()
    const past = at.y < box.top ? at.y - box.top : at.y > box.bottom ? at.y - box.bottom : 0
    if (past !== 0) view.scrollTop += Math.sign(past) * Math.min(200, Math.abs(past) + 10)
    const aside = at.x < box.left ? -20 : at.x > box.left + view.clientWidth ? 20 : 0
    if (aside !== 0) view.scrollLeft += aside
    const focus = pointAt(at.x, at.y)
    const { anchor } = selection.selection ?? {}
    if (focus && anchor) selection.set({ anchor, focus })
  }

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const { port, selection } = latest.current
    const view = port.element.current
    // The scroll bars are the browser's.
    if (event.button !== 0 || !view || event.nativeEvent.offsetX < 0) return
    const box = view.getBoundingClientRect()
    if (event.clientX > box.left + view.clientWidth || event.clientY > box.top + view.clientHeight) return
    const point = pointAt(event.clientX, event.clientY)
    if (!point) return
    const anchor = event.shiftKey ? (selection.selection?.anchor ?? point) : point
    selection.set({ anchor, focus: point })
    view.setPointerCapture(event.pointerId)
    dragging.current = { x: event.clientX, y: event.clientY }
    timer.current = setInterval(follow, 50)
  }
  /** Double and triple clicks: only mouse events count them (UI Events: a pointer event's detail is 0). */
  const onMouseDown = (event: MouseEvent<HTMLElement>): void => {
    const { cache, selection } = latest.current
    const point = dragging.current && event.detail > 1 ? pointAt(event.clientX, event.clientY) : null
    if (!point) return
    stop()
    const text = cache.line(point.line)?.text ?? ''
    const { start, end } = event.detail === 2 ? wordAt(text, point.offset) : { start: 0, end: text.length }
    selection.set({ anchor: { ...point, offset: start }, focus: { ...point, offset: end } })
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!dragging.current) return
    dragging.current = { x: event.clientX, y: event.clientY }
    const focus = pointAt(event.clientX, event.clientY)
    const { selection } = latest.current
    if (focus && selection.selection) selection.set({ anchor: selection.selection.anchor, focus })
  }
  return {
    onPointerDown,
    onMouseDown,
    onPointerMove,
    onPointerUp: stop,
    onPointerCancel: stop,
    onLostPointerCapture: stop,
  }
}
