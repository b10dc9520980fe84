import type { Value } from '../../../setup/call.ts'
import { type CmdletContext, type CmdletTable, fail, numberOf, textsOf, wildcard } from '../cmdlet.ts'
import { errorRecord, hresult } from '../error-record.ts'
import { hypervisorPresent, processorFlags } from '../virtualization.ts'

/** Cmdlets that only look: processes, updates, events, the computer as a whole. */
export const machineLookCmdlets: CmdletTable = {
  'Get-Process': { run: getProcess },
  'Get-HotFix': { run: getHotFix },
  'Get-WinEvent': { run: getWinEvent },
  'Get-ComputerInfo': { run: getComputerInfo },
}

function getProcess(context: CmdletContext): void {
  const all = context.processes()
  const ids = context.args.get('Id')
  const names = textsOf(context, 'Name')
  for (const name of names ?? ['*']) {
    const pattern = wildcard(name.replace(/\.exe$/i, ''))
    const found = all.filter(
      (item) => pattern.test(item.name.replace(/\.exe$/i, '')) && (!Array.isArray(ids) || ids.includes(item.pid)),
    )
    if (found.length === 0 && !/[*?]/.test(name))
      context.error(
        errorRecord({
          message: `Cannot find a process with the name "${name}". Verify the process name and call the cmdlet again.`,
          id: 'NoProcessFoundForGivenName,Microsoft.PowerShell.Commands.GetProcessCommand',
          category: 'ObjectNotFound',
          target: name,
          exception: 'Microsoft.PowerShell.Commands.ProcessCommandException',
          hresult: hresult(0x80131501),
        }),
      )
    for (const item of found)
      context.write({
        Id: item.pid,
        Name: item.name.replace(/\.exe$/i, ''),
        ProcessName: item.name.replace(/\.exe$/i, ''),
        SessionId: item.session,
        SI: item.session,
        Handles: item.handles,
        HandleCount: item.handles,
        WorkingSet64: item.workingSet,
        WS: item.workingSet,
        PrivateMemorySize64: item.privateBytes,
        CPU: item.cpuTime / 1000,
        StartTime: new Date(item.startedAt).toISOString(),
      })
  }
}

function getHotFix(context: CmdletContext): void {
  const { windows, hostName, bootedAt } = context.machine
  const installed = [`KB50${String(windows.revision).padStart(5, '0')}`, 'KB5012170']
  const names = textsOf(context, 'Id') ?? installed
  for (const name of names) {
    if (installed.some((known) => known.toLowerCase() === name.toLowerCase())) {
      context.write({
        HotFixID: name.toUpperCase(),
        Description: 'Security Update',
        Source: hostName,
        InstalledBy: 'NT AUTHORITY\\SYSTEM',
        InstalledOn: new Date(bootedAt).toISOString(),
      })
      continue
    }
    context.error(
      errorRecord({
        message: `Cannot find the requested hotfix on the '${hostName}' computer. Verify the input and run the command again.`,
        id: 'GetHotFixNoEntriesFound,Microsoft.PowerShell.Commands.GetHotFixCommand',
        category: 'ObjectNotFound',
        exception: 'System.ArgumentException',
        hresult: hresult(0x80070057),
      }),
    )
  }
}

const levels = ['', 'Critical', 'Error', 'Warning', 'Information'] as const

/** No events are an error record; callers take it for an empty list (CSS-Exchange #47). */
function getWinEvent(context: CmdletContext): void {
  const [filter] = listOf(context.args.get('FilterHashtable'))
  if (!isRecord(filter)) throw new Error('Get-WinEvent is simulated with -FilterHashtable only.')
  const wanted = Object.fromEntries(Object.entries(filter).map(([key, value]) => [key.toLowerCase(), value]))
  const start = typeof wanted.starttime === 'string' ? Date.parse(wanted.starttime) : 0
  const matches = (value: Value | undefined, own: string) =>
    value === undefined || listOf(value).some((item) => wildcard(String(item)).test(own))
  const found = context.machine.events
    .filter(
      ({ at, log, provider, id, level }) =>
        at >= start &&
        matches(wanted.logname, log) &&
        matches(wanted.providername, provider) &&
        matches(wanted.id, String(id)) &&
        matches(wanted.level, String(level)),
    )
    .sort((one, other) => other.at - one.at)
    .slice(0, numberOf(context, 'MaxEvents') ?? undefined)
  if (found.length === 0)
    fail({
      message: 'No events were found that match the specified selection criteria.',
      id: 'NoMatchingEventsFound,Microsoft.PowerShell.Commands.GetWinEventCommand',
      category: 'ObjectNotFound',
      exception: 'System.Exception',
      hresult: hresult(0x80131500),
      terminating: false,
    })
  for (const { at, log, provider, id, level, message } of found)
    context.write({
      Id: id,
      Level: level,
      LevelDisplayName: levels[level],
      ProviderName: provider,
      LogName: log,
      TimeCreated: new Date(at).toISOString(),
      Message: message,
      Properties: [{ Value: message }],
    })
}

/** Every HyperVRequirement is empty while a hypervisor runs (microsoft/Windows-Sandbox #15). */
function getComputerInfo(context: CmdletContext): void {
  const { machine } = context
  const { windows, hardware } = machine
  const flags = processorFlags(machine)
  const hidden = hypervisorPresent(machine)
  const whole = {
    CsName: machine.hostName,
    CsManufacturer: hardware.manufacturer,
    CsModel: hardware.model,
    CsTotalPhysicalMemory: hardware.memory,
    OsName: windows.caption,
    OsBuildNumber: String(windows.build),
    OsVersion: `10.0.${windows.build}`,
    WindowsProductName: windows.productName,
    WindowsEditionId: windows.editionId,
    WindowsInstallationType: windows.installationType,
    WindowsBuildLabEx: windows.buildLabEx,
    HyperVisorPresent: hidden,
    HyperVRequirementDataExecutionPreventionAvailable: hidden ? null : hardware.dep,
    HyperVRequirementSecondLevelAddressTranslation: hidden ? null : flags.slat,
    HyperVRequirementVirtualizationFirmwareEnabled: hidden ? null : flags.firmware,
    HyperVRequirementVMMonitorModeExtensions: hidden ? null : flags.monitorMode,
  }
  const patterns = textsOf(context, 'Property')?.map(wildcard)
  context.write(
    Object.fromEntries(
      Object.entries(whole).filter(([name]) => !patterns || patterns.some((pattern) => pattern.test(name))),
    ),
  )
}

function listOf(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
