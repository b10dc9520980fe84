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

/** Sends a file's bytes to a one-time address. Progress comes with the upload's task, a failure as its error too. */
export async function sendUpload(address: string, body: Blob, signal?: AbortSignal): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...sessionHeaders() },
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
