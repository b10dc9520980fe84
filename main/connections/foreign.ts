import { SlipwayError } from '../../preload/contract/explained.ts'
import { readError } from '../explain/error-facts.ts'
import { explainText } from '../explain/explain.ts'
import type { VersionAnswer } from './dial.ts'

/**
 * True for a failure of GET /version that no engine gives: what is not HTTP at all, a redirect, or a refusal whose body
 * is not an engine's JSON. A proxy's 5xx is left out: the engine behind it may come back.
 */
export function isForeign(error: unknown): boolean {
  const { code, status, text } = readError(error)
  const { rawPacket, json } = error as { rawPacket?: unknown; json?: unknown }
  // 0x15 starts an alert of TLS: the port speaks that.
  if (code.startsWith('HPE_')) return !(rawPacket instanceof Uint8Array && rawPacket[0] === 0x15)
  if (status === null || status >= 500) return false
  return (status < 400 || Buffer.isBuffer(json)) && explainText(text) === null
}

/** GET /version as an engine gives it. Throws `not-an-engine`. */
export function expectVersion(answer: VersionAnswer | null, machine: string): VersionAnswer & { ApiVersion: string } {
  const newest = answer?.ApiVersion
  if (typeof newest !== 'string' || !/^\d+\.\d+$/.test(newest)) throw notAnEngine(machine)
  return { ...answer, ApiVersion: newest }
}

/** The failure; `cause` is what the server said in an engine's place. */
export function notAnEngine(machine: string, cause?: unknown): SlipwayError {
  const status = cause === undefined ? null : readError(cause).status
  const said = status === null ? 'something else than an engine’s version' : `status ${status}`
  return new SlipwayError(
    {
      code: 'not-an-engine',
      message: 'What answers at this address is not a Docker engine.',
      cause: `It is a web server, a proxy or another program: asked for its version, it gave ${said}.`,
      remedy: 'Check the host and the port: engines use 2375 plain and 2376 with TLS.',
      detail: cause === undefined ? '' : readError(cause).text.slice(0, 2000),
      ...(machine ? { action: { kind: 'edit-connection', machine } as const } : {}),
    },
    { cause },
  )
}
