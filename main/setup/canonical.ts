import { createHash } from 'node:crypto'

/** A value as JSON with its keys in order, so that equal values are equal texts wherever they were read. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? 'null'
  )
}

/** SHA-256 of a value, in hexadecimal. */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
