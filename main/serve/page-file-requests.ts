import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { explain } from '../explain/explain.ts'
import type { PageFiles } from '../page-files.ts'

/** `attachment` with the name in both forms (RFC 6266); what could break the header is taken out. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escapeByte)}`
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** GET of a one-time download address. */
export async function serveDownload(files: PageFiles, path: string, response: ServerResponse): Promise<void> {
  const file = files.takeDownload(path)
  if (!file) {
    response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('This address was good once. Start the download again.')
    return
  }
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    const body = await file.open(gone.signal)
    response.writeHead(200, {
      'content-type': file.contentType,
      'content-disposition': contentDisposition(file.name),
      'cache-control': 'no-store',
      ...(file.size === null ? {} : { 'content-length': String(file.size) }),
    })
    await pipeline(body, response)
  } catch (error) {
    // A broken download must not look whole: the connection is cut.
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(explain(error).message)
  }
}

/** POST of raw bytes to a one-time upload address; a refusal is an Explained value as JSON. */
export async function serveUpload(
  files: PageFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = files.takeUpload(path)
  if (!file) {
    response.writeHead(404).end()
    return
  }
  const gone = new AbortController()
  request.on('close', () => {
    if (!request.complete) gone.abort()
  })
  try {
    await file.receive(request, gone.signal)
    response.writeHead(204).end()
  } catch (error) {
    if (!response.headersSent && !response.destroyed) {
      response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify(explain(error)))
    }
  }
}
