/**
 * How a live list crosses the boundary: first the whole list, then changes. Rows are whole, keyed by `id`.
 * `stale` says that the source is away for now and the rows are the last known ones. Of a long list the first rows come
 * as a snapshot with `more`, so that they are seen early; the next event, a change, brings all the others.
 */
export type LiveEvent<Row extends { id: string }> =
  | { type: 'snapshot'; rows: Row[]; stale: boolean; more?: true }
  | { type: 'change'; changed: Row[]; removed: string[]; stale: boolean }

/** Applies one event to a map of rows and returns a new map; the old one stays as it was. */
export function applyLiveEvent<Row extends { id: string }>(
  rows: ReadonlyMap<string, Row>,
  event: LiveEvent<Row>,
): ReadonlyMap<string, Row> {
  if (event.type === 'snapshot') return new Map(event.rows.map((row) => [row.id, row]))
  const next = new Map(rows)
  for (const id of event.removed) next.delete(id)
  for (const row of event.changed) next.set(row.id, row)
  return next
}
