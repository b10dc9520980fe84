import type { Duplex } from 'node:stream'
import { Demultiplexer, LineEnds } from './demultiplex.ts'
import { untilDrained } from './until-drained.ts'

/** Silent connections over TCP are probed after this, so that a vanished engine is noticed. */
const KEEP_ALIVE_MS = 30_000

interface StreamEvents {
  data(bytes: Uint8Array): void
  /** Once, after the last data; `error` is null when the other side ended it in order. */
  end(error: unknown): void
}

/** The hijacked connection of an attach or exec: a raw duplex with a TTY, framed output without one. */
export class EngineStream {
  readonly #socket: Duplex
  #over = false

  constructor(socket: Duplex, tty: boolean, events: StreamEvents) {
    this.#socket = socket
    const frames = tty ? null : new Demultiplexer()
    const lines = new LineEnds()
    let error: unknown = null
    const end = () => {
      if (this.#over) return
      this.#over = true
      events.end(error)
    }
    if ('setKeepAlive' in socket && typeof socket.setKeepAlive === 'function') socket.setKeepAlive(true, KEEP_ALIVE_MS)
    socket.on('data', (bytes: Uint8Array) => {
      if (this.#over) return
      if (!frames) events.data(bytes)
      else for (const payload of frames.read(bytes)) events.data(lines.convert(payload))
    })
    socket.on('error', (cause: unknown) => {
      error = cause
    })
    socket.on('end', end)
    socket.on('close', end)
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#over || this.#socket.destroyed || this.#socket.write(bytes)) return Promise.resolve()
    return untilDrained(this.#socket)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Drops the connection; no event follows. */
  close(): void {
    this.#over = true
    this.#socket.destroy()
  }
}
