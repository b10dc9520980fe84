import type { CmdletCall } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { toText, type Value } from '../values.ts'

export function textOf(call: CmdletCall, name: string): string | null {
  const value = call.parameters.get(name)
  return value === undefined || value === null ? null : toText(value)
}

export function textsOf(call: CmdletCall, name: string): string[] | null {
  const value = call.parameters.get(name)
  return value === undefined ? null : (Array.isArray(value) ? value : [value]).map(toText)
}

export function numberOf(call: CmdletCall, name: string): number | null {
  const value = call.parameters.get(name)
  return typeof value === 'number' ? value : null
}

export function listOf(call: CmdletCall, name: string): Value[] | null {
  const value = call.parameters.get(name)
  return value === undefined ? null : Array.isArray(value) ? value : [value]
}

export function isSet(call: CmdletCall, name: string): boolean {
  const value = call.parameters.get(name)
  return value !== undefined && value !== false && value !== null
}

export async function collectInput(call: CmdletCall): Promise<Value[]> {
  const values: Value[] = []
  if (call.piped) for await (const value of call.input) values.push(value)
  return values
}

/** An error of a cmdlet: `category` is the kind, the target and the exception. */
export function failure(
  call: CmdletCall,
  message: string,
  id: string,
  kind: string,
  target: string,
  exception: string,
): PsError {
  return new PsError({
    message,
    id: `${id},${call.cmdlet.implementation}`,
    category: `${kind}: (${target}) [${call.cmdlet.name}], ${exception}`,
    activity: call.cmdlet.name,
  })
}
