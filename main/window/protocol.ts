import { Readable } from 'node:stream'
import { protocol, type Session } from 'electron'
import { UPLOAD_PART_HEADER } from '../../preload/transport.ts'
import { explain } from '../explain/explain.ts'
import type { PageFiles } from '../page-files.ts'
import { SECURITY_HEADERS } from '../serve/guards.ts'
import { contentDisposition } from '../serve/page-file-requests.ts'
import { findStaticFile, openStaticFile } from '../serve/static-files.ts'
import { PAGE_ORIGIN, PAGE_SCHEME } from './origin.ts'
import { UploadParts } from './upload-parts.ts'

/** Must run before the app is ready: app:// becomes a standard, secure scheme with fetch and streams. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the built pages, and one-time downloads and uploads, at app://ui/. */
export function servePages(session: Session, pages: string, files: PageFiles): void {
  const uploads = new UploadParts(files)
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const url = new URL(request.url)
    if (`${url.protocol}//${url.host}` !== PAGE_ORIGIN) return respond(404, 'Nothing here.')
    if (files.owns(url.pathname)) {
      return request.method === 'POST'
        ? uploads.receive(
            url.pathname,
            new Uint8Array(await request.arrayBuffer()),
            request.headers.get(UPLOAD_PART_HEADER) !== 'more',
          )
        : sendDownload(files, url.pathname)
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

function respond(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } })
}

function toWeb(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as ReadableStream
}
