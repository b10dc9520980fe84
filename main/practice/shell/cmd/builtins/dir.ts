import type { FileStat } from '../../../engine/file-tree.ts'
import { splitWords } from '../../command-line.ts'
import { dateTime } from '../../dates.ts'
import {
  baseName,
  hasWildcard,
  isFolder,
  joinName,
  parentOf,
  resolvePath,
  spelledPath,
  statPath,
  wildcard,
} from '../../windows-path.ts'
import type { Builtin, Call } from '../session.ts'
import { volumeHeader } from './shell.ts'

/** Free bytes of a fresh container's 20 GB scratch space. */
const freeBytes = 21_299_372_032

interface Options {
  bare: boolean
  wide: boolean
  deep: boolean
  hidden: boolean | null
  folders: boolean | null
  order: string
}

function readOptions(words: readonly string[]): Options | string {
  const options: Options = { bare: false, wide: false, deep: false, hidden: false, folders: null, order: '' }
  for (const word of words) {
    for (const part of word.split('/').filter(Boolean)) {
      const option = part.toLowerCase()
      if (option === 'b') options.bare = true
      else if (option === 'w') options.wide = true
      else if (option === 's') options.deep = true
      else if (/^a:?/.test(option)) {
        options.hidden = null
        if (/^a:?[^-]*-h/.test(option)) options.hidden = false
        else if (option.includes('h')) options.hidden = true
        if (option.includes('-d')) options.folders = false
        else if (option.replace(/^a/, '').includes('d')) options.folders = true
      } else if (/^o:?/.test(option)) options.order = option.replace(/^o:?/, '') || 'gn'
      else if (!/^(p|q|n|l|c|-c|4|t(:?[caw])?|x|r)$/.test(option)) return `Invalid switch - "${part}".`
    }
  }
  return options
}

/** `dir` in the layout of the real one, with /b /w /s /a /o. */
export const dir: Builtin = async (call) => {
  const { session, tail, io } = call
  const words = splitWords(tail.replace(/\//g, ' /'))
  const options = readOptions(words.filter((it) => it.startsWith('/')))
  if (typeof options === 'string') {
    await io.err.write(`${options}\r\n`)
    return 1
  }
  const given = words.filter((it) => !it.startsWith('/'))
  const { files } = session.world
  let code = 0
  let header = false
  for (const name of given.length > 0 ? given : ['.']) {
    const path = resolvePath(session.folder, name)
    const whole = !hasWildcard(baseName(path)) && isFolder(files, path)
    const folder = whole ? path : parentOf(path)
    const pattern = whole ? '*' : baseName(path)
    if (!options.bare && !header) await io.out.write(volumeHeader)
    header = true
    if (!isFolder(files, folder)) {
      if (!options.bare) await io.out.write('\r\n')
      await io.err.write('The system cannot find the path specified.\r\n')
      code = 1
      continue
    }
    if (!(await show(call, spelledPath(files, folder), pattern, options))) code = 1
  }
  return code
}

async function show(call: Call, folder: string, pattern: string, options: Options): Promise<boolean> {
  const { io } = call
  const total = { files: 0, bytes: 0, folders: 0, blocks: 0 }
  await showFolder(call, folder, pattern, options, total)
  if (total.blocks === 0) {
    if (!options.bare && !options.deep) await io.out.write(`\r\n Directory of ${folder}\r\n\r\n`)
    await io.err.write('File Not Found\r\n')
    return false
  }
  if (options.bare) return true
  if (options.deep) await io.out.write(`\r\n     Total Files Listed:\r\n${filesLine(total.files, total.bytes)}`)
  await io.out.write(
    `${String(total.folders).padStart(16)} Dir(s) ${freeBytes.toLocaleString('en-US').padStart(15)} bytes free\r\n`,
  )
  return true
}

interface Total {
  files: number
  bytes: number
  folders: number
  blocks: number
}

async function showFolder(call: Call, folder: string, pattern: string, options: Options, total: Total): Promise<void> {
  const { session, io, interrupt } = call
  if (interrupt.aborted) return
  const all = session.world.files.list(folder)
  const test = wildcard(pattern)
  const dots =
    pattern === '*' && folder.length > 3 && !options.bare && options.folders !== false ? dotEntries(call, folder) : []
  const entries = sorted(
    all.filter((it) => test(it.name) && wanted(it, options)),
    options.order,
  )
  const rows = [...dots, ...entries]
  if (rows.length > 0) {
    total.blocks++
    const files = entries.filter((it) => it.kind === 'file')
    const bytes = files.reduce((sum, it) => sum + it.size, 0)
    total.files += files.length
    total.bytes += bytes
    total.folders += rows.length - files.length
    if (options.bare) {
      await io.out.write(entries.map((it) => `${options.deep ? joinName(folder, it.name) : it.name}\r\n`).join(''))
    } else {
      await io.out.write(`\r\n Directory of ${folder}\r\n\r\n`)
      await io.out.write(options.wide ? wideRows(rows) : rows.map(row).join(''))
      await io.out.write(filesLine(files.length, bytes))
    }
  }
  if (!options.deep) return
  for (const it of all) {
    if (it.kind === 'folder' && !it.hidden) await showFolder(call, joinName(folder, it.name), pattern, options, total)
  }
}

function dotEntries(call: Call, folder: string): FileStat[] {
  return ['.', '..'].map((name, at) => {
    const stat = statPath(call.session.world.files, at === 0 ? folder : parentOf(folder))
    return { name, kind: 'folder', size: 0, modifiedAt: stat?.modifiedAt ?? 0, readOnly: false, hidden: false }
  })
}

function wanted(file: FileStat, options: Options): boolean {
  if (options.hidden !== null && file.hidden !== options.hidden) return false
  return options.folders === null || (file.kind === 'folder') === options.folders
}

function sorted(files: FileStat[], order: string): FileStat[] {
  const keys = order.match(/-?[nsedg]/g) ?? []
  return [...files].sort((a, b) => {
    for (const key of keys) {
      const way = key.startsWith('-') ? -1 : 1
      const result = compare(a, b, key.slice(-1))
      if (result !== 0) return result * way
    }
    return 0
  })
}

function compare(a: FileStat, b: FileStat, key: string): number {
  const extension = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const text = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)
  switch (key) {
    case 's':
      return a.size - b.size
    case 'd':
      return a.modifiedAt - b.modifiedAt
    case 'g':
      return Number(b.kind === 'folder') - Number(a.kind === 'folder')
    case 'e':
      return text(extension(a.name), extension(b.name))
    default:
      return text(a.name.toLowerCase(), b.name.toLowerCase())
  }
}

function row(file: FileStat): string {
  const middle = file.kind === 'folder' ? '    <DIR>          ' : `${file.size.toLocaleString('en-US').padStart(18)} `
  return `${dateTime(file.modifiedAt)}${middle}${file.name}\r\n`
}

function wideRows(files: readonly FileStat[]): string {
  const names = files.map((it) => (it.kind === 'folder' ? `[${it.name}]` : it.name))
  const width = Math.max(...names.map((it) => it.length)) + 1
  const columns = Math.max(1, Math.floor(80 / width))
  let text = ''
  for (let at = 0; at < names.length; at += columns) {
    text += `${names
      .slice(at, at + columns)
      .map((it) => it.padEnd(width))
      .join('')}\r\n`
  }
  return text
}

function filesLine(files: number, bytes: number): string {
  return `${String(files).padStart(16)} File(s) ${bytes.toLocaleString('en-US').padStart(14)} bytes\r\n`
}
