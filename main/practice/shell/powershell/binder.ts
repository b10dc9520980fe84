import type { Argument, Extent } from './ast.ts'
import { type Cmdlet, type Parameter, parametersOf } from './cmdlet.ts'
import { PsError } from './errors.ts'
import { ScriptBlock, toNumber, toText, typeName, type Value } from './values.ts'

/** An argument with its value worked out. */
export interface Given {
  readonly argument: Argument
  readonly value: Value
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'System.String',
  'string[]': 'System.String[]',
  int: 'System.Int32',
  'int[]': 'System.Int32[]',
  any: 'System.Object',
  'any[]': 'System.Object[]',
  block: 'System.Management.Automation.ScriptBlock',
  date: 'System.DateTime',
  hash: 'System.Collections.IDictionary',
}

/** Binds arguments to a cmdlet's parameters as PowerShell does: names by prefix, then positions. Throws PsError. */
export function bind(cmdlet: Cmdlet, given: readonly Given[], extent: Extent, piped: boolean): Map<string, Value> {
  const known = parametersOf(cmdlet)
  const bound = new Map<string, Value>()
  const loose: Given[] = []
  const fail = (message: string, id: string, place: Extent = extent) =>
    new PsError({
      message,
      id: `${id},${cmdlet.implementation}`,
      category: `InvalidArgument: (:) [${cmdlet.name}], ParameterBindingException`,
      activity: cmdlet.name,
      extent: place,
    })
  for (let at = 0; at < given.length; at++) {
    const item = given[at]
    if (!item) continue
    const { argument } = item
    if (argument.parameter === null) {
      loose.push(item)
      continue
    }
    const parameter = lookUp(known, argument.parameter, argument, fail)
    if (bound.has(parameter.name)) {
      const message = `Cannot bind parameter because parameter '${parameter.name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`
      throw fail(message, 'ParameterAlreadyBound', argument)
    }
    if (parameter.type === 'switch') {
      bound.set(parameter.name, argument.value ? item.value : true)
      continue
    }
    const next = argument.value ? item : given[at + 1]
    if (!next || (!argument.value && next.argument.parameter !== null)) {
      throw fail(
        `Missing an argument for parameter '${parameter.name}'. Specify a parameter of type '${typeNames[parameter.type] ?? 'System.Object'}' and try again.`,
        'MissingArgument',
        argument,
      )
    }
    if (!argument.value) at++
    bound.set(parameter.name, convert(parameter, next.value, next.argument, fail))
  }
  const places = known.filter((it) => it.position !== null).sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
  const rest = known.find((it) => it.type === 'rest')
  for (const item of loose) {
    if (rest) {
      const before = bound.get(rest.name)
      bound.set(
        rest.name,
        before === undefined
          ? item.value
          : [
              ...(Array.isArray(before) ? before : [before]),
              ...(Array.isArray(item.value) ? item.value : [item.value]),
            ],
      )
      continue
    }
    const parameter = places.find(
      (it) => !bound.has(it.name) && (it.type !== 'block' || item.value instanceof ScriptBlock),
    )
    if (!parameter) {
      throw fail(
        `A positional parameter cannot be found that accepts argument '${toText(item.value)}'.`,
        'PositionalParameterNotFound',
      )
    }
    bound.set(parameter.name, convert(parameter, item.value, item.argument, fail))
  }
  const missing = known.filter((it) => it.mandatory && !bound.has(it.name) && !piped).map((it) => it.name)
  if (missing.length > 0) {
    const message = `Cannot process command because of one or more missing mandatory parameters: ${missing.join(' ')}.`
    throw fail(message, 'MissingMandatoryParameter')
  }
  return bound
}

type Fail = (message: string, id: string, place?: Extent) => PsError

function lookUp(known: readonly Parameter[], name: string, place: Extent, fail: Fail): Parameter {
  const wanted = name.toLowerCase()
  const names = (it: Parameter) => [it.name, ...it.aliases].map((word) => word.toLowerCase())
  const exact = known.find((it) => names(it).includes(wanted))
  if (exact) return exact
  const found = known.filter((it) => names(it).some((word) => word.startsWith(wanted)))
  if (found.length === 1 && found[0]) return found[0]
  if (found.length === 0)
    throw fail(`A parameter cannot be found that matches parameter name '${name}'.`, 'NamedParameterNotFound', place)
  const list = found.map((it) => `-${it.name}`).join(' ')
  throw fail(
    `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include: ${list}.`,
    'AmbiguousParameter',
    place,
  )
}

function convert(parameter: Parameter, value: Value, place: Extent, fail: Fail): Value {
  const { type } = parameter
  if (type.endsWith('[]')) {
    const items = Array.isArray(value) ? value : [value]
    return items.map((it) => convert({ ...parameter, type: type.slice(0, -2) }, it, place, fail))
  }
  if (type === 'string') return value === null ? null : toText(value)
  if (type === 'int' || type === 'date') {
    const number =
      type === 'int'
        ? Math.round(toNumber(value))
        : value instanceof Date
          ? value.getTime()
          : Date.parse(`${toText(value)} UTC`)
    if (!Number.isNaN(number)) return type === 'int' ? number : new Date(number)
    const problem =
      type === 'int' ? 'Input string was not in a correct format.' : 'String was not recognized as a valid DateTime.'
    throw fail(
      `Cannot bind parameter '${parameter.name}'. Cannot convert value "${toText(value)}" to type "${typeNames[type]}". Error: "${problem}"`,
      'CannotConvertArgumentNoMessage',
      place,
    )
  }
  if (type === 'block' && !(value instanceof ScriptBlock)) {
    throw fail(
      `Cannot bind parameter '${parameter.name}'. Cannot convert the "${toText(value)}" value of type "${typeName(value)}" to type "${typeNames.block}".`,
      'CannotConvertArgumentNoMessage',
      place,
    )
  }
  return value
}
