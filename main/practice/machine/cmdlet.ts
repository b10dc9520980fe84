import type { CallError, Value } from '../../setup/call.ts'
import type { PracticeProcess } from '../shell/world.ts'
import type { BoundArguments } from './binder.ts'
import { CmdletFailure, errorRecord } from './error-record.ts'
import type { MachineState } from './state.ts'
import type { Written } from './take-properties.ts'

/** What surrounds a call, whatever it is. */
export interface CallSurroundings {
  /** The session has administrator rights. */
  readonly elevated: boolean
  /** Milliseconds since the epoch, by the machine's clock. */
  readonly now: number
  /** Seconds of real time that a second of practice time takes. */
  readonly pace: number
  /** The machine's processes, those of containers too. */
  processes(): readonly PracticeProcess[]
}

/** What a simulated cmdlet works with: a draft of the machine, saved when the call ends. */
export interface CmdletContext extends CallSurroundings {
  readonly name: string
  readonly machine: MachineState
  readonly args: BoundArguments
  write(object: Written): void
  /** A record that does not stop the cmdlet. */
  error(record: Omit<CallError, 'terminating'>): void
  warn(text: string): void
}

export interface Cmdlet {
  /** True when this machine has the command; absent: every machine does. */
  readonly available?: (machine: MachineState) => boolean
  /** Milliseconds of practice time that a call takes that changes something. */
  readonly duration?: number
  /**
   * Windows goes on with it by itself, whatever becomes of the call, which only waits for its end. `seen`: the change
   * begins at once and shows (a VM is Stopping); `unseen`: everything reads as before until it is over.
   */
  readonly goesOn?: 'seen' | 'unseen'
  run(context: CmdletContext): void
}

export type CmdletTable = Readonly<Record<string, Cmdlet>>

/** Ends the cmdlet with a record. */
export function fail(parts: Parameters<typeof errorRecord>[0]): never {
  throw new CmdletFailure(errorRecord(parts))
}

export function textOf(context: CmdletContext, name: string): string | null {
  const value = context.args.get(name)
  return typeof value === 'string' ? value : null
}

export function textsOf(context: CmdletContext, name: string): readonly string[] | null {
  const value = context.args.get(name)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map((item: Value) => String(item)) : null
}

export function numberOf(context: CmdletContext, name: string): number | null {
  const value = context.args.get(name)
  return typeof value === 'number' ? value : null
}

export function flagOf(context: CmdletContext, name: string): boolean | null {
  const value = context.args.get(name)
  return typeof value === 'boolean' ? value : null
}

/** PowerShell's wildcards: `*`, `?` and `[a-z]`, without regard to case. */
export function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  try {
    return new RegExp(`^${source}$`, 'is')
  } catch {
    return new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i')
  }
}
