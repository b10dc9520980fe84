import { useEffect, useReducer, useSyncExternalStore } from 'react'
import { EMPTY, type Live, LiveQuery, type Subscribe } from './live-query.ts'

/** A live list and the way to try its subscription again at once. */
export type LiveRows<Row> = Live<Row> & { retry: () => void }

const queries = new Map<string, LiveQuery<{ id: string }>>()

const NOTHING = { listen: () => () => {}, snapshot: EMPTY as Live<never> }

/**
 * A live list of the contract: `useLive(['containers', machine], (signal) => api.containers.watch({ machine }, { signal }))`.
 * One subscription a key, however many use it; it ends a few seconds after the last one went. `null` asks nothing.
 */
export function useLive<Row extends { id: string }>(
  key: readonly string[] | null,
  subscribe: Subscribe<Row>,
): LiveRows<Row> {
  const id = key === null ? null : JSON.stringify(key)
  const live = id === null ? null : queryFor(id, subscribe)
  // A query that was forgotten between two renders is replaced by a new one.
  const [, renew] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (id !== null && queries.get(id) !== (live as unknown)) renew()
  })
  const source = live ?? NOTHING
  const snapshot: Live<Row> = useSyncExternalStore(source.listen, () => source.snapshot)
  return { ...snapshot, retry: () => live?.retry() }
}

function queryFor<Row extends { id: string }>(id: string, subscribe: Subscribe<Row>): LiveQuery<Row> {
  const known = queries.get(id)
  if (known) return known as unknown as LiveQuery<Row>
  const made = new LiveQuery<Row>(subscribe, () => {
    if (queries.get(id) === (made as unknown)) queries.delete(id)
  })
  queries.set(id, made as unknown as LiveQuery<{ id: string }>)
  return made
}
