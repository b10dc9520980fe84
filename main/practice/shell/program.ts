import type { Terminal } from './console/terminal.ts'
import type { Environment } from './environment.ts'
import type { Stdio } from './stdio.ts'
import type { ShellWorld } from './world.ts'

/** What a command's name means: a program, or a batch file. */
export type Found =
  | { readonly kind: 'program'; readonly file: string; readonly path: string; readonly run: Program }
  | { readonly kind: 'batch'; readonly path: string }

/** Finds programs by name; handed to each program, so that shells need not know the table that they stand in. */
export interface ProgramFinder {
  find(name: string, place: Pick<Running, 'world' | 'folder' | 'environment'>): Found | null
}

/** A program as it runs: its arguments and everything around it. */
export interface Running {
  /** As split by the C runtime's rules, with the program's name first. */
  readonly argv: readonly string[]
  /** All behind the program's name as it was written. */
  readonly commandTail: string
  readonly programs: ProgramFinder
  readonly world: ShellWorld
  readonly environment: Environment
  readonly folder: string
  readonly pid: number
  readonly io: Stdio
  /** The pseudo console, if the program has one. */
  readonly terminal: Terminal | null
  /** Aborted by Ctrl-C and when the container ends. */
  readonly interrupt: AbortSignal
}

/** Resolves with the exit code. */
export type Program = (running: Running) => Promise<number>

/** STATUS_CONTROL_C_EXIT: the exit code of a program that Ctrl-C or the container's end has ended. */
export const controlCExit = 0xc000013a

/** Waits, but no longer than until the signal; true when the time has passed. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
