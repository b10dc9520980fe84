import { EventEmitter } from 'node:events'
import { type ProgramConsole, ProgramNotFound, type ShellWorld, type StartProgram } from '../../shell/world.ts'
import type { EngineHost } from '../engine-host.ts'
import type { LogFile } from './log-file.ts'
import type { ProcessTable } from './process-table.ts'
import type { Stdio } from './stdio.ts'

/** Milliseconds that a program which was told to end may still take. */
const PATIENCE = 1000
/** Milliseconds for a program's own exit code. */
const GRACE = 300
/** Milliseconds within which a missing program says so. */
const START_CHECK = 20

/** What a program is run with; the world is made for it. */
export interface ProgramStart {
  readonly argv: readonly string[]
  readonly world: ShellWorld
  readonly environment: Map<string, string>
  readonly folder: string
  readonly tty: boolean
  readonly user: string
  readonly stdio: Stdio
  readonly log: LogFile | null
  readonly size: { columns: number; rows: number }
}

/** One program in a container, from its start to its exit code. */
export class ProgramRun {
  readonly pid: number
  /** Resolves with the exit code once the program is gone; never rejects. */
  readonly ended: Promise<number>
  /** Resolves when the program is surely there; rejects with ProgramNotFound. */
  readonly started: Promise<void>
  readonly #abort = new AbortController()
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #size: { columns: number; rows: number }
  #forced: ((code: number) => void) | null = null
  #gate: Promise<void> = Promise.resolve()
  #open: (() => void) | null = null

  constructor(processes: ProcessTable, start: ProgramStart, startProgram: StartProgram) {
    this.#size = start.size
    const name = programName(start.argv[0] ?? '')
    const program = processes.start(name, start.user, 0, true)
    this.pid = program.process.pid
    const running = startProgram(start.argv, start.world, this.#console(start), {
      environment: start.environment,
      folder: start.folder,
      pid: this.pid,
    })
    const forced = new Promise<number>((done) => {
      this.#forced = done
    })
    this.started = Promise.race([
      running.then(() => undefined),
      new Promise<void>((done) => setTimeout(done, START_CHECK)),
    ]).catch((error: unknown) => {
      if (error instanceof ProgramNotFound) throw error
    })
    this.started.catch(() => undefined)
    this.ended = Promise.race([running.catch(() => 1), forced]).then((code) => {
      this.#abort.abort()
      program.end()
      return code >>> 0
    })
  }

  /** Tells the program to end; where it does not give an exit code of its own at once, it has ended with `code`. */
  end(code: number): void {
    this.resume()
    this.#abort.abort()
    setTimeout(() => this.#forced?.(code), GRACE).unref()
  }

  /** Ends the program without asking it. */
  terminate(code: number): void {
    this.#forced?.(code)
    this.end(code)
  }

  get size(): { columns: number; rows: number } {
    return this.#size
  }

  resize(columns: number, rows: number): void {
    this.#size = { columns, rows }
    this.#changes.emit('resize')
  }

  pause(): void {
    this.#gate = new Promise((done) => {
      this.#open = done
    })
  }

  resume(): void {
    this.#open?.()
    this.#open = null
  }

  #console({ tty, stdio, log }: ProgramStart): ProgramConsole {
    return {
      tty,
      input: stdio.input(this.#abort.signal),
      write: async (text, stream = 'stdout') => {
        await this.#gate
        if (this.#abort.signal.aborted) return
        const bytes = typeof text === 'string' ? Buffer.from(text) : text
        const to = tty ? 'stdout' : stream
        if (tty) stdio.screen.take(bytes)
        log?.append(to, bytes)
        await stdio.write(to, bytes)
      },
      repaint: async (text) => {
        await this.#gate
        if (!this.#abort.signal.aborted) await stdio.write('stdout', Buffer.from(text))
      },
      size: () => this.#size,
      onResize: (listener) => {
        this.#changes.on('resize', listener)
        return () => this.#changes.off('resize', listener)
      },
      signal: this.#abort.signal,
    }
  }
}

/** A container while it runs: its processes, and the program whose end is its end. */
export class ContainerRun {
  readonly processes: ProcessTable
  readonly main: ProgramRun
  readonly execs = new Set<ProgramRun>()
  readonly startedAt: number
  /** True once somebody asked it to stop: the restart policy then rests. */
  stopping = false
  /** Ends the watch on its health. */
  stopHealth: () => void = () => undefined
  /** Bytes, as stats show them. */
  network = { received: 0, sent: 0 }

  constructor(host: EngineHost, processes: ProcessTable, main: ProgramRun) {
    this.processes = processes
    this.main = main
    this.startedAt = host.now()
  }

  /** Asks all programs to end, as a shut-down does. */
  end(code: number): void {
    for (const exec of this.execs) exec.end(code)
    this.main.end(code)
  }

  /** Ends all programs without asking. */
  terminate(code: number): void {
    for (const exec of this.execs) exec.terminate(code)
    this.main.terminate(code)
  }

  /** Waits for the end, but not for ever. */
  async gone(): Promise<void> {
    await Promise.race([this.main.ended, new Promise((done) => setTimeout(done, PATIENCE))])
  }
}

/** `c:\windows\system32\cmd` → `cmd.exe`, as a process list shows it. */
function programName(program: string): string {
  const name = program.split(/[\\/]/).at(-1) ?? ''
  return /\.\w+$/.test(name) ? name : `${name}.exe`
}
