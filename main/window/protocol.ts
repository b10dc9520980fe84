import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { protocol, type Session } from 'electron'
import { explain } from '../explain/explain.ts'
import type { PageFiles } from '../page-files.ts'
import { SECURITY_HEADERS } from '../serve/guards.ts'
import { contentDisposition } from '../serve/page-file-requests.ts'
import { findStaticFile, openStaticFile } from '../serve/static-files.ts'
import { PAGE_ORIGIN, PAGE_SCHEME } from './origin.ts'

/** Must run before the app is ready: app:// becomes a standard, secure scheme with fetch and streams. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the built pages, and one-time downloads and uploads, at app://ui/. */
export function servePages(session: Session, pages: string, files: PageFiles): void {
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const url = new URL(request.url)
    if (`${url.protocol}//${url.host}` !== PAGE_ORIGIN) return respond(404, 'Nothing here.')
    if (files.owns(url.pathname)) {
      return request.method === 'POST' ? receiveUpload(files, url.pathname, request) : sendDownload(files, url.pathname)
    }
    const file = request.method === 'GET' ? await findStaticFile(pages, url.pathname) : null
    if (!file) return respond(404, 'Nothing here.')
    return new Response(toWeb(openStaticFile(file)), {
      headers: { ...SECURITY_HEADERS, 'content-type': file.contentType, 'content-length': String(file.size) },
    })
  })
}

async function sendDownload(files: PageFiles, path: string): Promise<Response> {
  const file = files.takeDownload(path)
  if (!file) return respond(404, 'This address was good once. Start the download again.')
  const gone = new AbortController()
  try {
    const body = await file.open(gone.signal)
    body.once('close', () => gone.abort())
    return new Response(toWeb(body), {
      headers: {
        ...SECURITY_HEADERS,
        'content-type': file.contentType,
        'content-disposition': contentDisposition(file.name),
        ...(file.size === null ? {} : { 'content-length': String(file.size) }),
      },
    })
  } catch (error) {
    return respond(502, explain(error).message)
  }
}

async function receiveUpload(files: PageFiles, path: string, request: Request): Promise<Response> {
  const file = files.takeUpload(path)
  if (!file) return respond(404, 'Nothing here.')
  try {
    const body = request.body ? Readable.fromWeb(request.body as NodeReadableStream) : Readable.from([])
    await file.receive(body, request.signal)
    return new Response(null, { status: 204 })
  } catch (error) {
    return new Response(JSON.stringify(explain(error)), {
      status: 422,
      headers: { 'content-type': 'application/json' },
    })
  }
}

function respond(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } })
}

function toWeb(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as ReadableStream
}
