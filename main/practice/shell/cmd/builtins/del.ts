import { splitWords } from '../../command-line.ts'
import { hasWildcard, isFolder, joinName, parentOf, resolvePath } from '../../windows-path.ts'
import { matches } from '../matches.ts'
import type { Builtin } from '../session.ts'
import { agreed } from './folders.ts'

/** `del [/q] [/s] [/f]` of files by name or pattern; a folder means all files in it. */
export const del: Builtin = async (call) => {
  const { session, tail, io } = call
  const { files } = session.world
  const words = splitWords(tail)
  const options = new Set(words.filter((it) => it.startsWith('/')).map((it) => it.toLowerCase()))
  const names = words.filter((it) => !it.startsWith('/'))
  if (names.length === 0) {
    await io.err.write('The syntax of the command is incorrect.\r\n')
    return 1
  }
  for (const name of names) {
    const given = resolvePath(session.folder, name)
    const path = !hasWildcard(name) && isFolder(files, given) ? joinName(given, '*') : given
    if (!isFolder(files, parentOf(path))) {
      await io.err.write('The system cannot find the path specified.\r\n')
      return 1
    }
    const all = /\\(\*|\*\.\*)$/.test(path)
    if (all && !options.has('/q') && !(await agreed(call, `${path}, Are you sure (Y/N)? `))) continue
    const found = matches(files, path).filter((it) => it.kind === 'file')
    if (found.length === 0) await io.err.write(`Could Not Find ${path}\r\n`)
    for (const file of found) {
      const target = joinName(parentOf(path), file.name)
      if (file.readOnly && !options.has('/f')) await io.err.write(`${target}\r\nAccess is denied.\r\n`)
      else files.remove(target)
    }
  }
  return 0
}
