import { type CmdletContext, type CmdletTable, flagOf, textsOf } from '../cmdlet.ts'
import { errorRecord, hresult } from '../error-record.ts'
import { pathExists, readFile, removeFile, writeFile } from '../files.ts'

/** Files of the machine, by absolute paths of drive C. */
export const fileCmdlets: CmdletTable = {
  'Test-Path': { run: testPath },
  'Get-Content': { run: getContent },
  'Set-Content': { duration: 50, run: setContent },
  'Remove-Item': { duration: 50, run: removeItem },
}

function paths(context: CmdletContext): readonly string[] {
  const found = textsOf(context, 'LiteralPath') ?? textsOf(context, 'Path') ?? []
  const other = found.find((path) => !/^[A-Za-z]:[\\/]/.test(path) || /[*?]/.test(path))
  if (other !== undefined)
    throw new Error(`${context.name} of ${other} is not simulated: only absolute paths on drives.`)
  return found
}

function notFound(context: CmdletContext, path: string): void {
  context.error(
    errorRecord({
      message: `Cannot find path '${path}' because it does not exist.`,
      id: `PathNotFound,Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
      category: 'ObjectNotFound',
      target: path,
      exception: 'System.Management.Automation.ItemNotFoundException',
      hresult: hresult(0x80131501),
    }),
  )
}

/** Without elevation Windows's own folders and those of programs cannot be written. */
function denied(context: CmdletContext, path: string): boolean {
  if (context.elevated || !/^c:[\\/](?:windows|program files|programdata)/i.test(path)) return false
  context.error(
    errorRecord({
      message: `Access to the path '${path}' is denied.`,
      id: `${context.name === 'Set-Content' ? 'GetContentWriterUnauthorizedAccessError' : 'RemoveFileSystemItemUnAuthorizedAccess'},Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
      category: 'PermissionDenied',
      target: path,
      exception: 'System.UnauthorizedAccessException',
      hresult: hresult(0x80070005),
    }),
  )
  return true
}

function testPath(context: CmdletContext): void {
  for (const path of paths(context)) context.write(pathExists(context.machine, path) || /^c:[\\/]?$/i.test(path))
}

function getContent(context: CmdletContext): void {
  for (const path of paths(context)) {
    const text = readFile(context.machine, path)
    if (text === null) notFound(context, path)
    else if (flagOf(context, 'Raw')) context.write(text)
    else for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) context.write(line)
  }
}

function setContent(context: CmdletContext): void {
  const lines = textsOf(context, 'Value') ?? []
  const end = flagOf(context, 'NoNewline') ? '' : '\r\n'
  for (const path of paths(context))
    if (!denied(context, path)) writeFile(context.machine, path, lines.map((line) => line + end).join(''))
}

function removeItem(context: CmdletContext): void {
  for (const path of paths(context)) {
    if (!pathExists(context.machine, path)) notFound(context, path)
    else if (!denied(context, path) && !removeFile(context.machine, path)) {
      const below = `${path.replace(/[\\/]+$/, '').toLowerCase()}\\`
      for (const file of Object.keys(context.machine.files))
        if (file.toLowerCase().startsWith(below)) delete context.machine.files[file]
    }
  }
}
