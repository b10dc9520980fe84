import { PsError } from './errors.ts'
import { formatDate } from './format-date.ts'
import { format } from './format-operator.ts'
import { PsObject, PsType, toNumber, toText, typeName, type Value } from './values.ts'

function noMethod(value: Value, name: string): PsError {
  if (value === null) {
    return new PsError({
      message: 'You cannot call a method on a null-valued expression.',
      id: 'InvokeMethodOnNull',
      category: 'InvalidOperation: (:) [], RuntimeException',
    })
  }
  return new PsError({
    message: `Method invocation failed because [${typeName(value)}] does not contain a method named '${name}'.`,
    id: 'MethodNotFound',
    category: `InvalidOperation: (${name}:String) [], RuntimeException`,
  })
}

/** Calls a method of a value: those of strings, dates, numbers and lists that scripts use most. */
export function callMethod(value: Value, name: string, list: readonly Value[]): Value {
  const key = name.toLowerCase()
  const [first = null, second = null] = list
  if (value !== null && key === 'gettype') return new PsType(typeName(value))
  if (value !== null && key === 'equals') return toText(value) === toText(first)
  if (typeof value === 'string') return stringMethod(value, key, first, second, name)
  if (value instanceof Date) {
    const spans: Record<string, number> = {
      adddays: 86_400_000,
      addhours: 3_600_000,
      addminutes: 60_000,
      addseconds: 1000,
      addmilliseconds: 1,
    }
    const span = spans[key]
    if (span !== undefined) return new Date(value.getTime() + toNumber(first) * span)
    if (key === 'tostring') return formatDate(value, first === null ? 'G' : toText(first))
    if (key === 'touniversaltime' || key === 'tolocaltime') return value
    if (key === 'toshortdatestring') return formatDate(value, 'd')
    if (key === 'toshorttimestring') return formatDate(value, 't')
  }
  if (typeof value === 'number' && key === 'tostring')
    return first === null ? toText(value) : format(`{0:${toText(first)}}`, [value])
  if (value instanceof PsObject && (key === 'containskey' || key === 'contains')) return value.has(toText(first))
  if (value !== null && key === 'tostring') return Array.isArray(value) ? 'System.Object[]' : toText(value)
  throw noMethod(value, name)
}

function stringMethod(text: string, key: string, first: Value, second: Value, name: string): Value {
  const one = toText(first)
  switch (key) {
    case 'toupper':
      return text.toUpperCase()
    case 'tolower':
      return text.toLowerCase()
    case 'trim':
      return text.trim()
    case 'trimstart':
      return text.trimStart()
    case 'trimend':
      return text.trimEnd()
    case 'contains':
      return text.includes(one)
    case 'startswith':
      return text.startsWith(one)
    case 'endswith':
      return text.endsWith(one)
    case 'indexof':
      return text.indexOf(one)
    case 'replace':
      return one === '' ? text : text.replaceAll(one, toText(second))
    case 'split':
      return text.split(one === '' ? ' ' : (one[0] ?? ' '))
    case 'padleft':
      return text.padStart(Math.min(10_000, toNumber(first)), second === null ? ' ' : toText(second))
    case 'padright':
      return text.padEnd(Math.min(10_000, toNumber(first)), second === null ? ' ' : toText(second))
    case 'substring': {
      const from = toNumber(first)
      const length = second === null ? text.length - from : toNumber(second)
      if (from >= 0 && length >= 0 && from + length <= text.length) return text.substr(from, length)
      throw new PsError({
        message: `Exception calling "Substring" with "${second === null ? 1 : 2}" argument(s): "Index and length must refer to a location within the string.\r\nParameter name: length"`,
        id: 'ArgumentOutOfRangeException',
        category: 'NotSpecified: (:) [], MethodInvocationException',
      })
    }
    case 'tochararray':
      return [...text]
    case 'tostring':
      return text
    default:
      throw noMethod(text, name)
  }
}

/** Static members and methods of a few types; undefined when unknown. */
export function staticMember(
  type: string,
  name: string,
  list: readonly Value[],
  now: number,
  hostName: string,
): Value | undefined {
  const key = `${type.toLowerCase().replace(/^system\./, '')}::${name.toLowerCase()}`
  const [a = 0, b = 0] = list.map(toNumber)
  switch (key) {
    case 'datetime::now':
    case 'datetime::utcnow':
      return new Date(now)
    case 'datetime::today':
      return new Date(Math.floor(now / 86_400_000) * 86_400_000)
    case 'math::pi':
      return Math.PI
    case 'math::round': {
      const scale = 10 ** Math.min(15, b)
      const scaled = a * scale
      const floor = Math.floor(scaled)
      // .NET rounds a half to the even neighbour.
      return (scaled - floor === 0.5 ? floor + (floor % 2) : Math.round(scaled)) / scale
    }
    case 'math::floor':
      return Math.floor(a)
    case 'math::ceiling':
      return Math.ceil(a)
    case 'math::abs':
      return Math.abs(a)
    case 'math::max':
      return Math.max(a, b)
    case 'math::min':
      return Math.min(a, b)
    case 'math::sqrt':
      return Math.sqrt(a)
    case 'math::pow':
      return a ** b
    case 'environment::machinename':
      return hostName.toUpperCase().slice(0, 15)
    case 'environment::newline':
      return '\r\n'
    case 'environment::is64bitoperatingsystem':
      return true
    case 'int::maxvalue':
    case 'int32::maxvalue':
      return 2_147_483_647
    case 'string::empty':
      return ''
    case 'string::isnullorempty':
      return toText(list[0] ?? null) === ''
    default:
      return undefined
  }
}

/** `[type]value`. */
export function castValue(type: string, value: Value): Value {
  const name = type.toLowerCase().replace(/^system\./, '')
  if (name.endsWith('[]')) return (Array.isArray(value) ? value : [value]).map((it) => castValue(name.slice(0, -2), it))
  const failed = (to: string) =>
    new PsError({
      message: `Cannot convert value "${toText(value)}" to type "${to}". Error: "Input string was not in a correct format."`,
      id: 'InvalidCastFromStringToInteger',
      category: 'InvalidArgument: (:) [], RuntimeException',
    })
  switch (name) {
    case 'string':
      return toText(value)
    case 'int':
    case 'int32':
    case 'int64':
    case 'long':
    case 'uint32':
    case 'double':
    case 'decimal':
    case 'float':
    case 'single': {
      const number = toNumber(value)
      if (Number.isNaN(number)) throw failed(/int|long/.test(name) ? 'System.Int32' : 'System.Double')
      return /int|long/.test(name) ? Math.round(number) : number
    }
    case 'bool':
    case 'boolean':
      return value === null ? false : typeof value === 'string' ? value !== '' : Boolean(value)
    case 'datetime': {
      const time = value instanceof Date ? value.getTime() : Date.parse(`${toText(value)} UTC`)
      if (Number.isNaN(time)) throw failed('System.DateTime')
      return new Date(time)
    }
    case 'pscustomobject':
    case 'psobject':
      return value instanceof PsObject
        ? new PsObject('System.Management.Automation.PSCustomObject', value.entries())
        : value
    case 'void':
      return null
    case 'array':
    case 'object':
    case 'ordered':
    case 'hashtable':
    case 'char':
    case 'version':
      return value
    default:
      throw new PsError({
        message: `Unable to find type [${type}].`,
        id: 'TypeNotFound',
        category: `InvalidOperation: (${type}:TypeName) [], RuntimeException`,
      })
  }
}
