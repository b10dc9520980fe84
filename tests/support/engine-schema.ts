import { readFileSync } from 'node:fs'

/** As much of a Swagger schema as the Engine API's descriptions use. */
interface Schema {
  type?: string
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  allOf?: Schema[]
  enum?: unknown[]
  additionalProperties?: Schema | boolean
  'x-nullable'?: boolean
}

interface Description {
  definitions: Record<string, Schema>
  answers: Record<string, Schema>
}

const read = new Map<string, Description>()

function description(version: '1.41' | '1.55'): Description {
  let found = read.get(version)
  if (!found) {
    found = JSON.parse(readFileSync(`tests/fixtures/engine-api/v${version}.json`, 'utf8')) as Description
    read.set(version, found)
  }
  return found
}

/**
 * What an answer has that the description of this API version does not allow, one line each: wrong types, values out of
 * an enumeration, missing required keys, keys that are not described. Go's empty slices and maps may be null. `answer` is
 * `GET /containers/json 200`.
 */
export function schemaFaults(version: '1.41' | '1.55', answer: string, value: unknown): string[] {
  const { definitions, answers } = description(version)
  const schema = answers[answer]
  if (!schema) return [`no schema for ${answer} in ${version}`]
  const faults: string[] = []
  check(value, schema, '$')
  return faults

  function resolve(schema: Schema): Schema {
    const name = schema.$ref?.replace('#/definitions/', '')
    const target = name === undefined ? schema : resolve(definitions[name] ?? {})
    if (!target.allOf) return target
    const parts = target.allOf.map(resolve)
    return {
      type: 'object',
      properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), target.properties ?? {}),
      required: parts.flatMap((part) => part.required ?? []),
    }
  }

  function check(value: unknown, given: Schema, at: string): void {
    const schema = resolve(given)
    const { type, properties, items, additionalProperties } = schema
    if (value === null) {
      const empty = type === 'array' || type === 'object' || type === undefined
      if (!empty && !schema['x-nullable'] && !given['x-nullable']) faults.push(`${at}: null`)
      return
    }
    if (type && !typeFits(value, type)) {
      faults.push(`${at}: ${Array.isArray(value) ? 'array' : typeof value} instead of ${type}`)
      return
    }
    // An enumeration of objects stands for the empty object.
    if (schema.enum && typeof value !== 'object' && !schema.enum.includes(value))
      faults.push(`${at}: ${JSON.stringify(value)} is none of ${schema.enum}`)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) if (items) check(item, items, `${at}[${index}]`)
      return
    }
    if (typeof value !== 'object') return
    const entries = value as Record<string, unknown>
    for (const key of schema.required ?? []) if (!(key in entries)) faults.push(`${at}.${key}: missing`)
    for (const [key, inner] of Object.entries(entries)) {
      const own = properties?.[key]
      if (own) check(inner, own, `${at}.${key}`)
      else if (typeof additionalProperties === 'object') check(inner, additionalProperties, `${at}.${key}`)
      else if (properties && additionalProperties === undefined) faults.push(`${at}.${key}: not described`)
    }
  }
}

function typeFits(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return typeof value === 'number'
  return typeof value === type
}
