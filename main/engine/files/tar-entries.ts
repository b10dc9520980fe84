import type { Header } from 'tar-stream'
import type { FileEntry } from '../../../preload/contract/files.ts'

/** One entry of a folder's archive, with its place below that folder. */
export interface PlacedEntry {
  /** Segments of the folder that it lies in, relative to the archive's root; empty for direct children. */
  folder: string[]
  entry: FileEntry
}

/**
 * Places the entries of an archive of one folder. The engine names the root by its last segment (or `/`, `.`), and all
 * else below it. Entries whose names lead elsewhere are left out: an archive is made by whoever controls the container.
 */
export class EntryPlacer {
  readonly #withMode: boolean
  #root: string[] | null = null
  /** Sizes of files, for the hard links that name them later. */
  readonly #sizes = new Map<string, number>()

  constructor(withMode: boolean) {
    this.#withMode = withMode
  }

  /** Null for the root itself and for what does not belong. */
  place(header: Header): PlacedEntry | null {
    const segments = cleanSegments(header.name)
    if (this.#root === null) {
      this.#root = segments ?? []
      return null
    }
    if (!segments || !startsWith(segments, this.#root)) return null
    const below = segments.slice(this.#root.length)
    const name = below.at(-1)
    if (name === undefined) return null
    return { folder: below.slice(0, -1), entry: this.#toEntry(name, header, segments) }
  }

  #toEntry(name: string, header: Header, segments: string[]): FileEntry {
    let size = header.size
    if (header.type === 'link') size = this.#sizes.get(cleanSegments(header.linkname)?.join('/') ?? '') ?? 0
    else if (header.type === 'file') this.#sizes.set(segments.join('/'), size)
    return {
      name,
      kind: kindOf(header.type),
      size,
      modified: header.mtime.getTime(),
      mode: this.#withMode ? modeText(header.mode) : '',
      linkTarget: header.type === 'symlink' ? header.linkname : null,
    }
  }
}

/** Segments of a name; null when one of them leads upwards or hides a character that ends texts. */
function cleanSegments(name: string): string[] | null {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.')
  return segments.some((segment) => segment === '..' || segment.includes('\0')) ? null : segments
}

function startsWith(segments: string[], start: string[]): boolean {
  return start.every((segment, index) => segments[index] === segment)
}

function kindOf(type: Header['type']): FileEntry['kind'] {
  if (type === 'directory') return 'folder'
  if (type === 'symlink') return 'link'
  // A hard link is a file like its other names.
  return type === 'file' || type === 'link' || type === 'contiguous-file' ? 'file' : 'other'
}

/** e.g. `rwxr-sr-x`, as `ls -l` writes it. */
export function modeText(mode: number): string {
  const bits = [...'rwxrwxrwx'].map((letter, index) => (mode & (0o400 >> index) ? letter : '-'))
  const special = (bit: number, at: number, letter: string) => {
    if (mode & bit) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase()
  }
  special(0o4000, 2, 's')
  special(0o2000, 5, 's')
  special(0o1000, 8, 't')
  return bits.join('')
}
