import type { HostFiles } from '../engine-host.ts'
import { treeChanges } from '../file-tree-changes.ts'
import { MemoryFileTree } from '../file-tree-memory.ts'
import { contentBytes, contentSize } from '../file-tree-node.ts'
import type { ContainerRecord } from './container-record.ts'

/** The largest file that goes back to the host, bytes: the practice machine keeps its files as text in one place. */
const LARGEST = 1024 * 1024

/**
 * Folders of the practice machine that containers have mounted. All who mount one share its files; what they change goes
 * back to the machine when a container ends, and what the machine changed meanwhile shows at the next start.
 */
export class HostFolders {
  readonly #files: HostFiles
  readonly #now: () => number
  readonly #open = new Map<string, { base: MemoryFileTree; tree: MemoryFileTree }>()

  constructor(files: HostFiles, now: () => number) {
    this.#files = files
    this.#now = now
  }

  tree(source: string): MemoryFileTree {
    const key = keyOf(source)
    const open = this.#open.get(key)
    if (open) return open.tree
    const base = new MemoryFileTree(this.#now)
    for (const [path, bytes] of this.#files.read(source)) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('\\')))
      if (parent !== '') base.makeFolders(`C:\\${parent}`)
      base.put(`C:\\${path}`, bytes)
    }
    base.freeze()
    const tree = base.fork(this.#now)
    this.#open.set(key, { base, tree })
    return tree
  }

  /** A container ended: what was written goes back, and folders that nobody has any more are forgotten. */
  settle({ mounts }: Pick<ContainerRecord, 'mounts'>, others: readonly Pick<ContainerRecord, 'mounts'>[]): void {
    const used = new Set(others.flatMap((other) => other.mounts).map(({ Source }) => keyOf(Source)))
    for (const { Type, Source } of mounts) {
      const key = keyOf(Source)
      const open = Type === 'bind' ? this.#open.get(key) : undefined
      if (!open) continue
      const changes = new Map<string, Uint8Array | null>()
      for (const { path, node } of treeChanges(open.base, open.tree)) {
        if (!node) changes.set(path.slice(3), null)
        else if (node.kind === 'file' && contentSize(node.content) <= LARGEST)
          changes.set(path.slice(3), contentBytes(node.content))
      }
      if (changes.size > 0) this.#files.write(Source, changes)
      if (!used.has(key)) this.#open.delete(key)
      else open.base = open.tree.fork(this.#now).freeze()
    }
  }
}

function keyOf(source: string): string {
  return source.toLowerCase().replace(/\\+$/, '')
}
