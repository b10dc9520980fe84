import { dateTime } from '../dates.ts'
import { baseName, parentOf, resolvePath, spelledPath, statPath } from '../windows-path.ts'
import type { CmdSession } from './session.ts'

/** What `%~dpnx…` makes of a file's name: `f` the whole path, `d` drive, `p` folder, `n` name, `x` extension, `a` attributes, `t` time, `z` size. */
export function pathParts(session: CmdSession, name: string, parts: string): string {
  const { files } = session.world
  const path = spelledPath(files, resolvePath(session.folder, name.replaceAll('"', '')))
  const stat = statPath(files, path)
  const wanted = parts.toLowerCase()
  const file = baseName(path)
  const dot = file.lastIndexOf('.')
  const parent = parentOf(path).slice(2)
  const words: string[] = []
  if (wanted.includes('a')) {
    words.push(
      stat
        ? `${stat.kind === 'folder' ? 'd' : '-'}${stat.readOnly ? 'r' : '-'}${stat.kind === 'folder' ? '-' : 'a'}${stat.hidden ? 'h' : '-'}-----`
        : '',
    )
  }
  if (wanted.includes('t')) words.push(stat ? dateTime(stat.modifiedAt).replace('  ', ' ') : '')
  if (wanted.includes('z')) words.push(stat ? String(stat.size) : '')
  const whole = wanted.includes('f') || wanted === 's'
  const text =
    (whole || wanted.includes('d') ? path.slice(0, 2) : '') +
    (whole || wanted.includes('p') ? (parent.endsWith('\\') ? parent : `${parent}\\`) : '') +
    (whole || wanted.includes('n') ? (dot > 0 ? file.slice(0, dot) : file) : '') +
    (whole || wanted.includes('x') ? (dot > 0 ? file.slice(dot) : '') : '')
  if (text !== '') words.push(text)
  return words.filter(Boolean).join(' ')
}
