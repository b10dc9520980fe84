import { pause } from '../pause.ts'
import { isConnectionFailure, streamEngine } from './call.ts'
import { LineCutter } from './json-lines.ts'
import type { EngineLink } from './link.ts'

/** One message of GET /events. */
export interface EngineEvent {
  /** `container`, `image`, `network`, `volume`, `daemon`, … */
  type: string
  /** e.g. `start`, `health_status: healthy`. */
  action: string
  /** Id of what it is about. */
  id: string
  attributes: Record<string, string>
  /** Milliseconds since the epoch, by the engine's clock. */
  time: number
}

export interface EventsListener {
  /** The stream stands: what happens from now on arrives as events, so this is the moment to list. */
  opened(): void
  event(event: EngineEvent): void
  /** The stream broke or the engine is away; `opened` follows when it is back. */
  lost(): void
}

const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 5_000

/**
 * The one event stream of an engine, shared by all that listen. It is open while anybody listens and the link is
 * connected. After a break it is opened again from the last event seen, so that the engine repeats what was missed
 * (it keeps the last 256), and what it repeats of the known is dropped.
 */
export class EngineEvents {
  readonly #link: EngineLink
  readonly #listeners = new Set<EventsListener>()
  #running: AbortController | null = null
  #unsubscribe: (() => void) | null = null
  #open = false
  readonly #position = new EventPosition()

  constructor(link: EngineLink) {
    this.#link = link
  }

  /** Listens until the returned function is called. `opened` is called soon when the stream already stands. */
  subscribe(listener: EventsListener): () => void {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#begin()
    else if (this.#open) queueMicrotask(() => this.#open && this.#listeners.has(listener) && listener.opened())
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#finish()
    }
  }

  get listening(): boolean {
    return this.#listeners.size > 0
  }

  #begin(): void {
    this.#unsubscribe = this.#link.onConnected((connected) => (connected ? this.#run() : this.#halt()))
    if (this.#link.connected) this.#run()
  }

  #finish(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = null
    this.#halt()
    // Who listens later lists anew: old events would only be noise.
    this.#position.forget()
  }

  #halt(): void {
    this.#running?.abort()
    this.#running = null
    this.#lose()
  }

  #lose(): void {
    if (!this.#open) return
    this.#open = false
    for (const listener of [...this.#listeners]) listener.lost()
  }

  #run(): void {
    if (this.#running) return
    const controller = new AbortController()
    this.#running = controller
    void this.#keepOpen(controller.signal)
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    let wait = FIRST_RETRY_MS
    while (!signal.aborted) {
      try {
        await this.#read(signal, () => {
          wait = FIRST_RETRY_MS
        })
        if (signal.aborted) return
        // The engine closed the stream by itself: it is shutting down, which only the link can find out.
        this.#link.suspect(new Error('The engine ended its event stream.'))
      } catch (error) {
        if (signal.aborted) return
        if (isConnectionFailure(error)) this.#link.suspect(error)
      }
      this.#lose()
      await pause(wait, signal)
      wait = Math.min(wait * 2, LAST_RETRY_MS)
    }
  }

  async #read(signal: AbortSignal, began: () => void): Promise<void> {
    const stream = await streamEngine(this.#link, {
      method: 'GET',
      path: '/events',
      query: { since: this.#position.since },
      signal,
    })
    if (signal.aborted) return
    began()
    this.#open = true
    for (const listener of [...this.#listeners]) listener.opened()
    const cutter = new LineCutter()
    for await (const chunk of stream) {
      for (const line of cutter.read(chunk as Buffer)) {
        if (signal.aborted) return
        if (!this.#position.pass(line)) continue
        const event = parseEvent(line)
        if (event) for (const listener of [...this.#listeners]) listener.event(event)
      }
    }
  }
}

/** Where in the engine's events we are. The stamp has nanoseconds, which a JavaScript number cannot hold. */
class EventPosition {
  #nano = ''
  #lines = new Set<string>()

  /** For the query, e.g. `1700000000.123456789`; undefined before the first event. Inclusive on the engine's side. */
  get since(): string | undefined {
    return this.#nano ? `${this.#nano.slice(0, -9)}.${this.#nano.slice(-9)}` : undefined
  }

  /** False for a line that was seen before. Several events may carry one stamp: Windows clocks are coarse. */
  pass(line: string): boolean {
    const nano = /"timeNano":\s*(\d{10,})/i.exec(line)?.[1]
    if (!nano) return true
    if (nano !== this.#nano) {
      if (this.#nano && (nano.length - this.#nano.length || (nano > this.#nano ? 1 : -1)) < 0) return true
      this.#nano = nano
      this.#lines.clear()
    } else if (this.#lines.has(line)) return false
    this.#lines.add(line)
    return true
  }

  forget(): void {
    this.#nano = ''
    this.#lines.clear()
  }
}

function parseEvent(line: string): EngineEvent | null {
  let message: unknown
  try {
    message = JSON.parse(line)
  } catch {
    return null
  }
  const { Type, Action, Actor, time } = message as {
    Type?: string
    Action?: string
    Actor?: { ID?: string; Attributes?: Record<string, string> }
    time?: number
  }
  if (typeof Type !== 'string' || typeof Action !== 'string') return null
  return {
    type: Type,
    action: Action,
    id: Actor?.ID ?? '',
    attributes: Actor?.Attributes ?? {},
    time: (time ?? 0) * 1000,
  }
}
