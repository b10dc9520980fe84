import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Value } from './call.ts'

/** Single quotes as PowerShell reads them: the plain one and four typographic ones (about_Quoting_Rules). */
const singleQuotes = /['\u2018\u2019\u201a\u201b]/g
const doubleQuotes = /["\u201c\u201d\u201e]/g
const escapes = new Map([
  ['\n', '`n'],
  ['\r', '`r'],
  ['\t', '`t'],
])
const units = [
  ['GB', 2 ** 30],
  ['MB', 2 ** 20],
] as const

/**
 * A value as an expression of PowerShell (5.1 and later) that gives exactly it. Throws a SlipwayError `value-…` for what
 * no PowerShell text can carry: a null character, half a surrogate pair, a number that is not finite, keys of a
 * hashtable that differ only in case.
 */
export function printValue(value: Value): string {
  if (value === null) return '$null'
  if (typeof value === 'boolean') return value ? '$true' : '$false'
  if (typeof value === 'number') return printNumber(value)
  if (typeof value === 'string') return printString(value)
  if (isList(value)) return printList(value)
  if (isSwitch(value)) return value.switch ? '$true' : '$false'
  if (isSecret(value)) return `(Read-Host -AsSecureString -Prompt ${printString(value.secret)})`
  if (isCredential(value))
    return `(Get-Credential -UserName ${printString(value.user)} -Message ${printString(value.secret)})`
  return printTable(value)
}

/** Text in quotes. Line breaks become escapes, so that what follows stays on its line whatever an editor does to it. */
export function printString(text: string): string {
  if (text.includes('\0')) throw refused('value-null', 'A text holds a null character.', 'Take the character out.')
  if (/\p{Surrogate}/u.test(text)) {
    throw refused('value-unicode', 'A text holds half of a surrogate pair.', 'Type the character anew.')
  }
  if (!/[\n\r\t]/.test(text)) return `'${text.replace(singleQuotes, '$&$&')}'`
  const escaped = text.replace(/[`$]/g, '`$&').replace(doubleQuotes, '`$&')
  return `"${escaped.replace(/[\n\r\t]/g, (sign) => escapes.get(sign) ?? sign)}"`
}

/** A text as one line of comment that nothing in it can end. */
export function printComment(text: string): string {
  return `# ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()}`.trimEnd()
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

export function isSwitch(value: Value): value is { switch: boolean } {
  return hasOnly(value, 'switch') && typeof value.switch === 'boolean'
}

function isSecret(value: Value): value is { secret: string } {
  return hasOnly(value, 'secret') && typeof value.secret === 'string'
}

function isCredential(value: Value): value is { user: string; secret: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    'secret' in value &&
    typeof value.user === 'string' &&
    typeof value.secret === 'string' &&
    Object.keys(value).length === 2
  )
}

function hasOnly<Key extends string>(value: Value, key: Key): value is { readonly [key in Key]: Value } {
  return typeof value === 'object' && value !== null && !isList(value) && Object.keys(value).join() === key
}

function printNumber(number: number): string {
  if (!Number.isFinite(number)) {
    throw refused('value-number', 'A number is not finite.', 'Give a number that can be written.')
  }
  if (number < 0) return `(-${printNumber(-number)})`
  // As administrators write them; the type stays the same, for the suffix only multiplies.
  const unit = units.find(([, size]) => number >= size && number % size === 0 && number / size < 2 ** 20)
  if (unit) return `${number / unit[1]}${unit[0]}`
  return String(number === 0 ? 0 : number)
}

function printList(list: readonly Value[]): string {
  const [first] = list
  // Without its comma a list that holds one list would be unrolled.
  const before = list.length === 1 && first !== undefined && isList(first) ? ',' : ''
  return `@(${before}${list.map(printValue).join(', ')})`
}

function printTable(table: { readonly [key: string]: Value }): string {
  const keys = Object.keys(table)
  if (new Set(keys.map((key) => key.toUpperCase())).size !== keys.length) {
    throw refused('value-keys', 'Two keys differ only in case.', 'A hashtable does not tell them apart: rename one.')
  }
  if (keys.length === 0) return '@{}'
  const entries = Object.entries(table).map(
    ([key, value]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : printString(key)} = ${printValue(value)}`,
  )
  return `@{ ${entries.join('; ')} }`
}

function refused(code: string, message: string, remedy: string): SlipwayError {
  return new SlipwayError({ code, message, cause: 'PowerShell has no way to write it.', remedy })
}
