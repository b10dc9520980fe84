import type { Duplex } from 'node:stream'
import type Docker from 'dockerode'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { type ContainerFacts, demandAwake, isEngineAnswer, readContainer } from './container-facts.ts'
import { EngineStream } from './engine-stream.ts'
import { SizeTeller } from './size-teller.ts'
import type { ByteSource, SourceEvents } from './source.ts'

/** The engine watches the input for these and lets go (the CLI's default). */
const DETACH_KEYS = 'ctrl-p,ctrl-q'
/**
 * How long after the stream's end the engine may need to say that the container ended too. Longer: it runs on, so
 * somebody let go.
 */
const EXIT_KNOWN_WITHIN_MS = 2_000
/** The engine lets go at once after the detach keys; a stream that ends later than this after them ended otherwise. */
const LETS_GO_WITHIN_MS = 5_000
/** A stream that ends in order sooner than this has nothing to carry: attaching again would not help. */
const WORTH_AGAIN_MS = 5_000
const CTRL_P = 16
const CTRL_Q = 17

export interface AttachOptions {
  client: Docker
  machine: string
  container: string
  /** Start the container if it is stopped, after attaching, so that none of its output is missed. */
  startStopped: boolean
  events: SourceEvents
}

/** The container's own process, as `docker attach`. */
export class AttachSource implements ByteSource {
  readonly #options: AttachOptions
  readonly #container: Docker.Container
  readonly #letGo = new AbortController()
  #stream: EngineStream | null = null
  #exit: Promise<number | null> = Promise.resolve(null)
  readonly #sizes: SizeTeller
  #size: TerminalSize | null = null
  #paused = false
  #lastByte = 0
  #askedToLetGo = 0
  #attached = 0
  tty = true
  takesInput = true

  constructor(options: AttachOptions) {
    this.#options = options
    this.#container = options.client.getContainer(options.container)
    this.#sizes = new SizeTeller((size) => this.#container.resize(size))
  }

  /** Rejects with `container-not-running` when it is stopped and not to be started. */
  async start(size: TerminalSize): Promise<void> {
    const { client, machine, container, startStopped } = this.#options
    const facts = await readContainer(client, container)
    this.tty = facts.tty
    this.takesInput = facts.openStdin
    const start = startStopped && !facts.running
    if (!start) demandAwake(facts, machine)
    const socket = await this.#attach(facts)
    if (this.#letGo.signal.aborted) {
      socket.destroy()
      return
    }
    this.#attached = Date.now()
    this.#stream = new EngineStream(socket, facts.tty, {
      data: (bytes) => this.#options.events.data(bytes),
      end: (error) => void this.#ended(error),
    })
    if (this.#paused) this.#stream.pause()
    // A program that already runs repaints only when the size changes, so it gets another one first (docker CLI,
    // resizeTTY in attach). A Windows console stays blank until it is told its size.
    if (!start && this.tty)
      await this.#container.resize({ h: size.rows + 1, w: size.columns + 1 }).catch(() => undefined)
    if (!start) this.resize(size)
    if (!start) await this.#sizes.settled()
    try {
      if (start) await this.#container.start()
    } catch (error) {
      this.close()
      throw error
    }
    if (start) this.resize(this.#size ?? size)
    this.#exit = this.#waitForExit()
  }

  async #attach(facts: ContainerFacts): Promise<Duplex> {
    const stream = await this.#container.attach({
      stream: true,
      stdin: facts.openStdin,
      stdout: true,
      stderr: true,
      hijack: true,
      logs: false,
      detachKeys: DETACH_KEYS,
    })
    return stream as Duplex
  }

  write(bytes: Uint8Array): Promise<void> {
    for (const byte of bytes) {
      if (byte === CTRL_Q && this.#lastByte === CTRL_P) this.#askedToLetGo = Date.now()
      this.#lastByte = byte
    }
    return this.#stream?.write(bytes) ?? Promise.resolve()
  }

  resize(size: TerminalSize): void {
    this.#size = size
    if (this.tty) this.#sizes.tell(size)
  }

  pause(): void {
    this.#paused = true
    this.#stream?.pause()
  }

  resume(): void {
    this.#paused = false
    this.#stream?.resume()
  }

  close(): void {
    this.#letGo.abort()
    this.#sizes.stop()
    this.#stream?.close()
  }

  /** Asked from the start, as a container that removes itself can no longer be asked afterwards. */
  async #waitForExit(): Promise<number | null> {
    try {
      const answer: unknown = await this.#container.wait({
        condition: 'not-running',
        abortSignal: this.#letGo.signal,
      })
      return statusCode(answer)
    } catch {
      return null
    }
  }

  async #ended(error: unknown): Promise<void> {
    this.#sizes.stop()
    const { events } = this.#options
    const now = Date.now()
    const asked = now - this.#askedToLetGo < LETS_GO_WITHIN_MS
    const worthAgain = error !== null || now - this.#attached > WORTH_AGAIN_MS
    const soon = new Promise<'late'>((resolve) => setTimeout(resolve, asked ? 200 : EXIT_KNOWN_WITHIN_MS, 'late'))
    const exit = await Promise.race([this.#exit, soon])
    if (this.#letGo.signal.aborted) return
    const code = typeof exit === 'number' ? exit : null
    try {
      const facts = await readContainer(this.#options.client, this.#options.container)
      if (this.#letGo.signal.aborted) return
      if (code !== null || !facts.running)
        events.end({ kind: 'exited', exitCode: code ?? facts.exitCode, removed: facts.leaves })
      // An engine that shuts down ends its streams in order and for a moment still answers.
      else if (!asked && worthAgain) events.end({ kind: 'lost', error })
      else events.end({ kind: 'detached' })
    } catch (failure) {
      if (this.#letGo.signal.aborted) return
      const removed = isEngineAnswer(failure) && failure.statusCode === 404
      if (removed || code !== null) events.end({ kind: 'exited', exitCode: code, removed })
      else events.end({ kind: 'lost', error: failure })
    }
    this.#letGo.abort()
  }
}

function statusCode(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('StatusCode' in answer)) return null
  return typeof answer.StatusCode === 'number' ? answer.StatusCode : null
}
