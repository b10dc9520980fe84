import type { Terminal } from '../console/terminal.ts'
import type { Environment } from '../environment.ts'
import type { ProgramFinder } from '../program.ts'
import type { Stdio } from '../stdio.ts'
import type { ShellWorld } from '../world.ts'
import type { PsFunction } from './ast.ts'
import type { Value } from './values.ts'

/** A running PowerShell: what its commands change. */
export interface PsSession {
  readonly world: ShellWorld
  readonly environment: Environment
  readonly pid: number
  readonly terminal: Terminal | null
  readonly programs: ProgramFinder
  readonly io: Stdio
  readonly variables: Map<string, Value>
  /** The person's own functions, names in lower case. */
  readonly functions: Map<string, PsFunction>
  folder: string
  lastExitCode: number
  succeeded: boolean
  exit: number | null
  readonly history: string[]
}
