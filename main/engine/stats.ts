import type { StatsSample } from '../../preload/contract/containers.ts'
import { pause } from '../pause.ts'
import { inPath, statusOf, streamEngine } from './call.ts'
import { startDeadline } from './deadline.ts'
import { LineCutter } from './json-lines.ts'
import type { EngineLink } from './link.ts'
import { readCounters, type StatsCounters, type StatsMessage, toSample } from './stats-sample.ts'
import { whenConnected } from './when-connected.ts'

/** Samples a slow watcher may be behind before it loses the oldest. */
const BEHIND = 120
const RETRY_MS = 1_000

/** The stats streams of one engine: one a container, however many watch it, and none when nobody does. */
export class StatsStreams {
  readonly #link: EngineLink
  readonly #streams = new Map<string, StatsStream>()

  constructor(link: EngineLink) {
    this.#link = link
  }

  /** Streams open now; for tests. */
  get size(): number {
    return this.#streams.size
  }

  /**
   * A sample a second while the container runs; none while it is stopped or the engine is away. Throws when the
   * container is gone.
   */
  async *watch(container: string, signal?: AbortSignal): AsyncGenerator<StatsSample, void, void> {
    let stream = this.#streams.get(container)
    if (!stream || stream.ended) {
      stream = new StatsStream(this.#link, container)
      this.#streams.set(container, stream)
    }
    try {
      yield* stream.watch(signal)
    } finally {
      if (stream.watchers === 0) {
        stream.close()
        if (this.#streams.get(container) === stream) this.#streams.delete(container)
      }
    }
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close()
    this.#streams.clear()
  }
}

interface StatsWatcher {
  samples: StatsSample[]
  wake: () => void
}

class StatsStream {
  readonly #link: EngineLink
  readonly #container: string
  readonly #end = new AbortController()
  readonly #watchers = new Set<StatsWatcher>()
  #failure: unknown = null
  #running = false

  constructor(link: EngineLink, container: string) {
    this.#link = link
    this.#container = container
  }

  get watchers(): number {
    return this.#watchers.size
  }

  get ended(): boolean {
    return this.#end.signal.aborted || this.#failure !== null
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<StatsSample, void, void> {
    const watcher: StatsWatcher = { samples: [], wake: () => {} }
    this.#watchers.add(watcher)
    if (!this.#running) void this.#run()
    const either = startDeadline(signal, null, this.#end.signal)
    const wake = () => watcher.wake()
    either.signal.addEventListener('abort', wake, { once: true })
    try {
      while (!either.signal.aborted) {
        const sample = watcher.samples.shift()
        if (sample) yield sample
        else if (this.#failure) throw this.#failure
        else {
          await new Promise<void>((resolve) => {
            watcher.wake = resolve
          })
        }
      }
    } finally {
      either.done()
      this.#watchers.delete(watcher)
    }
  }

  close(): void {
    this.#end.abort()
  }

  async #run(): Promise<void> {
    this.#running = true
    const signal = this.#end.signal
    while (!signal.aborted) {
      await whenConnected(this.#link, signal)
      if (signal.aborted) return
      try {
        await this.#read(signal)
      } catch (error) {
        if (signal.aborted) return
        const status = statusOf(error)
        if (status !== null && status < 500) {
          this.#failure = error
          for (const watcher of this.#watchers) watcher.wake()
          return
        }
      }
      await pause(RETRY_MS, signal)
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    const stream = await streamEngine(this.#link, {
      method: 'GET',
      path: `/containers/${inPath(this.#container)}/stats`,
      query: { stream: true },
      signal,
    })
    const os = this.#link.facts().os
    const cutter = new LineCutter()
    let before: StatsCounters | null = null
    for await (const chunk of stream) {
      for (const line of cutter.read(chunk as Buffer)) {
        const now = readCounters(JSON.parse(line) as StatsMessage, os)
        if (before && now && now.at > before.at) this.#tell(toSample(before, now))
        before = now
      }
    }
  }

  #tell(sample: StatsSample): void {
    for (const watcher of this.#watchers) {
      watcher.samples.push(sample)
      if (watcher.samples.length > BEHIND) watcher.samples.shift()
      watcher.wake()
    }
  }
}
