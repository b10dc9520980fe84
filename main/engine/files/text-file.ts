import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { extract, type Header, pack } from 'tar-stream'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { fromTable } from '../../explain/explain.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { refuseOnWindows } from '../windows-refusals.ts'
import { getArchive, type PathStat, putArchive, statPath } from './archive.ts'
import { normalPath, splitPath } from './container-path.ts'
import { feedTar } from './feed-tar.ts'
import { decodeText, encodeText, type TextEncodingName } from './text-encoding.ts'

/** The contract's largest text, bytes. */
const LARGEST = 1_000_000
/** A file may grow a little between the look and the reading. */
const BLOCK = 65_536
const DEADLINE_MS = 60_000

interface Found {
  /** Where the file really is, all links followed. */
  path: string
  stat: PathStat
  header: Header
  content: Buffer
}

export interface TextFile {
  text: string
  encoding: TextEncodingName
  byteOrderMark: boolean
  /** ms since the epoch; give it back when writing. */
  modified: number
}

/** A small text file. Refused with `file-too-big`, `not-text`, `not-a-file`. */
export async function readTextFile(
  link: EngineLink,
  container: string,
  path: string,
  signal?: AbortSignal,
): Promise<TextFile> {
  await refuseOnWindows(link, container, 'files', signal)
  const found = await readFile(link, container, path, signal)
  if (!found) throw notFound(link, container, path)
  return { ...decodeText(found.content), modified: found.stat.modified }
}

/**
 * Replaces a small text file; mode and owner stay. Refused with `file-changed` when it is not as it was at `modified`;
 * null takes it as it is, and makes it when it is missing.
 */
export async function writeTextFile(
  link: EngineLink,
  container: string,
  path: string,
  file: { text: string; encoding: TextEncodingName; byteOrderMark: boolean; modified: number | null },
  signal?: AbortSignal,
): Promise<{ modified: number }> {
  await refuseOnWindows(link, container, 'files', signal)
  const content = encodeText(file)
  if (content.length > LARGEST + 3) throw tooBig(path)
  const found = await readFile(link, container, path, signal)
  if (file.modified !== null && found?.stat.modified !== file.modified) throw changed(path)
  const { folder, name } = splitPath(found?.path ?? path, link.facts().os)
  const archive = pack()
  archive.entry({ name, ...ownerOf(found?.header), mtime: nextTime(found), size: content.length }, content)
  archive.finalize()
  const deadline = startDeadline(signal, DEADLINE_MS)
  try {
    await putArchive(link, container, folder, Readable.from(archive), deadline.signal)
  } finally {
    deadline.done()
  }
  const stat = await statPath(link, container, found?.path ?? path, signal)
  return { modified: stat?.modified ?? 0 }
}

/** A tar header holds whole seconds: a later one than before tells each of our own versions from the last. */
function nextTime(found: Found | null): Date {
  const now = Math.floor(Date.now() / 1000)
  const before = found ? Math.floor(found.stat.modified / 1000) : 0
  return new Date(Math.max(now, before + 1) * 1000)
}

function ownerOf(header: Header | undefined): Partial<Header> {
  return header ? { mode: header.mode, uid: header.uid, gid: header.gid } : { mode: 0o644, uid: 0, gid: 0 }
}

/** The first file of an archive; more than LARGEST bytes of it are a lie of its size and end the reading. */
async function readFirst(stream: IncomingMessage): Promise<{ header: Header; content: Buffer }> {
  const archive = extract()
  const parts: Buffer[] = []
  let header: Header | null = null
  let size = 0
  archive.on('entry', (found, body, next) => {
    body.on('error', () => {})
    const wanted = header === null && found.type === 'file'
    if (wanted) header = found
    body.on('data', (data) => {
      const chunk = data as Buffer
      size += chunk.length
      if (size > LARGEST + BLOCK) archive.destroy(new Error('The archive is larger than announced.'))
      else if (wanted) parts.push(chunk)
    })
    body.on('end', () => next())
  })
  await feedTar(stream, archive)
  if (!header) throw new Error('The engine sent no file.')
  return { header, content: Buffer.concat(parts) }
}

/** The file at a path or where a link there leads; null when there is none. */
async function readFile(
  link: EngineLink,
  container: string,
  path: string,
  signal?: AbortSignal,
): Promise<Found | null> {
  let real = normalPath(path, link.facts().os)
  let stat = await statPath(link, container, real, signal)
  if (stat?.kind === 'link') {
    real = stat.linkTarget
    stat = await statPath(link, container, real, signal)
  }
  if (!stat) return null
  if (stat.kind !== 'file') {
    throw new SlipwayError({
      code: 'not-a-file',
      message: `${path} is not a file.`,
      remedy: 'Only files can be opened as text.',
    })
  }
  if (stat.size > LARGEST) throw tooBig(path)
  const deadline = startDeadline(signal, DEADLINE_MS)
  try {
    const archive = await getArchive(link, container, real, deadline.signal)
    const { header, content } = await readFirst(archive.stream)
    return { path: real, stat: archive.stat, header, content }
  } finally {
    deadline.done()
  }
}

function tooBig(path: string): SlipwayError {
  return new SlipwayError({
    code: 'file-too-big',
    message: `${path} is larger than 1 MB.`,
    cause: 'Slipway edits small text files only.',
    remedy: 'Download it, edit it on your computer and upload it again.',
  })
}

function changed(path: string): SlipwayError {
  return new SlipwayError({
    code: 'file-changed',
    message: `${path} was changed meanwhile.`,
    cause: 'Something wrote or removed the file after it was opened here.',
    remedy: 'Open it again and repeat your change, or write it in spite of that.',
    action: { kind: 'force' },
  })
}

function notFound(link: EngineLink, container: string, path: string): SlipwayError {
  const text = `Could not find the file ${path} in container ${container}`
  return new SlipwayError({
    ...fromTable('path-not-found', text, { machine: link.machine, container }),
    message: `The container has no ${path}.`,
  })
}
