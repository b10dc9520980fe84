import type { FileTree } from '../../file-tree.ts'
import type { MemoryFileTree } from '../../file-tree-memory.ts'
import type { TarEntry } from '../../file-tree-tar.ts'
import { EngineError } from '../../route.ts'
import { sha256 } from '../image-store.ts'

/** What COPY takes: path with `/` below the context, and its bytes; null for a folder. */
export interface Source {
  readonly path: string
  readonly bytes: Uint8Array | null
}

/** The sources of a build context. */
export function contextSources(entries: readonly TarEntry[]): Source[] {
  return entries.map((entry) => ({ path: entry.name, bytes: entry.kind === 'file' ? entry.bytes : null }))
}

/** The sources of an image's files below a path; made when they are asked for, an image holds many. */
export function treeSources(tree: FileTree, path: string): Source[] {
  const clean = path
    .replace(/^[a-zA-Z]:/, '')
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/g, '')
  const stat = clean === '' ? null : tree.stat(`C:\\${clean.replaceAll('/', '\\')}`)
  if (clean !== '' && !stat) return []
  if (stat?.kind === 'file') return [{ path: clean, bytes: tree.read(`C:\\${clean.replaceAll('/', '\\')}`) }]
  return [
    { path: clean, bytes: null },
    ...tree.list(`C:\\${clean.replaceAll('/', '\\')}`).flatMap((child) => treeSources(tree, `${clean}/${child.name}`)),
  ]
}

interface Copied {
  /** Files and folders with the paths that they are to have, `C:\…`. */
  readonly puts: readonly { path: string; bytes: Uint8Array | null }[]
  /** The destination as a folder. */
  readonly root: string
  /** `file:` or `dir:` with a digest, as the history writes it. */
  readonly label: string
}

/** Works out what a COPY or ADD puts where; throws an EngineError with the classic builder's text. */
export function copySources(
  name: string,
  sources: (pattern: string) => readonly Source[],
  patterns: readonly string[],
  destination: string,
  workingDir: string,
): Copied {
  const folderMeant = /[\\/]$/.test(destination)
  const absolute = /^(?:[a-zA-Z]:)?[\\/]/.test(destination)
  const target = (absolute ? destination : `${workingDir || 'C:\\'}\\${destination}`)
    .replace(/^[a-zA-Z]:/, '')
    .replaceAll('/', '\\')
    .replace(/^\\+/, '')
    .replace(/(\\\.)?\\*$/, '')
  const root = target === '' || target === '.' ? 'C:' : `C:\\${target}`
  const puts: { path: string; bytes: Uint8Array | null }[] = []
  let taken = 0
  let lastKind = 'file'
  for (const pattern of patterns) {
    if (/(^|[\\/])\.\.([\\/]|$)/.test(pattern)) {
      throw new EngineError(400, `${name} failed: forbidden path outside the build context: ${pattern} ()`)
    }
    const all = sources(pattern)
    const clean = pattern
      .replace(/^[a-zA-Z]:/, '')
      .replaceAll('\\', '/')
      .replace(/^(\.?\/)+/, '')
      .replace(/\/+$/, '')
    const tops = clean === '' || clean === '.' ? [''] : matching(all, clean)
    if (tops.length === 0) {
      throw new EngineError(
        400,
        `${name} failed: file not found in build context or excluded by .dockerignore: stat ${clean}: file does not exist`,
      )
    }
    for (const top of tops) {
      taken++
      const own = all.find((one) => one.path.toLowerCase() === top.toLowerCase())
      if (own?.bytes) {
        lastKind = 'file'
        const base = top.split('/').at(-1) ?? top
        puts.push({
          path: folderMeant || root === 'C:' || patterns.length > 1 || destination === '.' ? `${root}\\${base}` : root,
          bytes: own.bytes,
        })
        continue
      }
      lastKind = 'dir'
      puts.push({ path: root, bytes: null })
      const below = top === '' ? '' : `${top}/`
      for (const one of all) {
        if (
          one.path === '' ||
          !one.path.toLowerCase().startsWith(below.toLowerCase()) ||
          one.path.length === below.length
        )
          continue
        puts.push({ path: `${root}\\${one.path.slice(below.length).replaceAll('/', '\\')}`, bytes: one.bytes })
      }
    }
  }
  if (taken > 1 && !folderMeant && destination !== '.') {
    throw new EngineError(
      400,
      `When using ${name} with more than one source file, the destination must be a directory and end with a /`,
    )
  }
  const kind = taken > 1 ? 'multi' : lastKind
  const digest = sha256(puts.map((put) => `${put.path} ${put.bytes ? sha256(put.bytes) : ''}`).join('\n'))
  return { puts, root, label: `${kind}:${digest} in ${destination}` }
}

/** Puts what was worked out into a tree. Throws an EngineError for a name that Windows refuses. */
export function putSources(tree: MemoryFileTree, puts: Copied['puts']): void {
  for (const { path, bytes } of puts) {
    if (path === 'C:') continue
    const there = tree.stat(path)
    if (bytes === null) tree.makeFolders(path)
    else {
      const at = there?.kind === 'folder' ? `${path}\\${path.split('\\').at(-1)}` : path
      tree.makeFolders(at.slice(0, at.lastIndexOf('\\')) || 'C:\\')
      tree.put(at, bytes)
    }
  }
}

/** Paths that a pattern with `*` and `?` names, in Go's way: a star does not cross a slash. */
function matching(all: readonly Source[], pattern: string): string[] {
  const form = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
    'i',
  )
  const found = new Set<string>()
  const depth = pattern.split('/').length
  for (const { path } of all) {
    const top = path.split('/').slice(0, depth).join('/')
    if (form.test(top)) found.add(top)
  }
  return [...found]
}
