import type { FileStat, FileTree } from '../../engine/file-tree.ts'
import { baseName, hasWildcard, isFolder, parentOf, statPath, wildcard } from '../windows-path.ts'

/** What an absolute path, whose last name may hold wildcards, finds; empty when its folder is not there. */
export function matches(files: FileTree, path: string): FileStat[] {
  if (!hasWildcard(baseName(path))) {
    const found = statPath(files, path)
    return found ? [found] : []
  }
  const folder = parentOf(path)
  if (!isFolder(files, folder)) return []
  const test = wildcard(baseName(path))
  return files.list(folder).filter((it) => test(it.name))
}
