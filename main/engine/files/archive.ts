import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { callEngine, inPath, statusOf, streamEngine } from '../call.ts'
import { toTime } from '../container-inspect.ts'
import type { EngineLink } from '../link.ts'

/** What the engine says of a path in a container (header X-Docker-Container-Path-Stat). */
export interface PathStat {
  name: string
  /** Bytes. */
  size: number
  kind: 'file' | 'folder' | 'link' | 'other'
  /** ms since the epoch. */
  modified: number
  /** Where a link leads in the end, absolute; empty for others. */
  linkTarget: string
}

/** Bits of Go's io/fs.FileMode. */
const GO_DIRECTORY = 2 ** 31
const GO_LINK = 2 ** 27
/** Device, named pipe, socket, character device, irregular. */
const GO_OTHER = [2 ** 26, 2 ** 25, 2 ** 24, 2 ** 21, 2 ** 19]

/** The tar archive of a path; its stat comes with it. */
export async function getArchive(
  link: EngineLink,
  container: string,
  path: string,
  signal?: AbortSignal,
): Promise<{ stat: PathStat; stream: IncomingMessage }> {
  const stream = await streamEngine(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/archive`,
    query: { path },
    signal,
  })
  return { stat: readStat(stream), stream }
}

/** What a path is; null when there is nothing. */
export async function statPath(
  link: EngineLink,
  container: string,
  path: string,
  signal?: AbortSignal,
): Promise<PathStat | null> {
  try {
    const answer = await streamEngine(link, {
      method: 'HEAD',
      path: `/containers/${inPath(container)}/archive`,
      query: { path },
      signal,
    })
    answer.resume()
    return readStat(answer)
  } catch (error) {
    if (statusOf(error) === null) throw error
    // An answer to HEAD has no text: only GET says whether the path or the container is missing.
    return whyNoStat(link, container, path, signal)
  }
}

async function whyNoStat(
  link: EngineLink,
  container: string,
  path: string,
  signal?: AbortSignal,
): Promise<PathStat | null> {
  try {
    const { stat, stream } = await getArchive(link, container, path, signal)
    stream.destroy()
    return stat
  } catch (error) {
    if (statusOf(error) === 404 && error instanceof Error && !/No such container:/i.test(error.message)) return null
    throw error
  }
}

/** Unpacks a tar archive into a folder of a container; takes as long as the archive takes to come. */
export async function putArchive(
  link: EngineLink,
  container: string,
  folder: string,
  archive: Readable,
  signal?: AbortSignal,
): Promise<void> {
  await callEngine(link, {
    method: 'PUT',
    path: `/containers/${inPath(container)}/archive`,
    query: { path: folder, noOverwriteDirNonDir: true },
    headers: { 'Content-Type': 'application/x-tar' },
    file: archive,
    signal,
    deadline: null,
  })
}

function readStat(answer: IncomingMessage): PathStat {
  const header = answer.headers['x-docker-container-path-stat']
  if (typeof header !== 'string') throw new Error('The engine did not describe the path.')
  const stat: { name: string; size: number; mode: number; mtime: string; linkTarget?: string } = JSON.parse(
    Buffer.from(header, 'base64').toString('utf8'),
  )
  return {
    name: stat.name,
    size: stat.size,
    kind: kindOf(stat.mode),
    modified: toTime(stat.mtime) ?? 0,
    linkTarget: stat.linkTarget ?? '',
  }
}

function kindOf(mode: number): PathStat['kind'] {
  // The top bit makes JavaScript's bit operators answer negative numbers: arithmetic instead.
  const has = (bit: number) => Math.floor(mode / bit) % 2 === 1
  if (has(GO_DIRECTORY)) return 'folder'
  if (has(GO_LINK)) return 'link'
  return GO_OTHER.some(has) ? 'other' : 'file'
}
