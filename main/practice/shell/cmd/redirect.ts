import { FileTreeError } from '../../engine/file-tree.ts'
import { emptySource, nullSink, type Sink, type Stdio, sourceOf } from '../stdio.ts'
import { decodeText } from '../text-file.ts'
import { isFolder, resolvePath, statPath } from '../windows-path.ts'
import type { Redirection } from './parse.ts'
import type { CmdSession } from './session.ts'

/** Runs something with its streams led where a command's redirections say. */
export async function redirected(
  session: CmdSession,
  list: readonly Redirection[],
  io: Stdio,
  run: (io: Stdio) => Promise<number>,
) {
  let inner: Stdio = io
  for (const { fd, mode, target } of list) {
    try {
      if (mode === 'duplicate') {
        const sink = target === '2' ? inner.err : inner.out
        inner = fd === 2 ? { ...inner, err: sink } : { ...inner, out: sink }
      } else if (mode === 'read') {
        const bytes = /^nul:?$/i.test(target) ? null : session.world.files.read(resolvePath(session.folder, target))
        inner = { ...inner, input: bytes ? sourceOf(decodeText(bytes)) : emptySource }
      } else {
        const sink = openSink(session, target, mode === 'append')
        inner = fd === 2 ? { ...inner, err: sink } : { ...inner, out: sink }
      }
    } catch (error) {
      if (!(error instanceof FileTreeError)) throw error
      session.errorLevel = 1
      await io.err.write(`${fileErrorText(error)}\r\n`)
      return 1
    }
  }
  return run(inner)
}

function openSink(session: CmdSession, target: string, append: boolean): Sink {
  if (/^(nul|con):?$/i.test(target)) return nullSink
  const path = resolvePath(session.folder, target)
  const { files } = session.world
  if (isFolder(files, path)) throw new FileTreeError('denied', path)
  if (!append || !statPath(files, path)) files.write(path, new Uint8Array())
  return {
    async write(text) {
      files.append(path, new TextEncoder().encode(text))
    },
  }
}

/** What cmd prints for a failure of the file system. */
export function fileErrorText(error: FileTreeError): string {
  switch (error.code) {
    case 'not-found':
      return 'The system cannot find the file specified.'
    case 'path-not-found':
    case 'not-folder':
      return 'The system cannot find the path specified.'
    case 'invalid-name':
      return 'The filename, directory name, or volume label syntax is incorrect.'
    case 'exists':
      return 'A duplicate file name exists, or the file\r\ncannot be found.'
    case 'not-empty':
      return 'The directory is not empty.'
    default:
      return 'Access is denied.'
  }
}
