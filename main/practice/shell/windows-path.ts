import type { FileStat, FileTree } from '../engine/file-tree.ts'

/** The absolute path that `text` means in `folder`; other drives stay as they are written. */
export function resolvePath(folder: string, text: string): string {
  const path = text.replaceAll('/', '\\')
  const drive = /^([a-z]):(.*)$/i.exec(path)
  const letter = (drive?.[1] ?? folder[0] ?? 'C').toUpperCase()
  const rest = drive?.[2] ?? path
  const here = letter === (folder[0] ?? 'C').toUpperCase() ? folder.slice(2) : '\\'
  const names: string[] = []
  for (const name of (rest.startsWith('\\') ? rest : `${here}\\${rest}`).split('\\')) {
    if (name === '' || name === '.') continue
    if (name === '..') names.pop()
    else names.push(name.replace(/[. ]+$/, '') || name)
  }
  return `${letter}:\\${names.join('\\')}`
}

/** The folder that a path stands in; the root is its own. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf('\\')
  return at <= 2 ? `${path.slice(0, 2)}\\` : path.slice(0, at)
}

/** The last name of a path; empty for the root. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1)
}

export function joinName(folder: string, name: string): string {
  return folder.endsWith('\\') ? folder + name : `${folder}\\${name}`
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text)
}

/**
 * A test of names for a pattern of `*` and `?`, without regard to case. Walks the pattern once with one point of return,
 * so that no pattern takes long.
 */
export function wildcard(pattern: string): (name: string) => boolean {
  const wanted = (pattern === '*.*' ? '*' : pattern).toUpperCase()
  return (name) => {
    const text = name.toUpperCase()
    let at = 0
    let p = 0
    let star = -1
    let resume = 0
    while (at < text.length) {
      if (wanted[p] === '*') {
        star = p++
        resume = at
      } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === text[at])) {
        p++
        at++
      } else if (star >= 0) {
        p = star + 1
        at = ++resume
      } else return false
    }
    while (wanted[p] === '*') p++
    return p === wanted.length
  }
}

/** What a path is, or null; a path that the tree refuses is nothing. */
export function statPath(files: FileTree, path: string): FileStat | null {
  try {
    return files.stat(path)
  } catch {
    return null
  }
}

export function isFolder(files: FileTree, path: string): boolean {
  return statPath(files, path)?.kind === 'folder'
}

/** A path with every name spelled as the tree has it. */
export function spelledPath(files: FileTree, path: string): string {
  const names = path.slice(3).split('\\').filter(Boolean)
  let done = path.slice(0, 3)
  for (const name of names) done = joinName(done, statPath(files, joinName(done, name))?.name ?? name)
  return done
}
