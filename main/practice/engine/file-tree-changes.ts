import { gunzipSync, gzipSync } from 'node:zlib'
import type { MemoryFileTree } from './file-tree-memory.ts'
import { type Content, contentSize, type FolderNode, type TreeNode } from './file-tree-node.ts'
import { joinPath } from './file-tree-path.ts'

/** What differs between two trees at one path. */
export interface TreeChange {
  /** `C:\dir\file`. */
  readonly path: string
  readonly kind: 'added' | 'changed' | 'deleted'
  /** What is there now; null when it was deleted. */
  readonly node: TreeNode | null
}

/**
 * What a tree changed since it was forked from `base`, parents before their children. Folders that both still share are
 * not looked into.
 */
export function treeChanges(base: MemoryFileTree, tree: MemoryFileTree): TreeChange[] {
  const changes: TreeChange[] = []
  compare(base.root, tree.root, [], changes)
  return changes
}

/** Bytes of the files that a tree has more than, or other than, its base. */
export function changedSize(base: MemoryFileTree, tree: MemoryFileTree): number {
  let size = 0
  for (const { node } of treeChanges(base, tree)) if (node?.kind === 'file') size += contentSize(node.content)
  return size
}

function compare(before: FolderNode, after: FolderNode, above: readonly string[], changes: TreeChange[]): void {
  if (before === after) return
  for (const [key, node] of before.children) {
    if (!after.children.has(key)) changes.push({ path: joinPath([...above, node.name]), kind: 'deleted', node: null })
  }
  for (const [key, node] of after.children) {
    const old = before.children.get(key)
    if (old === node) continue
    const names = [...above, node.name]
    const path = joinPath(names)
    if (!old) changes.push({ path, kind: 'added', node })
    else if (old.kind !== node.kind) changes.push({ path, kind: 'deleted', node: null }, { path, kind: 'added', node })
    else if (node.kind === 'file' || node.name !== old.name) changes.push({ path, kind: 'changed', node })
    if (node.kind === 'folder') {
      const at = changes.length
      const olds = old?.kind === 'folder' ? old : { ...node, children: new Map<string, TreeNode>() }
      compare(olds, node, names, changes)
      if (old?.kind === 'folder' && changes.length > at && changes[at - 1]?.path !== path) {
        changes.splice(at, 0, { path, kind: 'changed', node })
      }
    }
  }
}

type Written = {
  p: string
  k: 'f' | 'd' | 'x'
  m?: number
  r?: 1
  h?: 1
  /** Base64, or a hollow file's size. */
  c?: string | number
}

/** A tree as bytes: only what it has other than its base. */
export function packTree(base: MemoryFileTree, tree: MemoryFileTree): Uint8Array {
  const written = treeChanges(base, tree).map(({ path, node }): Written => {
    if (!node) return { p: path, k: 'x' }
    const common = {
      p: path,
      m: node.modifiedAt,
      ...(node.readOnly && { r: 1 as const }),
      ...(node.hidden && { h: 1 as const }),
    }
    return node.kind === 'folder' ? { ...common, k: 'd' } : { ...common, k: 'f', c: packContent(node.content) }
  })
  return gzipSync(JSON.stringify(written))
}

/** The tree that `packTree` made bytes of; `base` is to have the same files as then. */
export function unpackTree(base: MemoryFileTree, bytes: Uint8Array, now: () => number = Date.now): MemoryFileTree {
  const tree = base.fork(now)
  for (const { p, k, m, r, h, c } of JSON.parse(gunzipSync(bytes).toString('utf8')) as Written[]) {
    const options = { modifiedAt: m, readOnly: r === 1, hidden: h === 1 }
    if (k === 'x') tree.remove(p, true, true)
    else if (k === 'd') {
      if (!tree.stat(p)) tree.putFolder(p, options)
    } else tree.put(p, typeof c === 'number' ? { hollow: c } : new Uint8Array(Buffer.from(c ?? '', 'base64')), options)
  }
  return tree
}

function packContent(content: Content): string | number {
  return content instanceof Uint8Array ? Buffer.from(content).toString('base64') : content.hollow
}
