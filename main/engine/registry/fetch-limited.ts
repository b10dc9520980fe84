import { fetchThroughProxy } from './fetch-through-proxy.ts'
import { proxyFor } from './proxy.ts'

/** An answer whose body was read whole, up to a limit. */
export interface LimitedAnswer {
  status: number
  headers: Headers
  text: string
  /** Where the answer came from, after redirections. */
  url: string
}

const mostRedirects = 5

/**
 * One request, through the proxy that the environment names for its address: redirections are followed by hand, so
 * that what signs in stays at its own origin and TLS is never left. Throws an Error whose message says which limit was
 * passed; the body never grows above `limit` bytes.
 */
export async function fetchLimited(
  url: string,
  options: {
    method?: string
    headers?: Record<string, string>
    body?: URLSearchParams
    limit: number
    signal: AbortSignal
  },
): Promise<LimitedAnswer> {
  let at = new URL(url)
  let headers = options.headers ?? {}
  for (let n = 0; n <= mostRedirects; n++) {
    const { method = 'GET', body, signal } = options
    const request = { method, headers, signal, ...(body && { body }) }
    const proxy = proxyFor(at, process.env)
    const answer = await (proxy ? fetchThroughProxy(at, proxy, request) : fetch(at, { ...request, redirect: 'manual' }))
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
    if (location === null) {
      const text = options.method === 'HEAD' ? '' : await readLimited(answer, options.limit)
      return { status: answer.status, headers: answer.headers, text, url: at.href }
    }
    await answer.body?.cancel()
    const next = new URL(location, at)
    if (next.protocol !== at.protocol && next.protocol !== 'https:')
      throw new Error('The registry redirects away from TLS')
    if (next.origin !== at.origin) headers = withoutAuthorization(headers)
    // A login in a body must not go elsewhere.
    if (options.body) throw new Error('The token service redirects')
    at = next
  }
  throw new Error('The registry redirects too often')
}

async function readLimited(answer: Response, limit: number): Promise<string> {
  if (!answer.body) return ''
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body) {
    length += chunk.length
    if (length > limit) throw new Error(`The registry's answer is longer than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function withoutAuthorization(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
}
