import type { Extent } from './ast.ts'
import type { PsError } from './errors.ts'
import type { PsSession } from './session.ts'
import type { ScriptBlock, Value } from './values.ts'

/** A cmdlet as it is called: its parameters bound, its input streaming in. */
export interface CmdletCall {
  readonly session: PsSession
  readonly cmdlet: Cmdlet
  readonly parameters: ReadonlyMap<string, Value>
  readonly input: AsyncIterable<Value>
  /** It stands behind a pipe. */
  readonly piped: boolean
  readonly interrupt: AbortSignal
  readonly extent: Extent
  /** The command as it was written. */
  readonly invocation: string
  /** Writes to the host: nothing that a pipeline sees. */
  host(text: string): Promise<void>
  /** A non-terminating error. */
  error(error: PsError): Promise<void>
  /** Runs a script block with `$_`. */
  invoke(block: ScriptBlock, item: Value): AsyncGenerator<Value>
  /** The window's columns. */
  readonly width: number
}

export interface Cmdlet {
  readonly name: string
  readonly module: string
  readonly version?: string
  /** Parameters: `Name:type@position(Alias,…)`, `!` behind the name when it must be given; type `string` when left out. */
  readonly parameters: string
  /** The class that implements it, the second half of error ids. */
  readonly implementation: string
  readonly kind?: 'Cmdlet' | 'Function'
  readonly synopsis: string
  run(call: CmdletCall): AsyncGenerator<Value>
}

export interface Parameter {
  readonly name: string
  readonly type: string
  readonly position: number | null
  readonly aliases: readonly string[]
  readonly mandatory: boolean
}

const common =
  'Verbose:switch(vb) Debug:switch(db) ErrorAction(ea) WarningAction(wa) InformationAction(infa) ErrorVariable(ev) WarningVariable(wv) InformationVariable(iv) OutVariable(ov) OutBuffer:int(ob) PipelineVariable(pv)'

/** The parameters that a description names, with the common ones behind. */
export function parametersOf(cmdlet: Pick<Cmdlet, 'parameters'>): Parameter[] {
  return `${cmdlet.parameters} ${common}`
    .split(/\s+/)
    .filter(Boolean)
    .map((text) => {
      const [, name = '', must, type = 'string', position, aliases] =
        /^(\w+)(!)?(?::([\w[\]]+))?(?:@(\d+))?(?:\(([^)]*)\))?$/.exec(text) ?? []
      return {
        name,
        type,
        mandatory: must === '!',
        position: position === undefined ? null : Number(position),
        aliases: aliases?.split(',') ?? [],
      }
    })
}
