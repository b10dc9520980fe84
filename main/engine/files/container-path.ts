import type { EngineFacts } from '../../../preload/contract/machines.ts'

type Os = EngineFacts['os']

/** Folder and name of an absolute path inside a container; a root has an empty name. */
export function splitPath(path: string, os: Os): { folder: string; name: string } {
  const plain = normalPath(path, os)
  const separator = os === 'windows' ? '\\' : '/'
  const at = plain.lastIndexOf(separator)
  const name = plain.slice(at + 1)
  const folder = plain.slice(0, at)
  return { folder: isRootStart(folder, os) ? folder + separator : folder, name }
}

/** A path below a folder. */
export function joinPath(folder: string, name: string, os: Os): string {
  const separator = os === 'windows' ? '\\' : '/'
  const plain = normalPath(folder, os)
  return plain.endsWith(separator) ? plain + name : plain + separator + name
}

/**
 * Absolute, with the system's own separators, without `.`, `..`, doubled and trailing separators. On Windows a path
 * without drive is taken for one on C:, as the engine does.
 */
export function normalPath(path: string, os: Os): string {
  if (os === 'linux') return `/${segmentsOf(path.split('/')).join('/')}`
  const drive = /^[a-z]:/i.exec(path)?.[0].toUpperCase() ?? 'C:'
  const rest = /^[a-z]:/i.test(path) ? path.slice(2) : path
  return `${drive}\\${segmentsOf(rest.split(/[\\/]/)).join('\\')}`
}

function segmentsOf(parts: string[]): string[] {
  const segments: string[] = []
  for (const part of parts) {
    if (part === '' || part === '.') continue
    if (part === '..') segments.pop()
    else segments.push(part)
  }
  return segments
}

function isRootStart(folder: string, os: Os): boolean {
  return os === 'windows' ? /^[A-Z]:$/.test(folder) : folder === ''
}
