import { simulatedCommands } from '../../../main/practice/machine/command-table.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'
import type { Call, CallError, CallOutcome, Value } from '../../../main/setup/call.ts'

const current = 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion'
const starts = { Automatic: 2, Manual: 3, Disabled: 4 } as const

/**
 * What Slipway's own module reads by cmdlets that the practice machine has no need of, since it has twins of the module's
 * functions: registry, files, Get-WindowsEdition. Null: ask the machine itself.
 */
export function readThroughProviders(call: Call, machine: MachineState, elevated: boolean): CallOutcome | null {
  if ('native' in call) return null
  const path = textOf(call.with?.Path)
  const literal = textOf(call.with?.LiteralPath)
  if (call.run === 'Get-Item' && literal !== '') {
    return machine.engineVersion !== null && literal.endsWith('\\dockerd.exe')
      ? answered({ Name: 'dockerd.exe', VersionInfo: { ProductVersion: machine.engineVersion } })
      : notFound(literal, 'GetItemCommand')
  }
  if (simulatedCommands().includes(call.run) && !path.startsWith('HKLM:')) return null
  if (call.run === 'Get-WindowsEdition') {
    return elevated
      ? answered({ Edition: machine.windows.editionId, RestartNeeded: machine.pending.componentServicing })
      : failed({
          message: 'The requested operation requires elevation.',
          id: 'Microsoft.Dism.Commands.GetWindowsEditionCommand',
          category: 'NotSpecified',
          exception: 'System.Runtime.InteropServices.COMException',
          hresult: -2147024156,
        })
  }
  const file = Object.entries(machine.files).find(([name]) => name.toLowerCase() === path.toLowerCase())
  const key = keys(machine)[path]
  if (call.run === 'Test-Path') return answered(key !== undefined || file !== undefined)
  if (call.run === 'Get-ItemProperty') return key ? answered(key) : notFound(path, 'GetItemPropertyCommand')
  if (call.run === 'Get-Content') return file ? answered(file[1]) : notFound(path, 'GetContentCommand')
  return null
}

function keys({ windows, pending, services }: MachineState): Record<string, { readonly [name: string]: Value }> {
  const { docker } = services
  return {
    'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': {
      ProductName: windows.productName,
      InstallationType: windows.installationType,
      EditionID: windows.editionId,
      ...(windows.displayVersion === '' ? {} : { DisplayVersion: windows.displayVersion }),
      CurrentBuild: String(windows.build),
      UBR: windows.revision,
      BuildLabEx: windows.buildLabEx,
    },
    ...(pending.componentServicing ? { [`${current}\\Component Based Servicing\\RebootPending`]: {} } : {}),
    ...(pending.windowsUpdate ? { [`${current}\\WindowsUpdate\\Auto Update\\RebootRequired`]: {} } : {}),
    'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Session Manager': pending.fileRename
      ? { PendingFileRenameOperations: ['\\??\\C:\\Windows\\Temp\\x.tmp', ''] }
      : {},
    ...(docker
      ? {
          'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\docker': {
            ImagePath: docker.line,
            Start: starts[docker.startType],
          },
        }
      : {}),
  }
}

function textOf(value: Value | undefined): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function answered(whole: Value): CallOutcome {
  return { objects: [{ '*': whole }], errors: [], exitCode: null, output: '', errorOutput: '' }
}

function failed(error: Omit<CallError, 'target' | 'terminating'>, terminating = true): CallOutcome {
  const errors = [{ target: '', terminating, ...error }]
  return { objects: [], errors, exitCode: null, output: '', errorOutput: '' }
}

function notFound(path: string, command: string): CallOutcome {
  const error = {
    message: `Cannot find path '${path}' because it does not exist.`,
    id: `PathNotFound,Microsoft.PowerShell.Commands.${command}`,
    category: 'ObjectNotFound',
    exception: 'System.Management.Automation.ItemNotFoundException',
    hresult: null,
  }
  return failed(error, false)
}
