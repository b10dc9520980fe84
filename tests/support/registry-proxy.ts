import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { freePort } from './free-port.ts'

/** What a proxy does to one blob that passes. */
export type BlobFate =
  | { kind: 'pass' }
  | { kind: 'slow'; bytesPerSecond: number }
  | { kind: 'cut' }
  | { kind: 'corrupt' }

/** A proxy in front of a registry; references that begin with `host` go through it. */
export type RegistryProxy = {
  host: string
  /** Called with each blob's path and size in bytes. */
  setFate: (fate: (path: string, size: number) => BlobFate) => void
  /** Blob downloads that the caller ended before they were complete. */
  abandoned: () => number
  requests: () => string[]
  stop: () => Promise<void>
}

/** Starts a proxy that can slow down, cut off or change the layers on their way. */
export async function startRegistryProxy(registryHost: string): Promise<RegistryProxy> {
  const port = await freePort()
  let fateOf: (path: string, size: number) => BlobFate = () => ({ kind: 'pass' })
  let abandoned = 0
  const requests: string[] = []
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? ''
    requests.push(`${incoming.method} ${path}`)
    const isBlob = incoming.method === 'GET' && path.includes('/blobs/')
    const call = request(`http://${registryHost}${path}`, { method: incoming.method, headers: incoming.headers })
    call.on('response', (answer) => {
      const fate: BlobFate = isBlob ? fateOf(path, Number(answer.headers['content-length'])) : { kind: 'pass' }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      outgoing.on('close', () => {
        if (!outgoing.writableFinished) abandoned += 1
        answer.destroy()
      })
      void send(answer, outgoing, fate)
    })
    call.on('error', () => outgoing.destroy())
    incoming.pipe(call)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    host: `127.0.0.1:${port}`,
    setFate: (fate) => {
      fateOf = fate
    },
    abandoned: () => abandoned,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function send(answer: IncomingMessage, outgoing: ServerResponse, fate: BlobFate): Promise<void> {
  let sent = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      if (fate.kind === 'cut' && sent + chunk.length > 1000) {
        outgoing.write(chunk.subarray(0, Math.max(0, 1000 - sent)), () => outgoing.destroy())
        return
      }
      const bytes = fate.kind === 'corrupt' ? Buffer.from(chunk).fill(0, 0, Math.min(64, chunk.length)) : chunk
      if (outgoing.destroyed) return
      if (!outgoing.write(bytes)) await writable(outgoing)
      sent += chunk.length
      if (fate.kind === 'slow') await new Promise((go) => setTimeout(go, (chunk.length / fate.bytesPerSecond) * 1000))
    }
    outgoing.end()
  } catch {
    outgoing.destroy()
  }
}

/** Resolves when more may be written, or never will. */
function writable(outgoing: ServerResponse): Promise<void> {
  return new Promise((go) => {
    const end = () => {
      outgoing.off('drain', end).off('close', end)
      go()
    }
    outgoing.once('drain', end).once('close', end)
  })
}
