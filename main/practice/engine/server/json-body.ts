import type { Readable } from 'node:stream'
import { EngineError } from '../route.ts'

const LIMIT = 4 * 1024 * 1024

/** Reads a whole body; throws an EngineError 400 past `limit` bytes. */
async function readBody(stream: Readable, limit = LIMIT): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > limit) throw new EngineError(400, 'http: request body too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/**
 * A body as JSON object whose keys, at every depth, are also found in another case, as Go's decoder does; {} when it is
 * empty. Throws an EngineError 400.
 */
export async function readJson(
  stream: Readable,
  contentType: string | undefined,
  limit?: number,
): Promise<Record<string, unknown>> {
  const text = (await readBody(stream, limit)).toString('utf8')
  if (text.trim() === '') return {}
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type !== undefined && type !== '' && type !== 'application/json') {
    throw new EngineError(400, `unsupported Content-Type header (${contentType}): must be 'application/json'`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new EngineError(400, `invalid JSON: ${error instanceof Error ? error.message : 'syntax error'}`)
  }
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new EngineError(400, `invalid JSON: json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value}`)
  }
  return anyCase(value as Record<string, unknown>)
}

/** Wraps an object so that a key which is not there is looked for without regard to case. */
function anyCase(value: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(value, {
    get(target, key) {
      if (typeof key !== 'string') return Reflect.get(target, key)
      const found = findKey(target, key)
      if (found === undefined) return undefined
      const inner = target[found]
      return inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? anyCase(inner as Record<string, unknown>)
        : inner
    },
    has: (target, key) => typeof key === 'string' && findKey(target, key) !== undefined,
  })
}

function findKey(target: Record<string, unknown>, key: string): string | undefined {
  if (Object.hasOwn(target, key)) return key
  const lower = key.toLowerCase()
  return Object.keys(target).find((each) => each.toLowerCase() === lower)
}
