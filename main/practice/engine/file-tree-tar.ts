import type { Readable } from 'node:stream'
import { extract, type Pack } from 'tar-stream'
import type { FileTree } from './file-tree.ts'
import type { MemoryFileTree } from './file-tree-memory.ts'
import { EngineError } from './route.ts'

/** Adds a file or a folder with all below it to a tar archive; `name` is what it is called in there, with `/`. */
export async function packPath(pack: Pack, tree: FileTree, path: string, name: string): Promise<void> {
  const stat = tree.stat(path)
  if (!stat) throw new EngineError(404, `CreateFile ${path}: The system cannot find the file specified.`)
  const header = { name: stat.kind === 'folder' ? `${name}/` : name, mtime: new Date(stat.modifiedAt) }
  if (stat.kind === 'file') {
    await entry(pack, { ...header, type: 'file', mode: stat.readOnly ? 0o444 : 0o755 }, tree.read(path))
    return
  }
  await entry(pack, { ...header, type: 'directory', mode: 0o755 }, null)
  for (const child of tree.list(path)) {
    await packPath(pack, tree, `${path.replace(/\\$/, '')}\\${child.name}`, `${name}/${child.name}`)
  }
}

/** Adds one entry and waits until the archive's reader has taken it. */
export function entry(
  pack: Pack,
  header: { name: string; mtime: Date; type: 'file' | 'directory'; mode: number },
  bytes: Uint8Array | null,
): Promise<void> {
  return new Promise((done, fail) => {
    const ended = (error?: Error | null) => (error ? fail(error) : done())
    if (bytes) pack.entry(header, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), ended)
    else pack.entry(header, ended)
  })
}

/** One entry of an archive that was read whole. */
export interface TarEntry {
  /** With `/`, without a leading one, `.` and `..` resolved; never empty. */
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly bytes: Uint8Array
  readonly modifiedAt: number
}

/** How much an archive may hold: bytes of all its files, and entries. */
const archiveLimits = { bytes: 512 * 1024 * 1024, entries: 200_000 }

/**
 * Reads an archive whole. Links and devices are left out, as a Windows engine cannot make them for a container; a name
 * that leads out of the archive is refused.
 */
export async function readArchive(source: Readable, limits = archiveLimits): Promise<TarEntry[]> {
  const unpack = extract()
  source.on('error', (error) => unpack.destroy(error))
  source.on('close', () => {
    if (!source.readableEnded) unpack.destroy(new Error('unexpected EOF'))
  })
  source.pipe(unpack)
  const entries: TarEntry[] = []
  let total = 0
  // Kept until the archive's end: tar-stream never lets go of a loop that is left before it.
  let refused: unknown = null
  try {
    for await (const stream of unpack) {
      const { header } = stream
      const parts: Uint8Array[] = []
      let size = 0
      // A folder has no bytes; where a hostile header says so, tar-stream's stream of it would never end.
      const content = header.type === 'directory' ? [] : (stream as AsyncIterable<Uint8Array>)
      for await (const part of content) {
        total += part.length
        if (total > limits.bytes) refused ??= new EngineError(400, 'archive is larger than the practice engine takes')
        if (refused !== null) continue
        size += part.length
        parts.push(part)
      }
      if (entries.length >= limits.entries) refused ??= new EngineError(400, 'archive has too many entries')
      if (refused !== null || (header.type !== 'file' && header.type !== 'directory')) continue
      try {
        const name = safeName(header.name)
        if (name === '') continue
        const kind = header.type === 'file' ? 'file' : 'folder'
        entries.push({ name, kind, bytes: joined(parts, size), modifiedAt: header.mtime?.getTime() ?? 0 })
      } catch (error) {
        refused = error
      }
    }
  } catch (error) {
    source.unpipe(unpack)
    source.resume()
    if (error instanceof EngineError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      400,
      /unexpected e/i.test(why) ? 'unexpected EOF' : `archive/tar: invalid tar header (${why})`,
    )
  }
  if (refused !== null) throw refused
  return entries
}

function safeName(raw: string): string {
  const names: string[] = []
  for (const part of raw.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (names.length === 0) throw new EngineError(400, `invalid symlink or breakout: "${raw}"`)
      names.pop()
    } else names.push(part)
  }
  return names.join('/')
}

/** Puts entries below a folder, which is made when it is missing. */
export function putEntries(tree: MemoryFileTree, folder: string, entries: readonly TarEntry[]): void {
  tree.makeFolders(folder)
  const root = folder.replace(/[\\/]+$/, '')
  for (const { name, kind, bytes, modifiedAt } of entries) {
    const path = `${root}\\${name.replaceAll('/', '\\')}`
    if (kind === 'folder') tree.makeFolders(path, { modifiedAt })
    else {
      tree.makeFolders(path.slice(0, path.lastIndexOf('\\')))
      tree.put(path, bytes, { modifiedAt })
    }
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
