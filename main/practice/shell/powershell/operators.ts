import { wildcard } from '../windows-path.ts'
import { PsError } from './errors.ts'
import { compareValues, hashtable, PsObject, PsType, toNumber, toText, typeName, type Value } from './values.ts'

/** The longest text and list that an operator makes. */
const sizeLimit = 1_000_000

function runtimeError(message: string, id: string, kind = 'InvalidArgument: (:) [], RuntimeException'): PsError {
  return new PsError({ message, id, category: kind })
}

/** What a binary operator makes of two values; `-and`, `-or` are not here, for they may leave one out. */
export function operate(operator: string, left: Value, right: Value): Value {
  if (!operator.startsWith('-') || operator === '-') return arithmetic(operator, left, right)
  const name = operator.replace(/^-[ic]?(?=(?:eq|ne|gt|ge|lt|le|like|match|contains|in|replace|split|not))/, '-')
  const exact = /^-c(?!ontains)/.test(operator)
  switch (name) {
    case '-contains':
      return listOf(left).some((it) => compareValues(it, right, exact) === 0)
    case '-notcontains':
      return !listOf(left).some((it) => compareValues(it, right, exact) === 0)
    case '-in':
      return listOf(right).some((it) => compareValues(left, it, exact) === 0)
    case '-notin':
      return !listOf(right).some((it) => compareValues(left, it, exact) === 0)
    case '-join':
      return listOf(left).map(toText).join(toText(right))
    case '-split':
      return listOf(left).flatMap((it) => toText(it).split(pattern(toText(right), exact)))
    case '-replace': {
      const [from = null, to = null] = listOf(right)
      const change = (it: Value) => toText(it).replace(pattern(toText(from), exact, 'g'), toText(to))
      return Array.isArray(left) ? left.map(change) : change(left)
    }
    case '-f':
      return format(toText(left), listOf(right))
    case '-is':
    case '-isnot': {
      const wanted = right instanceof PsType ? right.name : toText(right)
      const is = typeName(left)
        .toLowerCase()
        .endsWith(
          wanted
            .toLowerCase()
            .replace(/^system\./, '')
            .replace(/^int$/, 'int32')
            .replace(/^bool$/, 'boolean'),
        )
      return is === (name === '-is')
    }
    default: {
      const test = comparison(name, right, exact)
      return Array.isArray(left) ? left.filter(test) : test(left)
    }
  }
}

function listOf(value: Value): Value[] {
  return Array.isArray(value) ? value : [value]
}

/** A .NET expression as JavaScript has it; short texts only, so that none runs away. */
function pattern(text: string, exact: boolean, more = ''): RegExp {
  try {
    return new RegExp(text, `${exact ? '' : 'i'}${more}`)
  } catch {
    throw runtimeError(
      `parsing "${text}" - Quantifier {x,y} following nothing.`,
      'System.ArgumentException',
      'OperationStopped: (:) [], ArgumentException',
    )
  }
}

/** A test of one value by a comparison operator's name without `i` or `c`. */
export function comparison(name: string, right: Value, exact = false): (left: Value) => boolean {
  switch (name) {
    case '-eq':
      return (left) => compareValues(left, right, exact) === 0
    case '-ne':
      return (left) => compareValues(left, right, exact) !== 0
    case '-gt':
      return (left) => compareValues(left, right, exact) > 0
    case '-ge':
      return (left) => compareValues(left, right, exact) >= 0
    case '-lt':
      return (left) => compareValues(left, right, exact) < 0
    case '-le':
      return (left) => compareValues(left, right, exact) <= 0
    case '-like':
    case '-notlike': {
      const test = wildcard(toText(right))
      return (left) => test(toText(left)) === (name === '-like')
    }
    case '-match':
    case '-notmatch': {
      const expression = pattern(toText(right).slice(0, 1000), exact)
      return (left) => expression.test(toText(left).slice(0, 10_000)) === (name === '-match')
    }
    default:
      return () => false
  }
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (operator === '+') {
    if (Array.isArray(left)) return limited([...left, ...listOf(right)])
    if (typeof left === 'string') return limitedText(left + toText(right))
    if (left instanceof PsObject && right instanceof PsObject && left.type === hashtable) {
      return new PsObject(hashtable, [...left.entries(), ...right.entries()])
    }
    if (left === null) return right
  }
  if (operator === '*' && (typeof left === 'string' || Array.isArray(left))) {
    const times = Math.max(0, Math.round(number(right)))
    if (times * left.length > sizeLimit)
      throw runtimeError(
        'Array dimensions exceeded supported range.',
        'System.OutOfMemoryException',
        'OperationStopped: (:) [], OutOfMemoryException',
      )
    return typeof left === 'string' ? left.repeat(times) : Array.from({ length: times }, () => left).flat()
  }
  if (operator === '..') return range(Math.round(number(left)), Math.round(number(right)))
  const [a, b] = [number(left), number(right)]
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return left instanceof Date && right instanceof Date ? (a - b) / 1000 : a - b
    case '*':
      return a * b
    default:
      if (b === 0 && Number.isInteger(a)) {
        throw runtimeError('Attempted to divide by zero.', 'RuntimeException', 'NotSpecified: (:) [], RuntimeException')
      }
      return operator === '/' ? a / b : a % b
  }
}

