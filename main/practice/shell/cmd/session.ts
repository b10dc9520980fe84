import type { Terminal } from '../console/terminal.ts'
import type { Environment } from '../environment.ts'
import type { ProgramFinder } from '../program.ts'
import type { Stdio } from '../stdio.ts'
import type { ShellWorld } from '../world.ts'

/** A running cmd: what its own commands change. */
export interface CmdSession {
  readonly world: ShellWorld
  readonly environment: Environment
  readonly pid: number
  readonly terminal: Terminal | null
  folder: string
  /** Folders of pushd, the newest last. */
  readonly folders: string[]
  echo: boolean
  errorLevel: number
  /** The exit code once `exit` was given. */
  exit: number | null
  /** `exit /b` ends the batch file, not the shell. */
  leaveBatch: boolean
  /** The label that a batch file jumps to next. */
  goto: string | null
  title: string
  readonly history: string[]
  /** The batch file that runs. */
  batch: string | null
  /** The variables at each `setlocal`, the newest last. */
  readonly kept: [string, string][][]
  /** Batch files in one another. */
  depth: number
  readonly programs: ProgramFinder
  /** Runs a line in a session: what `call` and batch files need of the interpreter. */
  readonly run: RunLine
}

type RunLine = (
  session: CmdSession,
  line: string,
  io: Stdio,
  interrupt: AbortSignal,
  batch?: readonly string[] | null,
) => Promise<number>

/** One of cmd's own commands as it is called. */
export interface Call {
  readonly session: CmdSession
  /** The command's name, lower case. */
  readonly name: string
  /** All behind the name, as written. */
  readonly tail: string
  readonly io: Stdio
  readonly interrupt: AbortSignal
}

/** Resolves with the error level. */
export type Builtin = (call: Call) => Promise<number>
