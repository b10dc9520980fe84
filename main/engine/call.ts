import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { CALL_DEADLINE_MS, noAnswer, startDeadline } from './deadline.ts'
import type { EngineLink } from './link.ts'

/** One request of the Engine API, as docs.docker.com/engine/api describes them. */
export interface EngineCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Without version and query, e.g. `/containers/json`. Ids and names in it must be encoded: see `inPath`. */
  path: string
  /** Undefined values are left out; objects go as JSON (filters). */
  query?: Record<string, string | number | boolean | object | undefined>
  body?: object
  /** Raw body (a tar archive) instead of JSON. */
  file?: Readable
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Milliseconds until the whole answer (a stream: its head) must be there; null waits as long as it takes. */
  deadline?: number | null
}

/** Answers that are no failure; 304 says that the container is already in the wanted state. */
const GOOD = { 101: true, 200: true, 201: true, 202: true, 204: true, 304: true }

/** docker-modem's own request, below dockerode's methods: one way for all calls, with cancel and deadline. */
interface Dial {
  path: string
  method: string
  statusCodes: Record<number, boolean>
  isStream: boolean
  abortSignal: AbortSignal
  headers?: Record<string, string>
  file?: Readable
  options?: { _query: object; _body: object }
}

/** Encodes one segment of a path. */
export function inPath(segment: string): string {
  return encodeURIComponent(segment)
}

/** Makes a request and answers its JSON body (undefined when it is empty). */
export async function callEngine<Answer>(link: EngineLink, call: EngineCall): Promise<Answer> {
  const answer = await dial(link, call, false)
  // docker-modem hands out the bare Buffer when the body is not JSON, e.g. empty.
  return (Buffer.isBuffer(answer) ? undefined : answer) as Answer
}

/** Makes a request and answers its body as it comes; the signal also ends the stream. No deadline once it began. */
export async function streamEngine(link: EngineLink, call: EngineCall): Promise<IncomingMessage> {
  return (await dial(link, call, true)) as IncomingMessage
}

async function dial(link: EngineLink, call: EngineCall, isStream: boolean): Promise<unknown> {
  const limit = call.deadline === undefined ? CALL_DEADLINE_MS : call.deadline
  call.signal?.throwIfAborted()
  const modem: { dial(options: Dial, callback: (error: unknown, data: unknown) => void): void } = link.client().modem
  const deadline = startDeadline(call.signal, limit)
  // A stream outlives this call: its request needs the caller's signal for as long as it flows.
  const streamEnd = new AbortController()
  const end = () => streamEnd.abort(deadline.signal.reason)
  deadline.signal.addEventListener('abort', end, { once: true })
  try {
    const answer = await new Promise<unknown>((resolve, reject) => {
      deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason), { once: true })
      modem.dial(toDial(call, isStream, streamEnd.signal), (error, data) => (error ? reject(error) : resolve(data)))
    })
    if (isStream) followSignal(answer as IncomingMessage, call.signal, streamEnd)
    return answer
  } catch (error) {
    call.file?.destroy()
    if (deadline.passed && limit !== null) throw noAnswer(limit)
    call.signal?.throwIfAborted()
    if (isConnectionFailure(error)) link.suspect(error)
    throw error
  } finally {
    deadline.done()
  }
}

function toDial(call: EngineCall, isStream: boolean, abortSignal: AbortSignal): Dial {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value === undefined) continue
    query.set(key, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  const options: Dial = {
    // docker-modem cuts the last character of a path with a query off when there are no options.
    path: `${call.path}?${query}${call.body ? '' : '&'}`,
    method: call.method,
    statusCodes: GOOD,
    isStream,
    abortSignal,
  }
  if (call.headers) options.headers = call.headers
  if (call.file) options.file = call.file
  if (call.body) options.options = { _query: {}, _body: call.body }
  return options
}

function followSignal(stream: IncomingMessage, signal: AbortSignal | undefined, end: AbortController): void {
  if (!signal) return
  const stop = () => {
    end.abort(signal.reason)
    stream.destroy()
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  stream.once('close', () => signal.removeEventListener('abort', stop))
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ECONNABORTED',
])

/** True when a failure says that the engine could not be reached, rather than that it refused. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error) || 'statusCode' in error) return false
  const code = 'code' in error ? String(error.code) : ''
  return CONNECTION_CODES.has(code) || /socket hang up|aborted/i.test(error.message)
}

/** HTTP status of an engine's refusal, null for other failures. */
export function statusOf(error: unknown): number | null {
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  return null
}
