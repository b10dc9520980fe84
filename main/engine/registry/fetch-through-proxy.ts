import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { Readable } from 'node:stream'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { proxyRefused } from './registry-failures.ts'

interface Request {
  method: string
  headers: Record<string, string>
  body?: URLSearchParams
  signal: AbortSignal
}

/** Statuses whose answers have no body (fetch standard, "null body status"). */
const withoutBody = new Set([101, 103, 204, 205, 304])

/**
 * One request as `fetch` answers it, without following redirections, through an HTTP proxy: HTTPS in a tunnel that the
 * proxy cannot look into, plain HTTP by the proxy itself. Node's own `fetch` takes no proxy before Node 24. Throws
 * `registry-proxy` when the proxy refuses, else as `fetch` does: an Error whose `cause` tells why.
 */
export function fetchThroughProxy(at: URL, proxy: URL, { method, headers, body, signal }: Request): Promise<Response> {
  const secure = at.protocol === 'https:'
  const type = body && { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...type, ...headers },
      agent: secure ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy),
      signal,
    }
    const call = (secure ? secureRequest : plainRequest)(at, options)
    // What refuses the tunnel is the proxy; its answer would come as the registry's own.
    call.on('proxyConnect', ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
      if (statusCode === 200) return
      reject(proxyRefused(proxy.host, statusCode, statusText))
      call.destroy()
    })
    call.on('response', (answer) => {
      const status = answer.statusCode ?? 0
      if (status === 407) {
        answer.resume()
        return reject(proxyRefused(proxy.host, status, answer.statusMessage ?? ''))
      }
      const given = new Headers()
      for (let n = 0; n + 1 < answer.rawHeaders.length; n += 2) {
        given.append(answer.rawHeaders[n] ?? '', answer.rawHeaders[n + 1] ?? '')
      }
      if (withoutBody.has(status)) answer.resume()
      const stream = withoutBody.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
      resolve(new Response(stream, { status, headers: given }))
    })
    call.on('error', (cause) => reject(new TypeError('fetch failed', { cause })))
    call.end(body?.toString())
  })
}
