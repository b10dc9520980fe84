import { type FileStat, type FileTree, FileTreeError } from './file-tree.ts'
import { joinPath, nameKey, splitPath } from './file-tree-path.ts'

/** A tree that shows in place of a folder, as a volume does in a container. */
export interface TreeMount {
  /** `C:\data`. */
  readonly path: string
  readonly tree: FileTree
  readonly readOnly?: boolean
}

/** One tree with others mounted in it; the folders of the mounts are made in it. */
export class MountedFileTree implements FileTree {
  readonly #tree: FileTree
  readonly #mounts: readonly { keys: string[]; mount: TreeMount }[]

  constructor(tree: FileTree, mounts: readonly TreeMount[]) {
    this.#tree = tree
    this.#mounts = mounts
      .map((mount) => ({ keys: splitPath(mount.path).map(nameKey), mount }))
      .sort((a, b) => b.keys.length - a.keys.length)
    for (const { mount } of this.#mounts) makeFolders(tree, splitPath(mount.path))
  }

  stat(path: string): FileStat | null {
    const at = this.#at(path)
    // A mount's root has no name of its own.
    return at.inner === 'C:\\' ? this.#tree.stat(path) : at.tree.stat(at.inner)
  }
  list(path: string): FileStat[] {
    const at = this.#at(path)
    return at.tree.list(at.inner)
  }
  read(path: string): Uint8Array {
    const at = this.#at(path)
    return at.tree.read(at.inner)
  }
  write(path: string, bytes: Uint8Array): void {
    const at = this.#forChange(path)
    at.tree.write(at.inner, bytes)
  }
  append(path: string, bytes: Uint8Array): void {
    const at = this.#forChange(path)
    at.tree.append(at.inner, bytes)
  }
  makeFolder(path: string): void {
    const at = this.#forChange(path)
    if (at.mount && at.inner === 'C:\\') throw new FileTreeError('exists', path)
    at.tree.makeFolder(at.inner)
  }
  remove(path: string, recursive?: boolean): void {
    const at = this.#forChange(path)
    if (this.#above(path)) throw new FileTreeError('denied', path)
    at.tree.remove(at.inner, recursive)
  }
  rename(from: string, to: string): void {
    const source = this.#forChange(from)
    const target = this.#forChange(to)
    // Across two volumes Windows cannot rename, it copies: left to the program.
    if (source.tree !== target.tree || this.#above(from)) throw new FileTreeError('denied', from)
    source.tree.rename(source.inner, target.inner)
  }

  #at(path: string): { tree: FileTree; inner: string; mount: TreeMount | null } {
    const names = splitPath(path)
    const found = this.#mounts.find(({ keys }) => keys.every((key, at) => nameKey(names[at] ?? '') === key))
    if (!found) return { tree: this.#tree, inner: joinPath(names), mount: null }
    return { tree: found.mount.tree, inner: joinPath(names.slice(found.keys.length)), mount: found.mount }
  }

  #forChange(path: string) {
    const at = this.#at(path)
    if (at.mount?.readOnly) throw new FileTreeError('denied', path)
    return at
  }

  /** True when a mount lies at the path or below it. */
  #above(path: string): boolean {
    const keys = splitPath(path).map(nameKey)
    return this.#mounts.some((one) => keys.every((key, at) => one.keys[at] === key))
  }
}

function makeFolders(tree: FileTree, names: readonly string[]): void {
  for (let length = 1; length <= names.length; length++) {
    const path = joinPath(names.slice(0, length))
    if (!tree.stat(path)) tree.makeFolder(path)
  }
}
