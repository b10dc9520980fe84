/** What a path is; sizes in bytes, times in milliseconds since the epoch. */
export interface FileStat {
  /** The name as it was written when it was made; lookups ignore the case. */
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly size: number
  readonly modifiedAt: number
  readonly readOnly: boolean
  readonly hidden: boolean
}

/**
 * The files of one container or image on drive C, by absolute Windows paths (`C:\dir\file`, without regard to case).
 * Copy-on-write over a parent. Failures throw a FileTreeError.
 */
export interface FileTree {
  stat(path: string): FileStat | null
  /** Sorted by name without regard to case. */
  list(path: string): FileStat[]
  read(path: string): Uint8Array
  /** Makes or replaces a file; its folder must be there. */
  write(path: string, bytes: Uint8Array): void
  append(path: string, bytes: Uint8Array): void
  makeFolder(path: string): void
  /** A folder only when it is empty, unless `recursive`. */
  remove(path: string, recursive?: boolean): void
  rename(from: string, to: string): void
}

export class FileTreeError extends Error {
  readonly code:
    | 'not-found'
    | 'path-not-found'
    | 'exists'
    | 'not-empty'
    | 'denied'
    | 'invalid-name'
    | 'is-folder'
    | 'not-folder'
  constructor(code: FileTreeError['code'], path: string) {
    super(`${code}: ${path}`)
    this.code = code
  }
}
