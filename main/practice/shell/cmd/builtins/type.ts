import { splitWords } from '../../command-line.ts'
import { decodeText } from '../../text-file.ts'
import { hasWildcard, isFolder, parentOf, resolvePath, statPath } from '../../windows-path.ts'
import { matches } from '../matches.ts'
import type { Builtin } from '../session.ts'

/** Text is written in pieces, so that a reader can hold a large file back. */
const pieceSize = 16_384

/** `type`: several files are shown with their names above. */
export const type: Builtin = async ({ session, tail, io, interrupt }) => {
  const names = splitWords(tail)
  if (names.length === 0) {
    await io.err.write('The syntax of the command is incorrect.\r\n')
    return 1
  }
  const { files } = session.world
  let code = 0
  for (const name of names) {
    if (/^nul:?$/i.test(name)) continue
    const path = resolvePath(session.folder, name)
    const found = hasWildcard(name) ? matches(files, path).filter((it) => it.kind === 'file') : [statPath(files, path)]
    for (const file of found) {
      const whole = file && hasWildcard(name) ? `${parentOf(path).replace(/\\$/, '')}\\${file.name}` : path
      if (file?.kind !== 'file') {
        const text = file
          ? 'Access is denied.'
          : isFolder(files, parentOf(path))
            ? 'The system cannot find the file specified.'
            : 'The system cannot find the path specified.'
        await io.err.write(`${text}\r\n`)
        code = 1
        continue
      }
      if (names.length > 1 || hasWildcard(name))
        await io.err.write(`\r\n${hasWildcard(name) ? file.name : name}\r\n\r\n\r\n`)
      const text = decodeText(files.read(whole))
      const shown = session.terminal ? text.replace(/\r?\n/g, '\r\n') : text
      for (let at = 0; at < shown.length && !interrupt.aborted; at += pieceSize) {
        await io.out.write(shown.slice(at, at + pieceSize))
      }
    }
    if (found.length === 0) {
      await io.err.write('The system cannot find the file specified.\r\n')
      code = 1
    }
  }
  return code
}
