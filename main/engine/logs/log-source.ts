import type { LogOptions } from '../../../preload/contract/containers.ts'
import type { ChannelSink, ChannelSource } from '../../channels.ts'
import { explain } from '../../explain/explain.ts'
import type { EngineLink } from '../link.ts'
import { logMessages } from './log-messages.ts'
import { RecordWriter } from './record-writer.ts'

/** A container's log for a channel: records of lines (log-records.ts), at the pace at which the page takes them. */
export class LogSource implements ChannelSource {
  readonly #link: EngineLink
  readonly #container: string
  readonly #options: LogOptions
  readonly #end = new AbortController()
  #goOn: (() => void) | null = null

  constructor(link: EngineLink, container: string, options: LogOptions) {
    this.#link = link
    this.#container = container
    this.#options = options
  }

  start(sink: ChannelSink): void {
    void this.#run(sink)
  }

  resume(): void {
    this.#goOn?.()
    this.#goOn = null
  }

  stop(): void {
    this.#end.abort()
    this.resume()
  }

  async #run(sink: ChannelSink): Promise<void> {
    const signal = this.#end.signal
    const writer = new RecordWriter(this.#options.timestamps)
    try {
      for await (const messages of logMessages(this.#link, this.#container, this.#options, signal)) {
        await this.#send(sink, writer.write(messages))
        if (signal.aborted) return
      }
      await this.#send(sink, writer.end())
      sink.end({ reason: 'done' })
    } catch (error) {
      if (signal.aborted) return
      sink.end({
        reason: 'failed',
        error: explain(error, { machine: this.#link.machine, container: this.#container }),
      })
    }
  }

  async #send(sink: ChannelSink, bytes: Buffer): Promise<void> {
    if (bytes.length === 0 || this.#end.signal.aborted) return
    if (sink.write(bytes) || this.#end.signal.aborted) return
    await new Promise<void>((resolve) => {
      this.#goOn = resolve
    })
  }
}
