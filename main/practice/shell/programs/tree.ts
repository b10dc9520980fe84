import type { Program } from '../program.ts'
import { baseName, isFolder, joinName, resolvePath, spelledPath } from '../windows-path.ts'

/** `tree [folder] [/f] [/a]` */
export const tree: Program = async ({ argv, io, world, folder, interrupt }) => {
  const options = new Set(
    argv
      .slice(1)
      .filter((it) => it.startsWith('/'))
      .map((it) => it.toLowerCase()),
  )
  const name = argv.slice(1).find((it) => !it.startsWith('/'))
  const start = resolvePath(folder, name ?? '.')
  const plain = options.has('/a')
  const [down, fork, last] = plain ? ['|   ', '+---', '\\---'] : ['│   ', '├───', '└───']
  await io.out.write('Folder PATH listing\r\nVolume serial number is 1CC3-7B0E\r\n')
  const shown = name === undefined ? `${start.slice(0, 2)}.` : spelledPath(world.files, start).toUpperCase()
  await io.out.write(`${shown}\r\n`)
  if (!isFolder(world.files, start)) {
    await io.err.write(`Invalid path - ${start.slice(2).toUpperCase()}\r\nNo subfolders exist \r\n\r\n`)
    return 1
  }
  let any = false
  const walk = async (path: string, indent: string): Promise<void> => {
    if (interrupt.aborted) return
    const all = world.files.list(path)
    const folders = all.filter((it) => it.kind === 'folder' && !it.hidden)
    if (options.has('/f')) {
      const files = all.filter((it) => it.kind === 'file')
      const lead = folders.length > 0 ? indent + down : `${indent}    `
      for (const it of files) await io.out.write(`${lead}${it.name}\r\n`)
      if (files.length > 0) await io.out.write(`${lead.trimEnd() === '' ? lead : lead}\r\n`)
    }
    for (const [at, it] of folders.entries()) {
      any = true
      const end = at === folders.length - 1
      await io.out.write(`${indent}${end ? last : fork}${baseName(joinName(path, it.name))}\r\n`)
      await walk(joinName(path, it.name), `${indent}${end ? '    ' : down}`)
    }
  }
  await walk(start, '')
  if (!any) await io.out.write('No subfolders exist \r\n\r\n')
  return 0
}
