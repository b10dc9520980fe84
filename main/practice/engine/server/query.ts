import { EngineError } from '../route.ts'

/** A query flag as the engine reads it: anything but these is true. */
export function flag(query: URLSearchParams, name: string, missing = false): boolean {
  const value = query.get(name)
  if (value === null) return missing
  return !['', '0', 'no', 'false', 'none'].includes(value.trim().toLowerCase())
}

/** A whole number; throws an EngineError 400 in the words of Go's parser. */
export function whole(query: URLSearchParams, name: string, missing: number): number {
  const value = query.get(name)
  if (value === null || value === '') return missing
  if (!/^[+-]?\d{1,15}$/.test(value)) {
    throw new EngineError(400, `strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`)
  }
  return Number(value)
}

/** Filters by name; each value is one that may match. */
export class Filters {
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  get(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  /** True when there is no such filter, or `test` holds for one of its values. */
  any(name: string, test: (value: string) => boolean): boolean {
    const values = this.#values.get(name)
    return values === undefined || values.length === 0 || values.some(test)
  }

  /** True when there is no such filter, or `test` holds for all of its values. */
  every(name: string, test: (value: string) => boolean): boolean {
    return this.get(name).every(test)
  }
}

/**
 * The `filters` of a request, in both forms that clients send: `{"a":["b"]}` and `{"a":{"b":true}}`. Throws an
 * EngineError 400 for other JSON and for a name that is not in `known`; null takes them all, as the events do.
 */
export function readFilters(query: URLSearchParams, known: readonly string[] | null): Filters {
  const text = query.get('filters')
  const values = new Map<string, string[]>()
  if (text === null || text === '') return new Filters(values)
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new EngineError(400, 'invalid filter')
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new EngineError(400, 'invalid filter')
  for (const [name, given] of Object.entries(parsed)) {
    if (known && !known.includes(name)) throw new EngineError(400, `invalid filter '${name}'`)
    if (Array.isArray(given) && given.every((each) => typeof each === 'string')) values.set(name, given)
    else if (given !== null && typeof given === 'object' && !Array.isArray(given)) {
      values.set(
        name,
        Object.entries(given).flatMap(([value, on]) => (on === true ? [value] : [])),
      )
    } else throw new EngineError(400, 'invalid filter')
  }
  return new Filters(values)
}

/** `label` filters: `key` or `key=value`. */
export function labelFits(labels: Readonly<Record<string, string>>, filter: string): boolean {
  const mark = filter.indexOf('=')
  if (mark < 0) return Object.hasOwn(labels, filter)
  return labels[filter.slice(0, mark)] === filter.slice(mark + 1) && Object.hasOwn(labels, filter.slice(0, mark))
}

/**
 * A time of `since` or `until` in milliseconds: seconds with a fraction, a date, or a duration before now (`10m`). Null
 * when it is none.
 */
export function readTime(text: string, now: number): number | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const parts = /^-?(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text) ? [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)] : []
  if (parts.length > 0) {
    const unit: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
    return now - parts.reduce((sum, [, count, name]) => sum + Number(count) * (unit[name ?? ''] ?? 0), 0)
  }
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : date
}
