import type { FileStat } from '../../../engine/file-tree.ts'
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
import { pathInfo } from '../automatic.ts'
import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import type { PsError } from '../errors.ts'
import { PsObject, toText, type Value } from '../values.ts'
import { failure, isSet, numberOf, textOf, textsOf } from './parameters.ts'

/** A file or folder as the file system provider gives it. */
export function itemObject(call: Pick<CmdletCall, 'session'>, path: string, file: FileStat): PsObject {
  const folder = file.kind === 'folder'
  const mode = `${folder ? 'd' : '-'}${folder ? '-' : 'a'}${file.readOnly ? 'r' : '-'}${file.hidden ? 'h' : '-'}--`
  const name = file.name || path
  const time = new Date(file.modifiedAt)
  const dot = name.lastIndexOf('.')
  return new PsObject(
    'System.IO.FileInfo',
    [
      ['Mode', mode],
      ['Name', name],
      ...(folder ? [] : [['Length', file.size] as [string, Value]]),
      ['FullName', path],
      ['BaseName', !folder && dot > 0 ? name.slice(0, dot) : name],
      ['Extension', !folder && dot >= 0 ? name.slice(dot) : ''],
      ['PSIsContainer', folder],
      ['Exists', true],
      ['IsReadOnly', file.readOnly],
      ['CreationTime', time],
      ['LastAccessTime', time],
      ['LastWriteTime', time],
      ['Attributes', folder ? 'Directory' : 'Archive'],
    ],
    name,
    { folder: parentOf(path), wideTime: call.session.world.windows.build >= 18362 },
  )
}

export function pathMissing(call: CmdletCall, path: string): PsError {
  return failure(
    call,
    `Cannot find path '${path}' because it does not exist.`,
    'PathNotFound',
    'ObjectNotFound',
    `${path}:String`,
    'ItemNotFoundException',
  )
}

function driveMissing(call: CmdletCall, path: string): PsError | null {
  const drive = /^([a-z]\w*):/i.exec(path)?.[1]
  if (!drive || /^(c|env)$/i.test(drive)) return null
  return failure(
    call,
    `Cannot find drive. A drive with the name '${drive}' does not exist.`,
    'DriveNotFound',
    'ObjectNotFound',
    `${drive}:String`,
    'DriveNotFoundException',
  )
}

/** The paths that a path with wildcards in its last name means; one that is not there gives an error. */
export async function existing(call: CmdletCall, text: string): Promise<{ path: string; file: FileStat }[]> {
  const { files } = call.session.world
  const drive = driveMissing(call, text)
  if (drive) {
    await call.error(drive)
    return []
  }
  const path = resolvePath(call.session.folder, text)
  if (hasWildcard(baseName(path))) {
    if (!isFolder(files, parentOf(path))) return []
    const test = wildcard(baseName(path))
    return files
      .list(parentOf(path))
      .filter((it) => test(it.name))
      .map((file) => ({ path: joinName(spelledPath(files, parentOf(path)), file.name), file }))
  }
  const file = statPath(files, path)
  if (file) return [{ path: spelledPath(files, path), file }]
  await call.error(pathMissing(call, path))
  return []
}

/** Paths given by name, or by the objects that come in. */
export async function* pathsOf(call: CmdletCall, ...names: string[]): AsyncGenerator<string> {
  for (const name of names) {
    const given = textsOf(call, name)
    if (!given) continue
    yield* given
    return
  }
  if (!call.piped) return
  for await (const value of call.input)
    yield value instanceof PsObject ? toText(value.get('FullName') ?? value) : toText(value)
}

function environmentEntries(call: CmdletCall, text: string): PsObject[] {
  const test = wildcard(text.replace(/^env:[\\/]?/i, '') || '*')
  return call.session.environment
    .entries()
    .filter(([name]) => test(name))
    .map(
      ([name, value]) =>
        new PsObject(
          'System.Collections.DictionaryEntry',
          [
            ['Name', name],
            ['Value', value],
            ['Key', name],
          ],
          'System.Collections.DictionaryEntry',
        ),
    )
}

async function* children(call: CmdletCall, folder: string, pattern: string, depth: number): AsyncGenerator<PsObject> {
  const { files } = call.session.world
  const filter = wildcard(textOf(call, 'Filter') ?? '*')
  const include = textsOf(call, 'Include')?.map(wildcard)
  const exclude = textsOf(call, 'Exclude')?.map(wildcard)
  const test = wildcard(pattern)
  const all = files.list(folder)
  for (const file of all) {
    if (!test(file.name) || !filter(file.name)) continue
    if (include && !include.some((it) => it(file.name))) continue
    if (exclude?.some((it) => it(file.name))) continue
    if (file.hidden && !isSet(call, 'Force') && !isSet(call, 'Hidden')) continue
    if (isSet(call, 'Hidden') && !file.hidden) continue
    if (isSet(call, 'File') && file.kind !== 'file') continue
    if (isSet(call, 'Directory') && file.kind !== 'folder') continue
    yield itemObject(call, joinName(folder, file.name), file)
  }
  if (depth <= 0 || call.interrupt.aborted) return
  await new Promise((resolve) => setImmediate(resolve))
  for (const file of all) {
    if (file.kind === 'folder' && (!file.hidden || isSet(call, 'Force')))
      yield* children(call, joinName(folder, file.name), pattern, depth - 1)
  }
}

