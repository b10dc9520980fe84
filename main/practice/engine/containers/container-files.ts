import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileTree } from '../file-tree.ts'
import { changedSize, packTree, treeChanges, unpackTree } from '../file-tree-changes.ts'
import { MemoryFileTree } from '../file-tree-memory.ts'
import { writeAtomic } from '../state-file.ts'
import type { ContainerFiles } from './parts.ts'

const KINDS = { changed: 0, added: 1, deleted: 2 } as const

/** A container's files over its image's, kept in `files` below `folder`: only what differs. */
export function containerFiles(parent: FileTree, folder: string, now: () => number): ContainerFiles {
  const base = parent instanceof MemoryFileTree ? parent : new MemoryFileTree(now)
  const path = join(folder, 'files')
  const tree = existsSync(path) ? read(base, path, now) : base.fork(now)
  // A tree that was read is as it was saved.
  let saved = tree.version
  // Looked up with every list that asks for sizes: counted again only when something was written.
  let counted = { version: -1, size: 0 }
  return {
    tree,
    size: () => {
      if (counted.version !== tree.version) counted = { version: tree.version, size: changedSize(base, tree) }
      return counted.size
    },
    changes: () => treeChanges(base, tree).map(({ path: at, kind }) => ({ path: at, kind: KINDS[kind] })),
    save: () => {
      if (saved === tree.version) return
      writeAtomic(path, packTree(base, tree))
      saved = tree.version
    },
  }
}

function read(base: MemoryFileTree, path: string, now: () => number): MemoryFileTree {
  try {
    return unpackTree(base, readFileSync(path), now)
  } catch {
    // A damaged file costs what was written in the container, not the container.
    return base.fork(now)
  }
}
