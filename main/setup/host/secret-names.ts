import type { Value } from '../call.ts'
import type { SecretSource } from './session.ts'

/** The values of all secrets that a value names, asked for one after the other. */
export async function namedSecrets(value: Value, source: SecretSource): Promise<Map<string, string>> {
  const values = new Map<string, string>()
  for (const name of new Set(secretNames(value))) values.set(name, await source(name))
  return values
}

/** Ids of the secrets in a value: `{ secret }`, or `{ user, secret }` for a credential. */
function secretNames(value: Value): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(secretNames)
  const entries = Object.entries(value)
  const known = entries.every(([key]) => key === 'secret' || key === 'user')
  return entries.flatMap(([key, item]) =>
    known && key === 'secret' && typeof item === 'string' ? [item] : secretNames(item),
  )
}
