import { UPLOAD_PART_HEADER } from '../../preload/transport.ts'
import { PageError } from './errors.ts'
import { sessionHeaders } from './session.ts'

/** Starts the browser's own download of a one-time address; the server names the file. */
export function startDownload(address: string): void {
  const link = document.createElement('a')
  link.href = address
  // Without this a window would be navigated to the file.
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}

/** Bytes of one part of an upload in the window: few requests, little memory. */
const PART = 4 * 1024 * 1024

/** Sends a file's bytes to a one-time address. Progress comes with the upload's task, a failure as its error too. */
export async function sendUpload(address: string, body: Blob, signal?: AbortSignal): Promise<void> {
  if (window.location.protocol !== 'app:') return post(address, body, {}, signal)
  let at = 0
  for (; at + PART < body.size; at += PART) {
    const part = await body.slice(at, at + PART).arrayBuffer()
    await post(address, part, { [UPLOAD_PART_HEADER]: 'more' }, signal)
  }
  await post(address, await body.slice(at).arrayBuffer(), {}, signal)
}

async function post(
  address: string,
  body: Blob | ArrayBuffer,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers, ...sessionHeaders() },
    body,
    signal,
  })
  if (answer.ok) return
  throw new PageError({
    code: 'upload-refused',
    message: 'The file was not taken.',
    cause: '',
    remedy: 'The task of this upload says why. Try it again from there.',
    detail: `${answer.status} ${await answer.text().catch(() => '')}`,
  })
}
