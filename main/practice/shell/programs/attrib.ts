import { matches } from '../cmd/matches.ts'
import type { Program } from '../program.ts'
import { joinName, parentOf, resolvePath, spelledPath } from '../windows-path.ts'

/** `attrib [files]`: shows attributes; it changes none, and says so. */
export const attrib: Program = async ({ argv, io, world, folder }) => {
  const words = argv.slice(1).filter((it) => !it.startsWith('/'))
  if (words.some((it) => /^[-+][rashoixpu]$/i.test(it))) {
    await io.err.write('attrib: changing attributes is not part of the practice host.\r\n')
    return 1
  }
  const name = words[0] ?? '*'
  const path = resolvePath(folder, name)
  const found = matches(world.files, path).filter((it) => it.kind === 'file' || !/[*?]/.test(name))
  if (found.length === 0) {
    await io.out.write(`File not found - ${name}\r\n`)
    return 0
  }
  for (const it of found) {
    const place = joinName(spelledPath(world.files, parentOf(path)), it.name)
    const marks = `${it.kind === 'file' ? 'A' : ' '}   ${it.hidden ? 'H' : ' '}${it.readOnly ? 'R' : ' '}`
    await io.out.write(`${marks.padEnd(21)}${place}\r\n`)
  }
  return 0
}
