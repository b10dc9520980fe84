import { type FileStat, type FileTree, FileTreeError } from './file-tree.ts'
import {
  type Content,
  contentBytes,
  contentSize,
  emptyFolder,
  type FolderNode,
  type TreeNode,
} from './file-tree-node.ts'
import { joinPath, nameKey, splitPath } from './file-tree-path.ts'

/** The longest path that a tree takes, in names; keeps every walk's recursion shallow. */
const depthLimit = 128

/** How a file or folder is put in place, beside its bytes; times in milliseconds since the epoch. */
export interface PutOptions {
  modifiedAt?: number
  readOnly?: boolean
  hidden?: boolean
}

/**
 * A file tree in memory. `fork` costs nothing however large the tree is: both share their folders until one of them
 * writes, which copies only the folders along the path.
 */
export class MemoryFileTree implements FileTree {
  #owner: object = {}
  #root: FolderNode
  #frozen = false
  #version = 0
  readonly #now: () => number

  constructor(now: () => number = Date.now, root?: FolderNode) {
    this.#now = now
    this.#root = root ?? emptyFolder('', this.#owner, now())
  }

  /** The root folder as it is now; not to be changed by anyone but this tree. */
  get root(): FolderNode {
    return this.#root
  }

  /** Moves on with every change. */
  get version(): number {
    return this.#version
  }