export const itemCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-ChildItem',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Path:string[]@0 Filter@1 LiteralPath:string[](PSPath) Include:string[] Exclude:string[] Recurse:switch(s) Depth:int Force:switch Name:switch Directory:switch(ad,d) File:switch(af) Hidden:switch(ah,h) ReadOnly:switch(ar) System:switch(as) Attributes FollowSymlink:switch',
    implementation: 'Microsoft.PowerShell.Commands.GetChildItemCommand',
    synopsis: 'Gets the items and child items in one or more specified locations.',
    async *run(call) {
      const { files } = call.session.world
      let any = false
      const depth = numberOf(call, 'Depth') ?? (isSet(call, 'Recurse') ? 128 : 0)
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        any = true
        yield* listed(text)
      }
      if (!any && !call.piped) yield* listed('.')

      async function* listed(text: string): AsyncGenerator<Value> {
        if (/^env:/i.test(text)) {
          yield* environmentEntries(call, text)
          return
        }
        const path = resolvePath(call.session.folder, text)
        const pattern = hasWildcard(baseName(path)) ? baseName(path) : null
        const folder = pattern ? parentOf(path) : path
        if (pattern === null || !isFolder(files, folder)) {
          for (const found of await existing(call, text)) {
            if (found.file.kind === 'file') yield itemObject(call, found.path, found.file)
            else yield* named(children(call, found.path, '*', depth))
          }
        } else yield* named(children(call, spelledPath(files, folder), pattern, depth))
      }

      async function* named(items: AsyncIterable<PsObject>): AsyncGenerator<Value> {
        for await (const item of items) yield isSet(call, 'Name') ? (item.get('Name') ?? null) : item
      }
    },
  },
  {
    name: 'Get-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Path:string[]@0 LiteralPath:string[](PSPath) Filter Include:string[] Exclude:string[] Force:switch Stream:string[]',
    implementation: 'Microsoft.PowerShell.Commands.GetItemCommand',
    synopsis: 'Gets the item at the specified location.',
    async *run(call) {
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        if (/^env:/i.test(text)) yield* environmentEntries(call, text)
        else for (const { path, file } of await existing(call, text)) yield itemObject(call, path, file)
      }
    },
  },
  {
    name: 'Set-Location',
    module: 'Microsoft.PowerShell.Management',
    parameters: 'Path@0 LiteralPath(PSPath) PassThru:switch StackName',
    implementation: 'Microsoft.PowerShell.Commands.SetLocationCommand',
    synopsis: 'Sets the current working location to a specified location.',
    async *run(call) {
      const { files } = call.session.world
      const text = textOf(call, 'LiteralPath') ?? textOf(call, 'Path')
      if (text === null) return
      const drive = driveMissing(call, text)
      if (drive) throw drive
      const path = resolvePath(call.session.folder, text.replace(/^~/, `C:\\Users\\${call.session.world.user}`))
      if (!isFolder(files, path)) throw pathMissing(call, path)
      call.session.folder = spelledPath(files, path)
      if (isSet(call, 'PassThru')) yield pathInfo(call.session.folder)
    },
  },
  {
    name: 'Get-Location',
    module: 'Microsoft.PowerShell.Management',
    parameters: 'PSProvider:string[] PSDrive:string[] Stack:switch StackName:string[]',
    implementation: 'Microsoft.PowerShell.Commands.GetLocationCommand',
    synopsis: 'Gets information about the current working location or a location stack.',
    async *run(call) {
      yield pathInfo(call.session.folder)
    },
  },
  {
    name: 'Test-Path',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Path:string[]@0 LiteralPath:string[](PSPath) Filter Include:string[] Exclude:string[] PathType(Type) IsValid:switch',
    implementation: 'Microsoft.PowerShell.Commands.TestPathCommand',
    synopsis: 'Determines whether all elements of a path exist.',
    async *run(call) {
      const type = (textOf(call, 'PathType') ?? 'Any').toLowerCase()
      const { files } = call.session.world
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        if (/^env:/i.test(text)) {
          yield environmentEntries(call, text).length > 0
          continue
        }
        const path = resolvePath(call.session.folder, text)
        const test = wildcard(baseName(path))
        const found =
          hasWildcard(baseName(path)) && isFolder(files, parentOf(path))
            ? files.list(parentOf(path)).find((it) => test(it.name))
            : statPath(files, path)
        yield Boolean(found) && (type === 'any' || (type === 'container') === (found?.kind === 'folder'))
      }
    },
  },
]
