import { FileTreeError } from '../../../engine/file-tree.ts'
import { splitWords } from '../../command-line.ts'
import { isFolder, joinName, parentOf, resolvePath, spelledPath, statPath } from '../../windows-path.ts'
import type { Builtin, Call } from '../session.ts'

async function refuse({ io }: Call, text: string): Promise<number> {
  await io.err.write(`${text}\r\n`)
  return 1
}

const noPath = 'The system cannot find the path specified.'
const badSyntax = 'The syntax of the command is incorrect.'

/** `cd`: the rest of the line is the path, quotes or not. */
export const cd: Builtin = async (call) => {
  const { session, tail, io } = call
  const text = tail
    .replace(/^\s*\/d(?=\s)/i, '')
    .trim()
    .replaceAll('"', '')
  if (text === '') {
    await io.out.write(`${session.folder}\r\n`)
    return 0
  }
  if (/^[a-z]:$/i.test(text)) {
    if (text[0]?.toUpperCase() !== 'C') return refuse(call, 'The system cannot find the drive specified.')
    await io.out.write(`${session.folder}\r\n`)
    return 0
  }
  const path = resolvePath(session.folder, text)
  if (/[<>|?*]/.test(text)) return refuse(call, 'The filename, directory name, or volume label syntax is incorrect.')
  const found = statPath(session.world.files, path)
  if (!found) return refuse(call, noPath)
  if (found.kind !== 'folder') return refuse(call, 'The directory name is invalid.')
  session.folder = spelledPath(session.world.files, path)
  return 0
}

export const pushd: Builtin = async (call) => {
  const { session, tail, io } = call
  const text = tail.trim().replaceAll('"', '')
  if (text === '') {
    await io.out.write(
      [...session.folders]
        .reverse()
        .map((it) => `${it}\r\n`)
        .join(''),
    )
    return 0
  }
  const path = resolvePath(session.folder, text)
  if (!isFolder(session.world.files, path)) return refuse(call, noPath)
  session.folders.push(session.folder)
  session.folder = spelledPath(session.world.files, path)
  return 0
}

export const popd: Builtin = async ({ session }) => {
  const folder = session.folders.pop()
  if (folder === undefined) return 1
  if (isFolder(session.world.files, folder)) session.folder = folder
  return 0
}

/** `mkdir`: makes the folders above as well. */
export const mkdir: Builtin = async (call) => {
  const { session, tail, io } = call
  const { files } = session.world
  const names = splitWords(tail)
  if (names.length === 0) return refuse(call, badSyntax)
  let code = 0
  for (const name of names) {
    const path = resolvePath(session.folder, name)
    if (statPath(files, path)) {
      await io.err.write(`A subdirectory or file ${name} already exists.\r\n`)
      code = 1
      continue
    }
    let at = path.slice(0, 3)
    for (const part of path.slice(3).split('\\')) {
      at = joinName(at, part)
      const found = statPath(files, at)
      if (found?.kind === 'file') return refuse(call, noPath)
      if (!found) files.makeFolder(at)
    }
  }
  return code
}

/** `rmdir [/s] [/q]`. */
export const rmdir: Builtin = async (call) => {
  const { session, tail, io } = call
  const words = splitWords(tail)
  const has = (option: string) => words.some((it) => it.toLowerCase() === option)
  const names = words.filter((it) => !it.startsWith('/'))
  if (names.length === 0) return refuse(call, badSyntax)
  const { files } = session.world
  let code = 0
  for (const name of names) {
    const path = resolvePath(session.folder, name)
    const found = statPath(files, path)
    let text: string | null = null
    if (!found) text = isFolder(files, parentOf(path)) ? 'The system cannot find the file specified.' : noPath
    else if (found.kind === 'file') text = 'The directory name is invalid.'
    else if (`${session.folder}\\`.toLowerCase().startsWith(`${path}\\`.toLowerCase())) {
      text = 'The process cannot access the file because it is being used by another process.'
    } else if (has('/s') && !has('/q') && !(await agreed(call, `${name}, Are you sure (Y/N)? `))) continue
    try {
      if (!text) files.remove(path, has('/s'))
    } catch (error) {
      if (!(error instanceof FileTreeError)) throw error
      text = error.code === 'not-empty' ? 'The directory is not empty.' : 'Access is denied.'
    }
    if (text === null) continue
    await io.err.write(`${text}\r\n`)
    code = 1
  }
  return code
}

/** Asks for yes or no until one is given; the end of input is a no. */
export async function agreed({ io, interrupt }: Call, question: string): Promise<boolean> {
  while (!interrupt.aborted) {
    await io.out.write(question)
    const answer = await io.input.readLine()
    if (answer === null) return false
    if (/^\s*y/i.test(answer)) return true
    if (/^\s*n/i.test(answer)) return false
  }
  return false
}
