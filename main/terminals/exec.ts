import type Docker from 'dockerode'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { demandAwake, isEngineAnswer, readContainer } from './container-facts.ts'
import { EngineStream } from './engine-stream.ts'
import { SizeTeller } from './size-teller.ts'
import type { ByteSource, SourceEvents } from './source.ts'

/**
 * The engine always listens for some detach keys. A process let go could never be taken up again, and the default
 * (Ctrl-P) is "previous line" in bash, so it gets a sequence nobody types.
 */
const DETACH_KEYS = 'ctrl-^,ctrl-@,ctrl-^,ctrl-@'
/** How long a shell may take to leave by itself before its connection is dropped. */
const LEAVE_WITHIN_MS = 1_500

export interface ExecOptions {
  client: Docker
  machine: string
  container: string
  /** Program and arguments, passed as they are. */
  command: string[]
  user?: string
  workingDirectory?: string
  events: SourceEvents
}

/** A new process in a running container, with a console. */
export class ExecSource implements ByteSource {
  readonly tty = true
  readonly takesInput = true
  readonly #options: ExecOptions
  #exec: Docker.Exec | null = null
  #stream: EngineStream | null = null
  #sizes: SizeTeller | null = null
  #windows = false
  #paused = false
  #closed = false

  constructor(options: ExecOptions) {
    this.#options = options
  }

  async start(size: TerminalSize): Promise<void> {
    const { client, machine, container, command, user, workingDirectory } = this.#options
    const facts = await readContainer(client, container)
    demandAwake(facts, machine)
    this.#windows = facts.windows
    const exec = await client.getContainer(facts.id).exec({
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      // Known from the first moment to engines of API 1.42 and later; others do not read it.
      ConsoleSize: [size.rows, size.columns],
      Cmd: command,
      DetachKeys: DETACH_KEYS,
      Env: facts.windows ? undefined : ['TERM=xterm-256color'],
      User: user || undefined,
      WorkingDir: workingDirectory || undefined,
    })
    this.#exec = exec
    const socket = await exec.start({ hijack: true, stdin: true, Tty: true, Detach: false })
    if (this.#closed) {
      socket.destroy()
      return
    }
    this.#stream = new EngineStream(socket, true, {
      data: (bytes) => this.#options.events.data(bytes),
      end: () => void this.#ended(),
    })
    if (this.#paused) this.#stream.pause()
    this.#sizes = new SizeTeller((wanted) => exec.resize(wanted))
    this.resize(size)
    // What is typed after the start finds a program that knows its size.
    await this.#sizes.settled()
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#stream?.write(bytes) ?? Promise.resolve()
  }

  resize(size: TerminalSize): void {
    this.#sizes?.tell(size)
  }

  pause(): void {
    this.#paused = true
    this.#stream?.pause()
  }

  resume(): void {
    this.#paused = false
    this.#stream?.resume()
  }

  async stillThere(): Promise<boolean> {
    try {
      return (await this.#exec?.inspect())?.Running ?? false
    } catch {
      return false
    }
  }

  /**
   * The engine has no call to end an exec and leaves its process running when the connection drops, so the shell is
   * asked to leave as a person would: interrupt, then end of input. A program that ignores both runs on.
   */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#sizes?.stop()
    const stream = this.#stream
    if (!stream) return
    stream.resume()
    void stream.write(new TextEncoder().encode(this.#windows ? '\x03exit\r' : '\x03\x04'))
    setTimeout(() => stream.close(), LEAVE_WITHIN_MS).unref()
  }

  async #ended(): Promise<void> {
    this.#sizes?.stop()
    if (this.#closed || !this.#exec) return
    const { events } = this.#options
    try {
      const now = await inspectEnded(this.#exec)
      if (now.Running) events.end({ kind: 'lost', error: streamLost() })
      else events.end({ kind: 'exited', exitCode: now.ExitCode })
    } catch (error) {
      // 404: the engine started anew, or the container is gone, and with it everything that ran in it.
      if (isEngineAnswer(error) && error.statusCode !== 404) events.end({ kind: 'exited', exitCode: null })
      else events.end({ kind: 'lost', error })
    }
  }
}

/** The engine ends the stream a moment before it notes the exit. */
async function inspectEnded(exec: Docker.Exec): Promise<Docker.ExecInspectInfo> {
  let now = await exec.inspect()
  for (let wait = 20; now.Running && wait < 1_000; wait *= 2) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    now = await exec.inspect()
  }
  return now
}

function streamLost(): SlipwayError {
  return new SlipwayError({
    code: 'terminal-stream-lost',
    message: 'The connection to this process was lost.',
    cause: 'A process started with exec cannot be taken up again once its connection is gone.',
    remedy: 'Start a new one.',
  })
}