function number(value: Value): number {
  const result = toNumber(value)
  if (!Number.isNaN(result)) return result
  throw runtimeError(
    `Cannot convert value "${toText(value)}" to type "System.Int32". Error: "Input string was not in a correct format."`,
    'InvalidCastFromStringToInteger',
  )
}

function range(from: number, to: number): Value[] {
  if (Math.abs(to - from) > 100_000) throw runtimeError('The range is too large.', 'RangeTooLarge')
  const step = to < from ? -1 : 1
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + at * step)
}

function limited(list: Value[]): Value[] {
  if (list.length > sizeLimit)
    throw runtimeError('Array dimensions exceeded supported range.', 'System.OutOfMemoryException')
  return list
}

function limitedText(text: string): string {
  if (text.length > sizeLimit * 16)
    throw runtimeError("Exception of type 'System.OutOfMemoryException' was thrown.", 'System.OutOfMemoryException')
  return text
}

/** `-f`: `{0}`, `{1,8}`, `{0:N2}`, `{0:x}`, `{0:d3}`, `{0:p}`. */
export function format(text: string, values: readonly Value[]): string {
  return text.replace(
    /\{\{|\}\}|\{(\d+)(?:,(-?\d{1,4}))?(?::([^}]*))?\}/g,
    (whole, index?: string, width?: string, how?: string) => {
      if (index === undefined) return whole.slice(1)
      if (Number(index) >= values.length) {
        const message =
          'Error formatting a string: Index (zero based) must be greater than or equal to zero and less than the size of the argument list..'
        throw runtimeError(message, 'FormatError', `InvalidOperation: (${text}:String) [], RuntimeException`)
      }
      const shown = formatValue(values[Number(index)] ?? null, how ?? '')
      const room = Number(width ?? 0)
      return room < 0 ? shown.padEnd(-room) : shown.padStart(room)
    },
  )
}

function formatValue(value: Value, how: string): string {
  if (value instanceof Date) return how === '' ? toText(value) : formatDate(value, how)
  if (typeof value !== 'number' || how === '') return toText(value)
  const digits = Math.min(20, Number(/\d+$/.exec(how)?.[0] ?? -1))
  const grouped = (count: number, number = value) =>
    number.toLocaleString('en-US', { minimumFractionDigits: count, maximumFractionDigits: count })
  switch (how[0]?.toLowerCase()) {
    case 'n':
      return grouped(digits < 0 ? 2 : digits)
    case 'f':
      return value.toFixed(digits < 0 ? 2 : digits)
    case 'p':
      return `${grouped(digits < 0 ? 2 : digits, value * 100)} %`
    case 'd':
      return String(Math.abs(Math.round(value)))
        .padStart(Math.max(0, digits), '0')
        .replace(/^/, value < 0 ? '-' : '')
    case 'x': {
      const text = Math.round(value).toString(16).padStart(Math.max(0, digits), '0')
      return how[0] === 'X' ? text.toUpperCase() : text
    }
    default:
      return /^[0#,.]+$/.test(how)
        ? grouped(how.split('.')[1]?.length ?? 0).replaceAll(how.includes(',') ? '' : ',', '')
        : toText(value)
  }
}

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A date by a .NET format of the English (United States) culture; times are UTC. */
export function formatDate(date: Date, how: string): string {
  const standard: Record<string, string> = {
    d: 'M/d/yyyy',
    D: 'dddd, MMMM d, yyyy',
    t: 'h:mm tt',
    T: 'h:mm:ss tt',
    g: 'M/d/yyyy h:mm tt',
    G: 'M/d/yyyy h:mm:ss tt',
    f: 'dddd, MMMM d, yyyy h:mm tt',
    F: 'dddd, MMMM d, yyyy h:mm:ss tt',
    s: "yyyy-MM-dd'T'HH:mm:ss",
    o: "yyyy-MM-dd'T'HH:mm:ss.fff0000'Z'",
    u: "yyyy-MM-dd HH:mm:ss'Z'",
  }
  const two = (value: number) => String(value).padStart(2, '0')
  const hour = date.getUTCHours()
  const parts: Record<string, string> = {
    yyyy: String(date.getUTCFullYear()),
    yy: two(date.getUTCFullYear() % 100),
    MMMM: monthNames[date.getUTCMonth()] ?? '',
    MMM: (monthNames[date.getUTCMonth()] ?? '').slice(0, 3),
    MM: two(date.getUTCMonth() + 1),
    M: String(date.getUTCMonth() + 1),
    dddd: dayNames[date.getUTCDay()] ?? '',
    ddd: (dayNames[date.getUTCDay()] ?? '').slice(0, 3),
    dd: two(date.getUTCDate()),
    d: String(date.getUTCDate()),
    HH: two(hour),
    H: String(hour),
    hh: two(hour % 12 || 12),
    h: String(hour % 12 || 12),
    mm: two(date.getUTCMinutes()),
    m: String(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
    s: String(date.getUTCSeconds()),
    fff: String(date.getUTCMilliseconds()).padStart(3, '0'),
    tt: hour < 12 ? 'AM' : 'PM',
  }
  return (standard[how] ?? how).replace(
    /'([^']*)'|yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|fff|tt/g,
    (word, quoted?: string) => quoted ?? parts[word] ?? word,
  )
}
