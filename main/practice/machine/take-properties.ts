import type { Reading, Value } from '../../setup/call.ts'

/** What a cmdlet writes: an object's properties, or a plain value such as Test-Path's answer. */
export type Written = Value

/**
 * The chosen properties as the runner brings them back: dotted paths, every element of a list, null for what is not
 * there. `*` is the whole object, for stand-ins of cmdlets that know what was written but not what will be asked of it.
 */
export function takeProperties(written: Written, take: readonly string[]): Reading {
  return Object.fromEntries(take.map((path) => [path, path === '*' ? written : property(written, path.split('.'))]))
}

function property(value: Value, path: readonly string[]): Value {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map((item: Value) => property(member(item, name), rest))
  return property(member(value, name), rest)
}

function member(value: Value, name: string): Value {
  if (value === null) return null
  if (typeof value !== 'object') return name === 'Value' ? value : null
  const entry = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())
  return (entry?.[1] as Value | undefined) ?? null
}
