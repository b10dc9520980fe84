/** Content that is not kept: a program of a base image, of which only the size is known. */
export type Content = Uint8Array | { readonly hollow: number }

interface FileNode {
  readonly kind: 'file'
  readonly name: string
  readonly content: Content
  readonly modifiedAt: number
  readonly readOnly: boolean
  readonly hidden: boolean
}

/** A folder may be changed in place only by the tree that owns it; every other tree copies it first. */
export interface FolderNode {
  readonly kind: 'folder'
  name: string
  modifiedAt: number
  readonly readOnly: boolean
  readonly hidden: boolean
  readonly owner: object
  /** By nameKey. */
  readonly children: Map<string, TreeNode>
}

export type TreeNode = FileNode | FolderNode

export function contentSize(content: Content): number {
  return content instanceof Uint8Array ? content.length : content.hollow
}

/** The bytes of a file; those of a hollow one are a program's first two letters and zeros. */
export function contentBytes(content: Content): Uint8Array {
  if (content instanceof Uint8Array) return content
  const bytes = new Uint8Array(content.hollow)
  if (bytes.length > 1) bytes.set([0x4d, 0x5a])
  return bytes
}

export function emptyFolder(name: string, owner: object, modifiedAt: number, hidden = false): FolderNode {
  return { kind: 'folder', name, modifiedAt, readOnly: false, hidden, owner, children: new Map() }
}
