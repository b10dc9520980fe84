import { formatDate } from '../format-date.ts'
import { PsObject, toText, type Value } from '../values.ts'

/** The members of a list that are shown: $FormatEnumerationLimit. */
const enumerationLimit = 4

/** A value as a cell or a list's line shows it. */
export function shown(value: Value): string {
  if (value instanceof Date) return formatDate(value, 'G')
  if (Array.isArray(value)) {
    const items = value
      .slice(0, enumerationLimit)
      .map((it) => toText(it))
      .join(', ')
    return `{${items}${value.length > enumerationLimit ? '...' : ''}}`
  }
  if (value instanceof PsObject && value.type === 'System.Collections.Hashtable') {
    return `{${value
      .entries()
      .slice(0, enumerationLimit)
      .map(([name]) => name)
      .join(', ')}${value.size > enumerationLimit ? '...' : ''}}`
  }
  return toText(value)
}
