import { type Readable, Transform, type Writable } from 'node:stream'
import { extract } from 'tar-stream'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { PageDownload } from '../../page-files.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { refuseOnWindows } from '../windows-refusals.ts'
import { getArchive, type PathStat } from './archive.ts'
import { cleanName } from './clean-name.ts'
import { feedTar } from './feed-tar.ts'
import { brokenOff, type Transfer } from './transfer.ts'

/** A file as it is, a folder as a tar; `path` and `stat` are of the thing itself, not of a link to it. */
export function containerDownload(
  link: EngineLink,
  container: string,
  path: string,
  stat: PathStat,
  transfer: Transfer,
): PageDownload {
  const isFolder = stat.kind === 'folder'
  return {
    name: isFolder ? cleanName(`${cleanName(stat.name === '/' ? 'root' : stat.name)}.tar`) : cleanName(stat.name),
    size: isFolder ? null : stat.size,
    contentType: isFolder ? 'application/x-tar' : 'application/octet-stream',
    open: (page) =>
      transfer.carry(page, async (begin) => {
        await refuseOnWindows(link, container, 'files', begin)
        const either = startDeadline(page, null, transfer.cancelled)
        const archive = await getArchive(link, container, path, either.signal)
        const out = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            transfer.onBytes(chunk.length)
            done(null, chunk)
          },
        })
        const file: Promise<void> = isFolder ? passOn(archive.stream, out) : unpackFirst(archive.stream, out, stat.size)
        out.on('close', () => {
          either.done()
          archive.stream.destroy()
          if (out.readableEnded) transfer.finish()
          else transfer.fail(out.errored ?? brokenOff())
        })
        either.signal.addEventListener('abort', () => out.destroy(toError(either.signal.reason)), { once: true })
        file.catch((error: unknown) => out.destroy(toError(error)))
        return out
      }),
  }
}

function passOn(stream: Readable & { complete: boolean }, out: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('error', reject)
    stream.on('close', () => (stream.complete ? resolve() : reject(brokenOff())))
    stream.pipe(out)
  })
}

/** Writes the first file of the archive; names in it are of no interest. */
async function unpackFirst(stream: Parameters<typeof feedTar>[0], out: Writable, expected: number): Promise<void> {
  const archive = extract()
  let written = 0
  let found = false
  archive.on('entry', (header, body, next) => {
    body.on('error', () => {})
    if (found || header.type !== 'file') {
      body.on('end', () => next())
      body.resume()
      return
    }
    found = true
    body.on('data', (data) => {
      const chunk = data as Buffer
      written += chunk.length
      if (out.write(chunk)) return
      body.pause()
      out.once('drain', () => body.resume())
    })
    body.on('end', () => next())
  })
  await feedTar(stream, archive)
  if (!found || written !== expected) throw changedMeanwhile()
  out.end()
}

function changedMeanwhile(): SlipwayError {
  return new SlipwayError({
    code: 'file-changed',
    message: 'The file changed while it was to be downloaded.',
    remedy: 'Download it again.',
    action: { kind: 'retry' },
  })
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
