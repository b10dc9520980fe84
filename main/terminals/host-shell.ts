import type { Socket } from 'node:net'
import { homedir } from 'node:os'
import type { IPty } from 'node-pty'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import type { ByteSource, SourceEvents } from './source.ts'
import { untilDrained } from './until-drained.ts'

/** After the shell's exit node-pty destroys its socket, read or not; what the console still holds is read first. */
const DRAIN_WITHIN_MS = 5_000

/** A shell of the machine that runs Slipway, in its home folder. */
export class HostShellSource implements ByteSource {
  readonly tty = true
  readonly takesInput = true
  readonly #command: string[]
  readonly #events: SourceEvents
  #pty: IPty | null = null
  #socket: Socket | null = null
  #paused = false
  #closed = false
  #exited = false

  /** `command`: absolute path and arguments, from `findHostShells`. */
  constructor(command: string[], events: SourceEvents) {
    this.#command = command
    this.#events = events
  }

  async start(size: TerminalSize): Promise<void> {
    const [file = '', ...args] = this.#command
    const { spawn } = await loadPty()
    if (this.#closed) return
    const pty = spawn(file, args, {
      name: 'xterm-256color',
      cols: size.columns,
      rows: size.rows,
      cwd: homedir(),
      env: shellEnvironment(process.env),
      encoding: null,
    })
    this.#pty = pty
    this.#socket = readUntilEmpty(pty)
    if (this.#paused) pty.pause()
    // With `encoding: null` the data are Buffers, whatever the type says.
    pty.onData((data: string | Uint8Array) => {
      if (!this.#closed) this.#events.data(typeof data === 'string' ? Buffer.from(data) : data)
    })
    pty.onExit(({ exitCode }) => {
      this.#exited = true
      if (!this.#closed) this.#events.end({ kind: 'exited', exitCode })
    })
  }

  write(bytes: Uint8Array): Promise<void> {
    const pty = this.#pty
    if (!pty || this.#exited) return Promise.resolve()
    // Bytes pass as they are, whatever the type says.
    pty.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) as unknown as string)
    const socket = this.#socket
    if (!socket?.writableNeedDrain) return new Promise((resolve) => setImmediate(resolve))
    return untilDrained(socket)
  }

  resize(size: TerminalSize): void {
    if (this.#exited) return
    try {
      this.#pty?.resize(size.columns, size.rows)
    } catch {
      // The shell ended in this moment; its exit is on the way.
    }
  }

  pause(): void {
    this.#paused = true
    if (!this.#exited) this.#pty?.pause()
  }

  resume(): void {
    this.#paused = false
    if (!this.#exited) this.#pty?.resume()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#exited) return
    // What it still says is read and dropped, else a shell blocked on its output would not end.
    this.#pty?.resume()
    this.#pty?.kill()
  }
}

/**
 * On Unix node-pty destroys the socket 200 ms after the shell's exit although data may wait unread (paused for a slow
 * page). Those are at most a console's buffer, so they are read at once, past the pause, before the socket goes.
 */
function readUntilEmpty(pty: IPty): Socket | null {
  const socket = '_socket' in pty && process.platform !== 'win32' ? (pty._socket as Socket) : null
  if (!socket) return null
  const destroy = socket.destroy.bind(socket)
  let asked = false
  socket.destroy = (error?: Error) => {
    if (asked || error) return destroy(error)
    asked = true
    socket.once('end', () => destroy())
    setTimeout(destroy, DRAIN_WITHIN_MS).unref()
    socket.resume()
    return socket
  }
  return socket
}

/** Its native part is loaded at the first use, so that a program without it still starts. */
async function loadPty(): Promise<typeof import('node-pty')> {
  try {
    const loaded = await import('node-pty')
    return 'default' in loaded ? (loaded.default as typeof loaded) : loaded
  } catch (error) {
    throw new SlipwayError(
      {
        code: 'host-shell-unavailable',
        message: 'Shells of this machine cannot be opened.',
        cause: `The terminal library has no part for ${process.platform} on ${process.arch}.`,
        remedy: 'Reinstall Slipway; from a checkout, run npm ci without --omit=optional.',
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    )
  }
}

/** What the shell inherits: everything but what was meant for Slipway's own process. */
export function shellEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const own = /^(SLIPWAY_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_FD$|TMUX|STY$|WINDOW(ID)?$|TERMCAP$|COLUMNS$|LINES$)/
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined && !own.test(name)) kept[name] = value
  return { ...kept, TERM: 'xterm-256color', COLORTERM: 'truecolor' }
}
