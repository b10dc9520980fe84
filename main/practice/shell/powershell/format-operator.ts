import { runtimeError } from './errors.ts'
import { formatDate } from './format-date.ts'
import { toText, type Value } from './values.ts'

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
