import { FileTreeError } from '../../engine/file-tree.ts'
import type { Sink } from '../stdio.ts'
import { resolvePath } from '../windows-path.ts'
import { PsError } from './errors.ts'
import type { PsSession } from './session.ts'

/** A file that output is led to, as UTF-16 with a mark, as 5.1 writes it. */
export function fileSink(
  session: PsSession,
  name: string,
  append: boolean,
  activity: string,
  implementation: string,
): Sink {
  const path = resolvePath(session.folder, name)
  const { files } = session.world
  return {
    async write(text) {
      try {
        const old = append && files.stat(path) ? files.read(path) : new Uint8Array([0xff, 0xfe])
        files.write(path, Buffer.concat([old, Buffer.from(text, 'utf16le')]))
      } catch (error) {
        if (!(error instanceof FileTreeError)) throw error
        throw new PsError({
          message:
            error.code === 'denied' || error.code === 'is-folder'
              ? `Access to the path '${path}' is denied.`
              : `Could not find a part of the path '${path}'.`,
          id: `FileOpenFailure,${implementation}`,
          category: `OpenError: (:) [${activity}], ${error.code === 'path-not-found' ? 'DirectoryNotFoundException' : 'UnauthorizedAccessException'}`,
          activity: activity.toLowerCase(),
        })
      }
    },
  }
}
