import { FileTreeError } from '../../../engine/file-tree.ts'
import { decodeText } from '../../text-file.ts'
import { resolvePath, statPath } from '../../windows-path.ts'
import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { toText, type Value } from '../values.ts'
import { existing, pathsOf } from './items.ts'
import { collectInput, failure, isSet, listOf, numberOf, textOf, textsOf } from './parameters.ts'

/** Runs a change of files; what the tree refuses becomes an error record. */
export async function changing(call: CmdletCall, path: string, change: () => void): Promise<void> {
  try {
    change()
  } catch (error) {
    if (!(error instanceof FileTreeError)) throw error
    if (error.code === 'path-not-found' || error.code === 'not-found') {
      const message = `Could not find a part of the path '${path}'.`
      await call.error(
        failure(
          call,
          message,
          `${call.cmdlet.name.replace('-', '')}DirectoryNotFoundError`,
          'ObjectNotFound',
          `${path}:String`,
          'DirectoryNotFoundException',
        ),
      )
    } else {
      const message =
        error.code === 'invalid-name' ? 'Illegal characters in path.' : `Access to the path '${path}' is denied.`
      await call.error(
        failure(
          call,
          message,
          `${call.cmdlet.name.replace('-', '')}UnauthorizedAccessError`,
          'PermissionDenied',
          `${path}:String`,
          'UnauthorizedAccessException',
        ),
      )
    }
  }
}

/** 5.1 writes ANSI unless an encoding is named; UTF-8 stands for it here. */
function encode(text: string, encoding: string | null): Uint8Array {
  if (/^(unicode|utf16)/i.test(encoding ?? '')) return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (/^utf8$/i.test(encoding ?? '')) return Buffer.from(`\ufeff${text}`, 'utf8')
  return Buffer.from(text, 'utf8')
}

async function write(call: CmdletCall, append: boolean): Promise<Value[]> {
  const values = listOf(call, 'Value') ?? (await collectInput(call))
  const end = isSet(call, 'NoNewline') ? '' : '\r\n'
  const text = values.map((it) => toText(it) + end).join('')
  for (const name of textsOf(call, 'LiteralPath') ?? textsOf(call, 'Path') ?? []) {
    const path = resolvePath(call.session.folder, name)
    const bytes = encode(text, textOf(call, 'Encoding'))
    await changing(call, path, () => {
      const { files } = call.session.world
      if (append && statPath(files, path)) files.append(path, bytes)
      else files.write(path, bytes)
    })
  }
  return isSet(call, 'PassThru') ? values : []
}

const writeParameters =
  'Path!:string[]@0 Value:any[]@1 LiteralPath:string[](PSPath) Encoding Force:switch NoNewline:switch PassThru:switch Include:string[] Exclude:string[] Filter WhatIf:switch Confirm:switch(cf)'

export const contentCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-Content',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Path:string[]@0 LiteralPath:string[](PSPath) TotalCount:int(First,Head) Tail:int(Last) Raw:switch Encoding ReadCount:int Delimiter Force:switch Wait:switch Filter Include:string[] Exclude:string[] Stream',
    implementation: 'Microsoft.PowerShell.Commands.GetContentCommand',
    synopsis: 'Gets the content of the item at the specified location.',
    async *run(call) {
      for await (const text of pathsOf(call, 'LiteralPath', 'Path')) {
        if (/^env:/i.test(text)) {
          yield call.session.environment.get(text.slice(4)) ?? null
          continue
        }
        for (const { path, file } of await existing(call, text)) {
          if (file.kind === 'folder') {
            const message = `Access to the path '${path}' is denied.`
            await call.error(
              failure(
                call,
                message,
                'GetContentReaderUnauthorizedAccessError',
                'PermissionDenied',
                `${path}:String`,
                'UnauthorizedAccessException',
              ),
            )
            continue
          }
          const whole = decodeText(call.session.world.files.read(path))
          if (isSet(call, 'Raw')) {
            yield whole
            continue
          }
          const lines = whole.split(/\r?\n/)
          if (lines.at(-1) === '') lines.pop()
          const first = numberOf(call, 'TotalCount')
          const last = numberOf(call, 'Tail')
          yield* first !== null
            ? lines.slice(0, first)
            : last !== null
              ? lines.slice(Math.max(0, lines.length - last))
              : lines
        }
      }
    },
  },
  {
    name: 'Set-Content',
    module: 'Microsoft.PowerShell.Management',
    parameters: writeParameters,
    implementation: 'Microsoft.PowerShell.Commands.SetContentCommand',
    synopsis: 'Writes or replaces the content in an item with new content.',
    async *run(call) {
      yield* await write(call, false)
    },
  },
  {
    name: 'Add-Content',
    module: 'Microsoft.PowerShell.Management',
    parameters: writeParameters,
    implementation: 'Microsoft.PowerShell.Commands.AddContentCommand',
    synopsis: 'Adds content to the specified items, such as adding words to a file.',
    async *run(call) {
      yield* await write(call, true)
    },
  },
]
