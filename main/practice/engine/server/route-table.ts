import type { Route } from '../route.ts'

type Part = { name: string } | { text: string } | { rest: string; tail: string }

/** Finds the route of a path; the first that fits wins, so narrower ones come first. */
export class RouteTable {
  readonly #routes: { route: Route; parts: Part[] }[]

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, parts: parse(route.path) }))
  }

  /** `path` is still encoded, without the version: parts are decoded one by one. Null when no route fits. */
  find(method: string, path: string): { route: Route; params: Record<string, string> } | null {
    const given = path.split('/').slice(1)
    for (const { route, parts } of this.#routes) {
      if (route.method !== method) continue
      const params = match(parts, given)
      if (params) return { route, params }
    }
    return null
  }
}

function parse(path: string): Part[] {
  const texts = path.split('/').slice(1)
  const parts: Part[] = []
  for (const [index, text] of texts.entries()) {
    const name = /^\{(\w+)(\.\.\.)?\}$/.exec(text)
    if (!name?.[1]) parts.push({ text })
    else if (name[2]) {
      // What stands behind the rest (`/images/{name...}/json`) is matched from the end.
      parts.push({ rest: name[1], tail: texts.slice(index + 1).join('/') })
      break
    } else parts.push({ name: name[1] })
  }
  return parts
}

function match(parts: readonly Part[], given: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    if ('rest' in part) {
      const rest = given.slice(index)
      const tail = part.tail ? part.tail.split('/') : []
      const middle = rest.slice(0, rest.length - tail.length)
      if (middle.length === 0 || middle.every((text) => text === '')) return null
      if (rest.slice(middle.length).join('/') !== part.tail) return null
      params[part.rest] = middle.map(decode).join('/')
      return params
    }
    const text = given[index]
    if (text === undefined) return null
    if ('text' in part) {
      if (part.text !== text) return null
    } else if (text === '') return null
    else params[part.name] = decode(text)
  }
  return parts.length === given.length ? params : null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
