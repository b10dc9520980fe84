import { wildcard } from '../windows-path.ts'
import { runtimeError } from './errors.ts'
import { format } from './format-operator.ts'
import { compareValues, hashtable, PsObject, PsType, toNumber, toText, typeName, type Value } from './values.ts'

/** The longest text and list that an operator makes. */
const sizeLimit = 1_000_000

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
