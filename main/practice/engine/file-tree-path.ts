import { FileTreeError } from './file-tree.ts'

/** Win32's limit of one name, in UTF-16 units. */
const nameLimit = 255
const reserved = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?$/i
// Control characters among them: Win32 refuses exactly these.
const forbidden = /[\u0000-\u001f<>:"|?*]/

/**
 * The names of a path below the root of drive C, as Win32 reads them: `/` is `\`, `.` and `..` are resolved and stop at
 * the root, spaces and dots at a name's end fall away. Throws a FileTreeError for another drive, a share, or a name that
 * Windows refuses.
 */
export function splitPath(path: string): string[] {
  const slashed = path.replaceAll('/', '\\')
  const rest = withoutDrive(slashed, path)
  const names: string[] = []
  for (const part of rest.split('\\')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      names.pop()
      continue
    }
    const name = part.replace(/[. ]+$/, '')
    if (name === '' || name.length > nameLimit || forbidden.test(name) || reserved.test(name)) {
      throw new FileTreeError('invalid-name', path)
    }
    names.push(name)
  }
  return names
}

function withoutDrive(slashed: string, path: string): string {
  const long = /^\\\\[?.]\\([a-z]:.*)$/i.exec(slashed)?.[1] ?? slashed
  const drive = /^([a-z]):(.*)$/i.exec(long)
  if (drive) {
    if (drive[1]?.toLowerCase() !== 'c') throw new FileTreeError('path-not-found', path)
    return drive[2] ?? ''
  }
  if (long.startsWith('\\\\')) throw new FileTreeError('path-not-found', path)
  return long
}

/** `C:\dir\file` of the names below the root. */
export function joinPath(names: readonly string[]): string {
  return `C:\\${names.join('\\')}`
}

/** What two names are compared by: Windows looks names up without regard to case. */
export function nameKey(name: string): string {
  return name.toUpperCase()
}
