import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { explain } from '../explain/explain.ts'
import type { PageFiles } from '../page-files.ts'

/** A page that sends no further part within this time is taken for gone. */
const NEXT_PART_WITHIN_MS = 60_000

interface Upload {
  body: PassThrough
  /** Settles when the receiver is done; null when all went well. */
  outcome: Promise<unknown>
  gone: AbortController
  timer: NodeJS.Timeout | null
}

/**
 * Uploads of the window. A request body that is a Blob never arrives in Electron 25's protocol.handle, and a whole file
 * as one buffer would fill memory; so the page sends parts of a few megabytes to the same one-time address, in order,
 * each answered when it was passed on, the last one when the file was taken (renderer/api/page-files.ts).
 */
export class UploadParts {
  readonly #files: PageFiles
  readonly #uploads = new Map<string, Upload>()

  constructor(files: PageFiles) {
    this.#files = files
  }

  /** Takes one part; answers 202 for more, 204 for the taken file, 422 with an Explained value, 404 for no upload. */
  async receive(path: string, part: Uint8Array, last: boolean): Promise<Response> {
    const upload = this.#uploads.get(path) ?? this.#start(path)
    if (!upload) return new Response(null, { status: 404 })
    if (upload.timer) clearTimeout(upload.timer)
    if (part.length > 0 && !upload.body.write(part)) {
      await Promise.race([once(upload.body, 'drain').catch(() => {}), upload.outcome])
    }
    if (!last && !upload.body.destroyed) {
      upload.timer = setTimeout(() => this.#giveUp(path, upload), NEXT_PART_WITHIN_MS)
      return new Response(null, { status: 202 })
    }
    upload.body.end()
    const failure = await upload.outcome
    this.#uploads.delete(path)
    if (failure === null) return new Response(null, { status: 204 })
    return new Response(JSON.stringify(explain(failure)), {
      status: 422,
      headers: { 'content-type': 'application/json' },
    })
  }

  #start(path: string): Upload | null {
    const file = this.#files.takeUpload(path)
    if (!file) return null
    const body = new PassThrough({ highWaterMark: 1024 * 1024 })
    // A part that comes after the end of a refused upload is answered by its outcome.
    body.on('error', () => {})
    const gone = new AbortController()
    const outcome = file.receive(body, gone.signal).then(
      () => null,
      (error: unknown) => {
        body.destroy()
        return error
      },
    )
    const upload: Upload = { body, outcome, gone, timer: null }
    this.#uploads.set(path, upload)
    return upload
  }

  #giveUp(path: string, upload: Upload): void {
    this.#uploads.delete(path)
    upload.gone.abort()
    upload.body.destroy()
  }
}
