import { EventEmitter } from 'node:events'
import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { type Filters, labelFits, readFilters, readTime } from '../server/query.ts'
import type { EngineEvent } from '../state.ts'

/** The engine keeps this many for `since`. */
const KEPT = 256
/** The engine's events: the last ones, and all to come. */
export class EventLog {
  readonly emitter = new EventEmitter().setMaxListeners(0)
  readonly #kept: EngineEvent[] = []

  tell(event: EngineEvent): void {
    this.#kept.push(event)
    if (this.#kept.length > KEPT) this.#kept.shift()
    this.emitter.emit('event', event)
  }

  kept(): readonly EngineEvent[] {
    return this.#kept
  }
}

/** GET /events. */
export function eventsRoute(log: EventLog, now: () => number): Route {
  return {
    method: 'GET',
    path: '/events',
    async handle({ query, apiVersion, signal }, answer) {
      const filters = readFilters(query, null)
      const since = timeOf(query, 'since', now())
      const until = timeOf(query, 'until', now())
      if (since !== null && until !== null && until < since) {
        throw new EngineError(
          400,
          `\`since\` time (${query.get('since')}) cannot be after \`until\` time (${query.get('until')})`,
        )
      }
      const fits = (event: EngineEvent) => eventFits(event, filters)
      const body = answer.stream(200, { 'Content-Type': 'application/json' })
      const waiting: EngineEvent[] =
        since === null
          ? []
          : log.kept().filter((event) => event.at >= since && (until === null || event.at <= until) && fits(event))
      let wake: (() => void) | null = null
      const take = (event: EngineEvent) => {
        if (!fits(event)) return
        // As many as the engine keeps for a reader that does not read.
        if (waiting.length < 4 * KEPT) waiting.push(event)
        wake?.()
      }
      const end = () => wake?.()
      log.emitter.on('event', take)
      signal.addEventListener('abort', end)
      let over = until !== null && until <= now()
      const timer =
        until === null || over
          ? null
          : setTimeout(
              () => {
                over = true
                wake?.()
              },
              Math.min(until - now(), 2 ** 31 - 1),
            )
      try {
        while (!signal.aborted) {
          const event = waiting.shift()
          if (event) await body.write(`${eventJson(event, apiVersion)}\n`)
          else if (over) break
          else {
            await new Promise<void>((done) => {
              wake = done
            })
            wake = null
          }
        }
      } finally {
        log.emitter.off('event', take)
        signal.removeEventListener('abort', end)
        if (timer) clearTimeout(timer)
        body.end()
      }
    },
  }
}

function timeOf(query: URLSearchParams, name: string, now: number): number | null {
  const text = query.get(name)
  if (text === null || text === '') return null
  const time = readTime(text, now)
  if (time === null) throw new EngineError(400, `failed to parse value as time or duration: ${JSON.stringify(text)}`)
  return time
}

function eventFits({ type, action, id, attributes }: EngineEvent, filters: Filters): boolean {
  const named = (kind: string) =>
    filters.any(kind, (value) => type === kind && (id === value || id.startsWith(value) || attributes.name === value))
  return (
    filters.any('event', (value) => action === value || action.startsWith(`${value}:`)) &&
    filters.any('type', (value) => value === type) &&
    filters.any('scope', (value) => value === 'local') &&
    filters.any('daemon', (value) => type === 'daemon' && (attributes.name === value || id === value)) &&
    named('container') &&
    named('volume') &&
    named('network') &&
    filters.any('image', (value) =>
      [id, attributes.name, attributes.image].some((each) => each === value || each?.split(':')[0] === value),
    ) &&
    filters.every('label', (label) => labelFits(attributes, label))
  )
}

/** Nanoseconds go past what a number holds exactly, so they are written as text. */
function eventJson(event: EngineEvent, apiVersion: string): string {
  const { type, action, id, attributes, at } = event
  const from = type === 'container' ? attributes.image : undefined
  const legacy = compareApi(apiVersion, '1.52') < 0 && (type === 'container' || type === 'image')
  const json = JSON.stringify({
    ...(legacy && { status: action, id, ...(from !== undefined && { from }) }),
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: attributes },
    scope: 'local',
    time: Math.floor(at / 1000),
  })
  return `${json.slice(0, -1)},"timeNano":${Math.floor(at)}${String(Math.floor((at % 1) * 1e6)).padStart(6, '0')}}`
}
