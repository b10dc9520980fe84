import type { Statement } from './ast.ts'

/** An object with named properties, looked up without regard to case. */
export class PsObject {
  /** The full .NET type name. */
  readonly type: string
  readonly #properties = new Map<string, { name: string; value: Value }>()
  /** What the object is as text; null for `@{a=1}`. */
  readonly #text: string | null

  /** What views need and no script sees. */
  readonly hidden: Readonly<Record<string, Value>>

  constructor(
    type: string,
    properties: Iterable<readonly [string, Value]> = [],
    text: string | null = null,
    hidden: Readonly<Record<string, Value>> = {},
  ) {
    this.type = type
    this.#text = text
    this.hidden = hidden
    for (const [name, value] of properties) this.set(name, value)
  }

  get(name: string): Value | undefined {
    return this.#properties.get(name.toLowerCase())?.value
  }

  has(name: string): boolean {
    return this.#properties.has(name.toLowerCase())
  }

  set(name: string, value: Value): void {
    const key = name.toLowerCase()
    this.#properties.set(key, { name: this.#properties.get(key)?.name ?? name, value })
  }

  entries(): [string, Value][] {
    return [...this.#properties.values()].map(({ name, value }) => [name, value])
  }

  get size(): number {
    return this.#properties.size
  }

  toText(): string {
    if (this.#text !== null) return this.#text
    if (this.type === hashtable) return hashtable
    return `@{${this.entries()
      .map(([name, value]) => `${name}=${toText(value)}`)
      .join('; ')}}`
  }
}

export const hashtable = 'System.Collections.Hashtable'
export const customObject = 'System.Management.Automation.PSCustomObject'

export class ScriptBlock {
  readonly body: readonly Statement[]
  readonly text: string

  constructor(body: readonly Statement[], text: string) {
    this.body = body
    this.text = text
  }
}

/** A .NET type as `[name]` means it. */
export class PsType {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

export type Value = null | string | number | boolean | Date | PsObject | ScriptBlock | PsType | Value[]

/** A value as text, as string expansion makes it. */
export function toText(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value instanceof Date) return invariantDate(value)
  if (Array.isArray(value)) return value.map(toText).join(' ')
  if (value instanceof ScriptBlock) return value.text
  if (value instanceof PsType) return value.name
  return value.toText()
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '∞'
  if (value === Number.NEGATIVE_INFINITY) return '-∞'
  if (Math.abs(value) >= 1e15 && Number.isFinite(value))
    return value
      .toExponential()
      .toUpperCase()
      .replace(/E\+?(-?)(\d)$/, 'E+$10$2')
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
}

function invariantDate(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)}`
}

export function isTrue(value: Value): boolean {
  if (value === null) return false
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.length === 1 ? isTrue(value[0] ?? null) : value.length > 1
  return true
}

/** A value as a number; NaN when it is none. */
export function toNumber(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value)
  return Number.NaN
}

/** Below, equal or above; the left side's type decides, texts without regard to case unless `exact`. */
export function compareValues(left: Value, right: Value, exact = false): number {
  if (typeof left === 'number' || (typeof left === 'boolean' && typeof right !== 'string'))
    return toNumber(left) - toNumber(right)
  if (left instanceof Date) {
    const other = right instanceof Date ? right.getTime() : Date.parse(`${toText(right)} UTC`)
    return left.getTime() - other
  }
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1
  const [a, b] = [toText(left), toText(right)].map((text) => (exact ? text : text.toLowerCase()))
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}

/** The full name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'System.String'
  if (typeof value === 'boolean') return 'System.Boolean'
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'System.Double'
    return Math.abs(value) < 2 ** 31 ? 'System.Int32' : 'System.Int64'
  }
  if (value instanceof Date) return 'System.DateTime'
  if (Array.isArray(value)) return 'System.Object[]'
  if (value instanceof ScriptBlock) return 'System.Management.Automation.ScriptBlock'
  if (value instanceof PsType) return 'System.RuntimeType'
  return value.type
}

/** A property as `.name` gives it; undefined when there is none. Lists give it of their members. */
export function propertyOf(value: Value, name: string): Value | undefined {
  const key = name.toLowerCase()
  if (value instanceof PsObject) {
    if (value.has(name)) return value.get(name)
    if (value.type === hashtable && key === 'keys') return value.entries().map(([it]) => it)
    if (value.type === hashtable && key === 'values') return value.entries().map(([, it]) => it)
    return key === 'count' ? (value.type === hashtable ? value.size : 1) : key === 'length' ? 1 : undefined
  }
  if (typeof value === 'string' && key === 'length') return value.length
  if (value instanceof Date) return dateProperty(value, key)
  if (Array.isArray(value)) {
    if (key === 'count' || key === 'length') return value.length
    const found = value.map((it) => propertyOf(it, name)).filter((it): it is Value => it !== undefined)
    return found.length === 0 ? undefined : found.length === 1 ? found[0] : found.flat()
  }
  if (value instanceof PsType) {
    if (key === 'fullname') return value.name
    if (key === 'name') return value.name.slice(value.name.lastIndexOf('.') + 1)
  }
  if (key === 'count' || (key === 'length' && value !== null)) return value === null ? 0 : 1
  return undefined
}

function dateProperty(date: Date, key: string): Value | undefined {
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
  const parts: Record<string, Value> = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    dayofweek: days[date.getUTCDay()] ?? '',
    date: new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000),
  }
  return Object.hasOwn(parts, key) ? parts[key] : undefined
}
