import type { Running } from '../program.ts'
import type { Source } from '../stdio.ts'
import { decodeText } from '../text-file.ts'
import { resolvePath, statPath } from '../windows-path.ts'

/** The lines of a source, one by one, until its end or Ctrl-C. */
export async function* linesOf(source: Source, interrupt: AbortSignal): AsyncGenerator<string> {
  while (!interrupt.aborted) {
    const line = await source.readLine()
    if (line === null) return
    yield line
  }
}

/** A file's lines; null when there is no such file. */
export function fileLines({ world, folder }: Running, name: string): string[] | null {
  const path = resolvePath(folder, name)
  if (statPath(world.files, path)?.kind !== 'file') return null
  const text = decodeText(world.files.read(path))
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
