import { baseName, isFolder, joinName, parentOf, resolvePath, statPath } from '../../windows-path.ts'
import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { toText, type Value } from '../values.ts'
import { changing } from './content.ts'
import { existing, itemObject, pathMissing, pathsOf } from './items.ts'
import { failure, isSet, textOf } from './parameters.ts'

function makeFolders(call: CmdletCall, path: string): void {
  const { files } = call.session.world
  let at = path.slice(0, 3)
  for (const name of path.slice(3).split('\\').filter(Boolean)) {
    at = joinName(at, name)
    if (!statPath(files, at)) files.makeFolder(at)
  }
}

function copyTree(call: CmdletCall, from: string, to: string): void {
  const { files } = call.session.world
  if (files.stat(from)?.kind === 'file') {
    files.write(to, files.read(from))
    return
  }
  const list = files.list(from)
  if (!statPath(files, to)) files.makeFolder(to)
  for (const file of list) copyTree(call, joinName(from, file.name), joinName(to, file.name))
}

/** What `-Path` or `-LiteralPath` names, each with the path that `-Destination` gives it. */
async function* withTargets(call: CmdletCall) {
  for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
    for (const found of await existing(call, text)) {
      const into = resolvePath(call.session.folder, textOf(call, 'Destination') ?? '.')
      const target = isFolder(call.session.world.files, into) ? joinName(into, found.file.name) : into
      yield { ...found, target }
    }
  }
}

/** `-PassThru`: what stands at the path now. */
function* passedThru(call: CmdletCall, path: string): Generator<Value> {
  const made = statPath(call.session.world.files, path)
  if (made && isSet(call, 'PassThru')) yield itemObject(call, path, made)
}

const shared = 'Force:switch Filter Include:string[] Exclude:string[] WhatIf:switch Confirm:switch(cf)'

export const itemChangeCmdlets: readonly Cmdlet[] = [
  {
    name: 'New-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters: 'Path:string[]@0 Name ItemType(Type) Value:any(Target) Force:switch WhatIf:switch Confirm:switch(cf)',
    implementation: 'Microsoft.PowerShell.Commands.NewItemCommand',
    synopsis: 'Creates a new item.',
    async *run(call) {
      const { files } = call.session.world
      const type = (textOf(call, 'ItemType') ?? 'File').toLowerCase()
      const name = textOf(call, 'Name')
      for await (const text of pathsOf(call, 'Path')) {
        const base = resolvePath(call.session.folder, text)
        const path = name === null ? base : resolvePath(base, name)
        const there = statPath(files, path)
        if (there && !isSet(call, 'Force')) {
          const message =
            there.kind === 'folder'
              ? `An item with the specified name ${path} already exists.`
              : `The file '${path}' already exists.`
          const id = there.kind === 'folder' ? 'DirectoryExist' : 'NewItemIOError'
          await call.error(
            failure(
              call,
              message,
              id,
              there.kind === 'folder' ? 'ResourceExists' : 'WriteError',
              `${path}:String`,
              'IOException',
            ),
          )
          continue
        }
        await changing(call, path, () => {
          if (/^d(i(r(ectory)?)?)?$|^container$/.test(type)) makeFolders(call, path)
          else {
            if (isSet(call, 'Force')) makeFolders(call, parentOf(path))
            files.write(path, new TextEncoder().encode(toText(call.parameters.get('Value') ?? null)))
          }
        })
        const made = statPath(files, path)
        if (made) yield itemObject(call, path, made)
      }
    },
  },
  {
    name: 'Remove-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters: `Path:string[]@0 LiteralPath:string[](PSPath) Recurse:switch ${shared}`,
    implementation: 'Microsoft.PowerShell.Commands.RemoveItemCommand',
    synopsis: 'Deletes the specified items.',
    async *run(call) {
      const { files } = call.session.world
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        if (/^env:/i.test(text)) {
          call.session.environment.set(text.slice(4).replace(/^\\/, ''), '')
          continue
        }
        for (const { path, file } of await existing(call, text)) {
          if (file.kind === 'folder' && files.list(path).length > 0 && !isSet(call, 'Recurse')) {
            // There a question is asked; unattended it is an error.
            const message =
              'Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.'
            await call.error(
              failure(call, message, 'InvalidOperation', 'InvalidOperation', ':', 'PSInvalidOperationException'),
            )
          } else if (`${call.session.folder}\\`.toLowerCase().startsWith(`${path}\\`.toLowerCase())) {
            const message = `Cannot remove the item at '${path}' because it is in use.`
            await call.error(
              failure(call, message, 'InvalidOperation', 'InvalidOperation', ':', 'PSInvalidOperationException'),
            )
          } else await changing(call, path, () => files.remove(path, true))
        }
      }
    },
  },
  {
    name: 'Copy-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters: `Path:string[]@0 Destination@1 LiteralPath:string[](PSPath) Container:switch Recurse:switch PassThru:switch ${shared}`,
    implementation: 'Microsoft.PowerShell.Commands.CopyItemCommand',
    synopsis: 'Copies an item from one location to another.',
    async *run(call) {
      const { files } = call.session.world
      for await (const { path, file, target } of withTargets(call)) {
        if (`${target}\\`.toLowerCase().startsWith(`${path}\\`.toLowerCase())) {
          const message = `Cannot overwrite the item ${path} with itself.`
          await call.error(failure(call, message, 'CopyError', 'WriteError', `${path}:String`, 'IOException'))
          continue
        }
        await changing(call, target, () => {
          if (file.kind === 'file' || isSet(call, 'Recurse')) copyTree(call, path, target)
          else if (!statPath(files, target)) files.makeFolder(target)
        })
        yield* passedThru(call, target)
      }
    },
  },
  {
    name: 'Move-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters: `Path:string[]@0 Destination@1 LiteralPath:string[](PSPath) PassThru:switch ${shared}`,
    implementation: 'Microsoft.PowerShell.Commands.MoveItemCommand',
    synopsis: 'Moves an item from one location to another.',
    async *run(call) {
      const { files } = call.session.world
      for await (const { path, target } of withTargets(call)) {
        if (statPath(files, target) && !isSet(call, 'Force')) {
          const message = 'Cannot create a file when that file already exists.'
          await call.error(
            failure(call, message, 'MoveFileInfoItemIOError', 'WriteError', `${path}:FileInfo`, 'IOException'),
          )
          continue
        }
        await changing(call, target, () => {
          if (statPath(files, target)?.kind === 'file' && target.toLowerCase() !== path.toLowerCase())
            files.remove(target)
          files.rename(path, target)
        })
        yield* passedThru(call, target)
      }
    },
  },
  {
    name: 'Rename-Item',
    module: 'Microsoft.PowerShell.Management',
    parameters: `Path@0 NewName!@1 LiteralPath(PSPath,LP) PassThru:switch Force:switch WhatIf:switch Confirm:switch(cf)`,
    implementation: 'Microsoft.PowerShell.Commands.RenameItemCommand',
    synopsis: 'Renames an item in a PowerShell provider namespace.',
    async *run(call) {
      const { files } = call.session.world
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        const path = resolvePath(call.session.folder, text)
        if (!statPath(files, path)) {
          await call.error(pathMissing(call, path))
          continue
        }
        const target = joinName(parentOf(path), baseName(resolvePath('C:\\', textOf(call, 'NewName') ?? '')))
        await changing(call, target, () => files.rename(path, target))
        const made = statPath(files, target)
        if (made && isSet(call, 'PassThru')) yield itemObject(call, target, made)
      }
    },
  },
]
