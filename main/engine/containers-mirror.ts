import type { ContainerRow } from '../../preload/contract/containers.ts'
import { FIRST_ROWS } from '../live-list.ts'
import { callEngine } from './call.ts'
import { type ContainerSummary, isSameContainer, toContainerRow } from './container-row.ts'
import type { EngineEvent, EngineEvents } from './events.ts'
import type { EngineLink } from './link.ts'
import { Mirror, type Touch } from './mirror.ts'

/** Container events that leave the row as it was. */
const WITHOUT_EFFECT = /^(exec_|attach|detach|resize|top|export|archive-path|extract-to-dir|copy|commit|kill)/

/** All containers of one engine, live. `keep` as in Mirror. */
export function containersMirror(link: EngineLink, events: EngineEvents, keep?: number): Mirror<ContainerRow> {
  const list = async (signal: AbortSignal, filters?: object, limit?: number) => {
    const found = await callEngine<ContainerSummary[]>(link, {
      method: 'GET',
      path: '/containers/json',
      query: { all: 1, filters, limit },
      signal,
    })
    return found.map((summary) => toContainerRow(summary))
  }
  return new Mirror(
    events,
    {
      list: (signal) => list(signal),
      first: async (signal) => {
        const found = await list(signal, undefined, FIRST_ROWS + 1)
        // Fewer than asked for are all; more come of an engine that knows no limit, and are all too.
        const whole = found.length !== FIRST_ROWS + 1
        return { rows: whole ? found : found.slice(0, FIRST_ROWS), whole }
      },
      read: (ids, signal) => list(signal, { id: ids }),
      touch: touchOf,
      behind: ({ state }) => state === 'running' || state === 'paused',
      same: isSameContainer,
    },
    keep,
  )
}

/** What an engine event means for the list of containers. */
export function touchOf(event: EngineEvent): Touch {
  if (event.type === 'container') {
    if (event.action === 'destroy') return { gone: event.id }
    if (WITHOUT_EFFECT.test(event.action)) return null
    // moby 20.10 logs `die` before it takes the network away and writes the state that its list is read from
    // (daemon/monitor.go): seconds, where it has much to do.
    return event.action === 'die' ? { read: [event.id], late: true } : { read: [event.id] }
  }
  if (event.type === 'network' && event.attributes.container) return { read: [event.attributes.container] }
  // An image that gets or loses its tag changes how its containers name it, but not at once: the engine keeps the
  // name the container was made with.
  return null
}
