import { splitWords } from '../../command-line.ts'
import { baseName, hasWildcard, isFolder, joinName, parentOf, resolvePath, statPath } from '../../windows-path.ts'
import { matches } from '../matches.ts'
import type { Builtin, Call } from '../session.ts'

async function refuse({ io }: Call, text: string): Promise<number> {
  await io.err.write(`${text}\r\n`)
  return 1
}

/** `move from to`: files by name or pattern, or one folder. A file in the way is replaced, as with /Y. */
export const move: Builtin = async (call) => {
  const { session, tail, io } = call
  const { files } = session.world
  const words = splitWords(tail).filter((it) => !it.startsWith('/'))
  const [from, to = '.'] = words
  if (from === undefined || words.length > 2) return refuse(call, 'The syntax of the command is incorrect.')
  const path = resolvePath(session.folder, from)
  const into = resolvePath(session.folder, to)
  const found = matches(files, path)
  if (found.length === 0) {
    return refuse(
      call,
      isFolder(files, parentOf(path))
        ? 'The system cannot find the file specified.'
        : 'The system cannot find the path specified.',
    )
  }
  if (found.length > 1 && !isFolder(files, into)) return refuse(call, 'Cannot move multiple files to a single file.')
  const folders = found.filter((it) => it.kind === 'folder').length
  for (const file of found) {
    const origin = joinName(parentOf(path), file.name)
    const target = isFolder(files, into) ? joinName(into, file.name) : into
    if (hasWildcard(from)) await io.out.write(`${origin}\r\n`)
    const there = statPath(files, target)
    if (there?.kind === 'file' && target.toLowerCase() !== origin.toLowerCase()) files.remove(target)
    files.rename(origin, target)
  }
  await io.out.write(
    folders > 0
      ? `${String(folders).padStart(9)} dir(s) moved.\r\n`
      : `${String(found.length).padStart(9)} file(s) moved.\r\n`,
  )
  return 0
}

/** `ren from to`: the new name is a name, not a path. */
export const ren: Builtin = async (call) => {
  const { session, tail } = call
  const { files } = session.world
  const [from, to, more] = splitWords(tail)
  if (from === undefined || to === undefined || more !== undefined || /[\\/:]/.test(to)) {
    return refuse(call, 'The syntax of the command is incorrect.')
  }
  const path = resolvePath(session.folder, from)
  const found = matches(files, path)
  if (found.length === 0) return refuse(call, 'The system cannot find the file specified.')
  for (const file of found) {
    const target = joinName(parentOf(path), newName(file.name, to))
    if (statPath(files, target) && baseName(target).toLowerCase() !== file.name.toLowerCase()) {
      return refuse(call, 'A duplicate file name exists, or the file\r\ncannot be found.')
    }
    files.rename(joinName(parentOf(path), file.name), target)
  }
  return 0
}

/** `*` in the new name stands for that part of the old one. */
function newName(name: string, pattern: string): string {
  if (!hasWildcard(pattern)) return pattern
  const split = (text: string) => {
    const dot = text.lastIndexOf('.')
    return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)]
  }
  const [stem = '', extension = ''] = split(name)
  const [newStem = '', newExtension = ''] = split(pattern)
  const fill = (part: string, old: string) => part.replace('*', old).replaceAll('*', '').replaceAll('?', '')
  const tail = fill(newExtension, extension)
  return fill(newStem, stem) + (tail ? `.${tail}` : '')
}
