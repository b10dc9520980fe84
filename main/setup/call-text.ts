import { quoteWindowsPowerShell } from '../../preload/contract/command-line/quoting.ts'
import type { Call, CmdletCall, NativeCall, Value } from './call.ts'
import { isList, isSwitch, printString, printValue } from './powershell-text.ts'

/** Names that may stand in a call; a procedure that gives another has a fault. */
const commandName = /^[A-Za-z]+-[A-Za-z]\w*$/
const parameterName = /^[A-Za-z]\w*$/
const propertyName = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/

/** Text that PowerShell takes for itself, without quotes, where it reads arguments. */
const bare = /^[A-Za-z][\w-]*$/

/**
 * A call as one line of PowerShell (5.1 and later) for people and exports. A secret stands there as a prompt. With
 * `select` a look shows which properties are read.
 */
export function printCall(call: Call, { select = true }: { select?: boolean } = {}): string {
  const line = 'native' in call ? printNative(call) : printCmdlet(call, select)
  if (typeof call.on !== 'object') return line
  return `Invoke-Command -VMName ${printArgument(call.on.vm)} -Credential (Get-Credential) -ScriptBlock { ${line} }`
}

/** A call that changes something, as people write it: what is read of its answer is nobody's business but ours. */
export const printChange = (call: Call): string => printCall(call, { select: false })

function printCmdlet({ run, with: parameters = {}, take }: CmdletCall, select: boolean): string {
  const words = [checked(run, commandName)]
  for (const [name, value] of Object.entries(parameters))
    words.push(printParameter(checked(name, parameterName), value))
  if (select && take && take.length > 0) words.push('| Select-Object -Property', take.map(printProperty).join(', '))
  return words.join(' ')
}

function printParameter(name: string, value: Value): string {
  if (isSwitch(value)) return value.switch ? `-${name}` : `-${name}:$false`
  return `-${name} ${printArgument(value)}`
}

function printArgument(value: Value): string {
  if (typeof value === 'string' && bare.test(value)) return value
  if (isList(value) && value.length > 1 && value.every((item) => typeof item === 'string')) {
    return value.map(printArgument).join(', ')
  }
  // Even in quotes these three signs would keep the rest of the line from being read as PowerShell.
  return value === '--%' ? `('--%')` : printValue(value)
}

/** A nested property keeps its dotted name. */
function printProperty(path: string): string {
  checked(path, propertyName)
  return path.includes('.') ? `@{ Name = ${printString(path)}; Expression = { $_.${path} } }` : path
}

function printNative({ native, args }: NativeCall): string {
  // Null characters are refused before the quoting, which has no say in them.
  for (const text of [native, ...args]) printString(text)
  const program = /^[A-Za-z][\w.-]*$/.test(native) ? native : `& ${printString(native)}`
  return [program, ...args.map(quoteWindowsPowerShell)].join(' ')
}

function checked(name: string, pattern: RegExp): string {
  if (!pattern.test(name)) throw new Error(`Not a name that PowerShell takes: ${name}`)
  return name
}
