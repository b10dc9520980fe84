import { splitWords } from '../../command-line.ts'
import { baseName, hasWildcard, isFolder, joinName, parentOf, resolvePath, statPath } from '../../windows-path.ts'
import { matches } from '../matches.ts'
import type { Builtin, Call } from '../session.ts'

/** `copy from[+from…] [to]`; `copy con file` is not offered. */
export const copy: Builtin = async (call) => {
  const { session, tail, io } = call
  const { files } = session.world
  const words = splitWords(tail.replace(/\s*\+\s*/g, '+')).filter((it) => !it.startsWith('/'))
  const [from, to = '.'] = words
  if (from === undefined || words.length > 2) return refuse(call, 'The syntax of the command is incorrect.')
  const sources = from.split('+')
  const into = resolvePath(session.folder, to)
  const folder = isFolder(files, into)
  if (!folder && !isFolder(files, parentOf(into)))
    return refuse(call, `The system cannot find the path specified.\r\n${count(0)}`)
  const joined = sources.length > 1
  let copied = 0
  const parts: Uint8Array[] = []
  for (const source of sources) {
    const path = resolvePath(session.folder, source)
    const pattern = isFolder(files, path) ? joinName(path, '*') : path
    const found = matches(files, pattern).filter((it) => it.kind === 'file')
    if (found.length === 0) {
      const text = isFolder(files, parentOf(pattern))
        ? 'The system cannot find the file specified.'
        : 'The system cannot find the path specified.'
      return refuse(call, `${text}\r\n${count(copied)}`)
    }
    for (const file of found) {
      const origin = joinName(parentOf(pattern), file.name)
      const many = hasWildcard(pattern)
      if (many || joined) await io.out.write(`${prefixOf(source)}${file.name}\r\n`)
      const bytes = files.read(origin)
      if (joined) {
        parts.push(bytes)
        continue
      }
      const target = folder ? joinName(into, file.name) : into
      if (target.toLowerCase() === origin.toLowerCase()) {
        return refuse(call, `The file cannot be copied onto itself.\r\n${count(0)}`)
      }
      if (many && !folder && copied > 0) files.append(target, bytes)
      else files.write(target, bytes)
      copied++
    }
  }
  if (joined) {
    const target =
      words.length > 1
        ? folder
          ? joinName(into, baseName(sources[0] ?? ''))
          : into
        : resolvePath(session.folder, sources[0] ?? '')
    files.write(target, Buffer.concat(parts))
    copied = 1
  }
  if (statPath(files, into) === null && copied > 0 && !folder) return refuse(call, 'Access is denied.')
  await io.out.write(`${count(copied)}\r\n`)
  return 0
}

function prefixOf(source: string): string {
  return source.slice(0, source.replaceAll('/', '\\').lastIndexOf('\\') + 1)
}

function count(files: number): string {
  return `${String(files).padStart(9)} file(s) copied.`
}

async function refuse({ io }: Call, text: string): Promise<number> {
  await io.err.write(`${text}\r\n`)
  return 1
}
