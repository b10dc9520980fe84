import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { pack } from 'tar-stream'
import type { FileStat, FileTree } from '../file-tree.ts'
import { FileTreeError } from '../file-tree.ts'
import { packPath, readArchive, type TarEntry } from '../file-tree-tar.ts'
import { type EngineAnswer, EngineError, type EngineRequest, type Route } from '../route.ts'
import { engineMajor } from '../server/api-range.ts'
import { flag } from '../server/query.ts'
import { goTime } from './container-record.ts'
import type { ContainerServices } from './services.ts'
import { mountedFiles } from './world.ts'

/** HEAD, GET and PUT /containers/{id}/archive: what `docker cp` is made of. */
export function archiveRoutes({ store, context, parts }: ContainerServices): Route[] {
  const path = '/containers/{id}/archive'
  const at = (request: EngineRequest) => {
    const container = store.find(request.params.id ?? '')
    const asked = request.query.get('path') ?? ''
    if (asked === '') throw new EngineError(400, "Bad parameter 'path': can't be empty")
    if (container.running && container.record.isolation === 'hyperv') {
      const first = engineMajor(context.settings.version) >= 23 ? 'f' : 'F'
      throw new EngineError(500, `${first}ilesystem operations against a running Hyper-V container are not supported`)
    }
    return {
      container,
      called: request.params.id ?? '',
      asked,
      tree: mountedFiles(container, parts),
      place: windowsPath(asked),
    }
  }
  const stat = ({ called, asked, tree, place }: ReturnType<typeof at>) => {
    const found = look(tree, place)
    if (!found) throw new EngineError(404, `Could not find the file ${asked} in container ${called}`)
    // By the name that was asked for: the client looks for it in the archive again.
    return { ...found, name: place.split('\\').at(-1) ?? '' }
  }
  return [
    {
      method: 'HEAD',
      path,
      async handle(request, answer) {
        head(answer, stat(at(request))).end()
      },
    },
    {
      method: 'GET',
      path,
      async handle(request, answer) {
        const where = at(request)
        const found = stat(where)
        const archive = pack()
        const name = found.name || '/'
        const packed = packPath(archive, where.tree, where.place, name === '/' ? '.' : name).then(
          () => archive.finalize(),
          (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
        )
        const body = head(answer, found)
        for await (const part of archive) {
          if (request.signal.aborted) break
          await body.write(part as Uint8Array)
        }
        await packed
        body.end()
        context.tell('container', 'archive-path', where.container.id, where.container.attributes())
      },
    },
    {
      method: 'PUT',
      path,
      async handle(request, answer) {
        const where = at(request)
        const found = stat(where)
        if (found.kind !== 'folder') throw new EngineError(400, 'extraction point is not a directory')
        if (context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
        const entries = await readArchive(await plain(request.stream))
        put(where.tree, where.place, entries, flag(request.query, 'noOverwriteDirNonDir'))
        where.container.save()
        context.tell('container', 'extract-to-dir', where.container.id, where.container.attributes())
        answer.empty(200)
      },
    },
  ]
}

/** `/dir/file`, `dir\file` or `C:/dir` as `C:\dir\file`; throws an EngineError 400 for another drive. */
function windowsPath(asked: string): string {
  const slashes = asked.replaceAll('/', '\\')
  const drive = /^([a-zA-Z]):/.exec(slashes)?.[1]
  if (drive !== undefined && drive.toLowerCase() !== 'c') {
    throw new EngineError(400, `The specified path is not on the system drive (C:)`)
  }
  const names: string[] = []
  for (const name of slashes.replace(/^[a-zA-Z]:/, '').split('\\')) {
    if (name === '' || name === '.') continue
    if (name === '..') names.pop()
    else names.push(name)
  }
  return `C:\\${names.join('\\')}`
}

function look(tree: FileTree, place: string): FileStat | null {
  try {
    return tree.stat(place)
  } catch (error) {
    if (error instanceof FileTreeError) return null
    throw error
  }
}

/** Go's bit for a folder in a file mode. */
const FOLDER_MODE = 0x80000000

function head(answer: EngineAnswer, { name, kind, size, modifiedAt }: FileStat): ReturnType<EngineAnswer['stream']> {
  const mode = kind === 'folder' ? FOLDER_MODE + 0o777 : 0o666
  const stat = JSON.stringify({ name: name || '\\', size, mode, mtime: goTime(modifiedAt), linkTarget: '' })
  return answer.stream(200, {
    'Content-Type': 'application/x-tar',
    'X-Docker-Container-Path-Stat': Buffer.from(stat).toString('base64'),
  })
}

/** An archive may come compressed. */
async function plain(stream: Readable): Promise<Readable> {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await iterator.next()
  const all = Readable.from(
    (async function* () {
      if (!first.done) yield first.value
      for (;;) {
        const next = await iterator.next()
        if (next.done) return
        yield next.value
      }
    })(),
  )
  const zipped = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b
  if (!zipped) return all
  const unzip = createGunzip()
  all.on('error', (error) => unzip.destroy(error))
  return all.pipe(unzip)
}

function put(tree: FileTree, folder: string, entries: readonly TarEntry[], keepKinds: boolean): void {
  const below = (name: string) => `${folder.replace(/\\$/, '')}\\${name.replaceAll('/', '\\')}`
  try {
    for (const { name, kind, bytes } of entries) {
      const parts = name.split('/')
      for (let count = 1; count < parts.length; count += 1) makeFolder(tree, below(parts.slice(0, count).join('/')))
      const path = below(name)
      const there = tree.stat(path)
      if (keepKinds && there && there.kind !== kind) {
        throw new EngineError(
          400,
          `cannot overwrite ${there.kind === 'folder' ? 'directory' : 'non-directory'} "${path}" with ${kind === 'folder' ? 'directory' : 'non-directory'} "${name}"`,
        )
      }
      if (there && there.kind !== kind) tree.remove(path, true)
      if (kind === 'folder') makeFolder(tree, path)
      else tree.write(path, bytes)
    }
  } catch (error) {
    if (!(error instanceof FileTreeError)) throw error
    throw new EngineError(error.code === 'denied' ? 403 : 400, error.message)
  }
}

function makeFolder(tree: FileTree, path: string): void {
  if (tree.stat(path)?.kind !== 'folder') tree.makeFolder(path)
}
