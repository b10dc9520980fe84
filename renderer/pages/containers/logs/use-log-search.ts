import { useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { FindQuery } from '../../../terminal/find-bar.tsx'
import { type LogMatch, LogSearch, queryExpression } from './log-search.ts'
import type { LogStore } from './log-store.ts'

/** A slice short enough that a click between two of them is served within a frame. */
const SLICE_MS = 8

export interface LogSearchView {
  search: LogSearch | null
  /** The query is no valid expression. */
  bad: boolean
  /** Index of the chosen match; -1 while there is none. */
  current: number
  searching: boolean
  /** Goes to the next or previous match, round at the ends; answers it. */
  step: (back: boolean) => LogMatch | null
}

/**
 * Searches all lines in slices between other work, and new ones as they come. The first match at or after the line in
 * view is chosen by itself and told to `onFirst`.
 */
export function useLogSearch(
  store: LogStore,
  version: number,
  query: FindQuery | null,
  topLine: () => number,
  onFirst: (match: LogMatch) => void,
): LogSearchView {
  const expression = useMemo(() => (query ? queryExpression(query) : null), [query])
  const search = useMemo(() => (expression ? new LogSearch(store, expression) : null), [store, expression])
  const [current, setCurrent] = useState(-1)
  const [, render] = useReducer((count: number) => count + 1, 0)
  const from = useRef(0)
  const chosen = useRef<LogSearch | null>(null)
  const first = useRef(onFirst)
  first.current = onFirst

  // biome-ignore lint/correctness/useExhaustiveDependencies: anew for each search, from what is in view then
  useEffect(() => {
    setCurrent(-1)
    from.current = topLine()
    chosen.current = null
  }, [search])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that there are new lines
  useEffect(() => {
    if (!search) return
    let timer: ReturnType<typeof setTimeout>
    const slice = (): void => {
      search.work(performance.now() + SLICE_MS)
      const index = search.indexFrom(from.current)
      // Further down first; from the top only when there is nothing below.
      const pick = index < search.count ? index : search.done && search.count > 0 ? 0 : -1
      if (chosen.current !== search && pick >= 0) {
        chosen.current = search
        setCurrent(pick)
        const match = search.match(pick)
        if (match) first.current(match)
      }
      render()
      if (!search.done) timer = setTimeout(slice)
    }
    timer = setTimeout(slice)
    return () => clearTimeout(timer)
  }, [search, version])

  const step = (back: boolean): LogMatch | null => {
    if (!search || search.count === 0) return null
    const next = current < 0 ? 0 : (current + (back ? -1 : 1) + search.count) % search.count
    chosen.current = search
    setCurrent(next)
    return search.match(next)
  }
  const bad = query !== null && query.text !== '' && expression === null
  return { search, bad, current: search ? current : -1, searching: search !== null && !search.done, step }
}
