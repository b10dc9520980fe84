import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { PageUpload } from '../../page-files.ts'
import type { EngineLink } from '../link.ts'
import { refuseOnWindows } from '../windows-refusals.ts'
import { putArchive, statPath } from './archive.ts'
import { cleanName } from './clean-name.ts'
import { joinPath } from './container-path.ts'
import { removeLeftover } from './remove-leftover.ts'
import { brokenOff, type Transfer } from './transfer.ts'

/** One file on its way into a folder of a container. */
export interface UploadOptions {
  folder: string
  name: string
  /** Bytes; a tar names the size before the content. */
  size: number
  /** ms since the epoch. */
  modified: number
  overwrite: boolean
}

/** Refuses what can be told before the first byte: a file of that name, a folder that is none. Answers the path. */
export async function checkUpload(
  link: EngineLink,
  container: string,
  options: UploadOptions,
  signal?: AbortSignal,
): Promise<string> {
  await refuseOnWindows(link, container, 'files', signal)
  const path = joinPath(options.folder, cleanName(options.name), link.facts().os)
  const there = await statPath(link, container, path, signal)
  if (there?.kind === 'folder') throw exists(path, 'A folder with this name exists', false)
  if (there && !options.overwrite) throw exists(path, 'A file with this name exists', true)
  return path
}

/** Takes the page's bytes as they come and hands them to the engine as a tar of one entry. */
export function containerUpload(
  link: EngineLink,
  container: string,
  options: UploadOptions,
  transfer: Transfer,
  uploaded: () => void,
): PageUpload {
  return {
    receive: (body, page) =>
      transfer.carry(page, async (signal) => {
        const path = await checkUpload(link, container, options, signal)
        const archive = Readable.from(tarOfOne(body, options, transfer.onBytes))
        try {
          await putArchive(link, container, options.folder, archive, signal)
        } catch (error) {
          // What was replaced is gone already, and its name stays the person's.
          if (!options.overwrite) void removeLeftover(link, container, path)
          throw error
        }
        uploaded()
        transfer.finish()
      }),
  }
}

async function* tarOfOne(
  body: Readable,
  options: UploadOptions,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  const archive = pack()
  const header = {
    name: cleanName(options.name),
    size: options.size,
    mode: 0o644,
    mtime: new Date(options.modified),
  }
  const entry = archive.entry(header, (error) => {
    if (error) archive.destroy(error)
    else archive.finalize()
  })
  // Its failure is the archive's, which is read below.
  entry.on('error', () => {})
  let sent = 0
  const refuse = (error: Error) => {
    archive.destroy(error)
    body.destroy()
  }
  body.on('data', (chunk: Buffer) => {
    sent += chunk.length
    if (sent > options.size) return refuse(brokenOff())
    onBytes(chunk.length)
    if (!entry.write(chunk)) body.pause()
  })
  entry.on('drain', () => body.resume())
  body.on('error', refuse)
  body.on('close', () => sent < options.size && refuse(brokenOff()))
  body.on('end', () => (sent === options.size ? entry.end(undefined) : refuse(brokenOff())))
  yield* archive as AsyncIterable<Uint8Array>
}

function exists(path: string, what: string, replaceable: boolean): SlipwayError {
  return new SlipwayError({
    code: 'file-exists',
    message: `${what}: ${path}.`,
    remedy: replaceable ? 'Replace it, or upload under another name.' : 'Upload under another name.',
    ...(replaceable ? { action: { kind: 'force' } } : {}),
  })
}
