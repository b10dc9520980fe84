import { request } from 'node:http'

/** An answer of the Engine API: `body` is the text, unparsed. */
export type EngineAnswer = { status: number; body: string }

/** One plain request to an engine's Unix socket, independent of the program under test. Times out after 60 s. */
export function engineRequest(
  socketPath: string,
  method: string,
  path: string,
  body?: Buffer | object,
): Promise<EngineAnswer> {
  const isTar = Buffer.isBuffer(body)
  const payload = body === undefined ? undefined : isTar ? body : Buffer.from(JSON.stringify(body))
  return new Promise((done, fail) => {
    const headers = payload
      ? { 'Content-Type': isTar ? 'application/x-tar' : 'application/json', 'Content-Length': payload.length }
      : {}
    const call = request({ socketPath, method, path, headers, timeout: 60_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }))
      answer.on('error', fail)
    })
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in 60 s`)))
    call.on('error', fail)
    call.end(payload)
  })
}

/** True when an engine answers `/_ping` at this socket. */
export async function engineAnswers(socketPath: string): Promise<boolean> {
  try {
    return (await engineRequest(socketPath, 'GET', '/_ping')).status === 200
  } catch {
    return false
  }
}