  /** A tree that starts with this one's files and goes its own way. */
  fork(now: () => number = this.#now): MemoryFileTree {
    this.#owner = {}
    return new MemoryFileTree(now, this.#root)
  }

  /** From now on every change is refused: an image's files. */
  freeze(): this {
    this.#frozen = true
    return this
  }

  stat(path: string): FileStat | null {
    const node = this.#find(splitPath(path))
    return node ? statOf(node) : null
  }

  list(path: string): FileStat[] {
    const node = this.#find(splitPath(path))
    if (!node) throw new FileTreeError('path-not-found', path)
    if (node.kind === 'file') throw new FileTreeError('not-folder', path)
    return [...node.children.entries()]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, child]) => statOf(child))
  }

  read(path: string): Uint8Array {
    const names = splitPath(path)
    const node = this.#find(names)
    if (!node) throw new FileTreeError(this.#find(names.slice(0, -1)) ? 'not-found' : 'path-not-found', path)
    if (node.kind === 'folder') throw new FileTreeError('is-folder', path)
    return contentBytes(node.content)
  }

  write(path: string, bytes: Uint8Array): void {
    this.put(path, bytes.slice())
  }

  append(path: string, bytes: Uint8Array): void {
    const before = this.stat(path) ? this.read(path) : new Uint8Array()
    const whole = new Uint8Array(before.length + bytes.length)
    whole.set(before)
    whole.set(bytes, before.length)
    this.put(path, whole)
  }

  /** As `write`, with attributes, and content that may be hollow. The bytes belong to the tree from then on. */
  put(path: string, content: Content, options: PutOptions = {}): void {
    const { folder, name, key } = this.#place(path)
    const before = folder.children.get(key)
    if (before?.kind === 'folder') throw new FileTreeError('is-folder', path)
    if (before?.readOnly && options.readOnly === undefined) throw new FileTreeError('denied', path)
    const modifiedAt = options.modifiedAt ?? this.#now()
    folder.children.set(key, {
      kind: 'file',
      name: before?.name ?? name,
      content,
      modifiedAt,
      readOnly: options.readOnly ?? false,
      hidden: options.hidden ?? before?.hidden ?? false,
    })
    if (!before) folder.modifiedAt = modifiedAt
  }

  makeFolder(path: string): void {
    this.putFolder(path)
  }

  putFolder(path: string, options: PutOptions = {}): void {
    const { folder, name, key } = this.#place(path)
    if (folder.children.has(key)) throw new FileTreeError('exists', path)
    const modifiedAt = options.modifiedAt ?? this.#now()
    folder.children.set(key, emptyFolder(name, this.#owner, modifiedAt, options.hidden))
    folder.modifiedAt = modifiedAt
  }

  /** Makes a folder and those above it that are missing; nothing when it is there. */
  makeFolders(path: string, options: PutOptions = {}): void {
    const names = splitPath(path)
    for (let length = 1; length <= names.length; length++) {
      const node = this.#find(names.slice(0, length))
      if (node?.kind === 'file') throw new FileTreeError('not-folder', path)
      if (!node) this.putFolder(joinPath(names.slice(0, length)), options)
    }
  }

  /** `force`: a read-only one as well. */
  remove(path: string, recursive = false, force = false): void {
    const { folder, key } = this.#place(path)
    const node = folder.children.get(key)
    if (!node) throw new FileTreeError('not-found', path)
    if (node.kind === 'folder' && node.children.size > 0 && !recursive) throw new FileTreeError('not-empty', path)
    if (node.readOnly && !force) throw new FileTreeError('denied', path)
    folder.children.delete(key)
    folder.modifiedAt = this.#now()
  }

  rename(from: string, to: string): void {
    const fromNames = splitPath(from)
    const toNames = splitPath(to)
    const node = this.#find(fromNames)
    if (!node || fromNames.length === 0) throw new FileTreeError('not-found', from)
    const same = samePath(fromNames, toNames)
    if (!same && samePath(fromNames, toNames.slice(0, fromNames.length))) throw new FileTreeError('denied', to)
    if (node.kind === 'folder' && toNames.length + depthBelow(node) > depthLimit)
      throw new FileTreeError('invalid-name', to)
    const target = this.#place(to)
    if (!same && target.folder.children.has(target.key)) throw new FileTreeError('exists', to)
    const source = this.#place(from)
    source.folder.children.delete(source.key)
    // Copied: the name is a part of the node, which another tree may still show.
    this.#place(to).folder.children.set(target.key, { ...node, name: target.name })
    source.folder.modifiedAt = this.#now()
  }

  /** The folder that a path stands in, made this tree's own, and the name in it. */
  #place(path: string): { folder: FolderNode; name: string; key: string } {
    if (this.#frozen) throw new FileTreeError('denied', path)
    const names = splitPath(path)
    const name = names.at(-1)
    if (name === undefined) throw new FileTreeError('denied', path)
    if (names.length > depthLimit) throw new FileTreeError('invalid-name', path)
    const above = this.#find(names.slice(0, -1))
    if (above?.kind !== 'folder') throw new FileTreeError('path-not-found', path)
    this.#version += 1
    this.#root = this.#own(this.#root)
    let folder = this.#root
    for (const part of names.slice(0, -1)) {
      const key = nameKey(part)
      const child = folder.children.get(key)
      if (child?.kind !== 'folder') throw new FileTreeError('path-not-found', path)
      const own = this.#own(child)
      if (own !== child) folder.children.set(key, own)
      folder = own
    }
    return { folder, name, key: nameKey(name) }
  }

  #own(folder: FolderNode): FolderNode {
    if (folder.owner === this.#owner) return folder
    return { ...folder, owner: this.#owner, children: new Map(folder.children) }
  }

  #find(names: readonly string[]): TreeNode | null {
    let node: TreeNode = this.#root
    for (const name of names) {
      if (node.kind === 'file') return null
      const child: TreeNode | undefined = node.children.get(nameKey(name))
      if (!child) return null
      node = child
    }
    return node
  }
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => nameKey(name) === nameKey(b[at] ?? ''))
}

function depthBelow(folder: FolderNode): number {
  let deepest = 0
  for (const child of folder.children.values()) {
    if (child.kind === 'folder') deepest = Math.max(deepest, 1 + depthBelow(child))
    else deepest = Math.max(deepest, 1)
  }
  return deepest
}

function statOf(node: TreeNode): FileStat {
  return {
    name: node.name,
    kind: node.kind,
    size: node.kind === 'file' ? contentSize(node.content) : 0,
    modifiedAt: node.modifiedAt,
    readOnly: node.readOnly,
    hidden: node.hidden,
  }
}
