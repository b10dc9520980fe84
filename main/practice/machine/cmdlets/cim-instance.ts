import type { Value } from '../../../setup/call.ts'
import { type CmdletContext, type CmdletTable, fail, textOf } from '../cmdlet.ts'
import { hresult } from '../error-record.ts'
import { dismFeatures } from '../feature-names.ts'
import type { MachineState } from '../state.ts'
import { hypervisorPresent, processorFlags } from '../virtualization.ts'

type Properties = { readonly [key: string]: Value }

const deviceGuard = 'root\\microsoft\\windows\\deviceguard'

const classes: Readonly<
  Record<string, { namespace: string; instances: (machine: MachineState, context: CmdletContext) => Properties[] }>
> = {
  win32_operatingsystem: { namespace: 'root\\cimv2', instances: operatingSystem },
  win32_computersystem: { namespace: 'root\\cimv2', instances: computerSystem },
  win32_processor: { namespace: 'root\\cimv2', instances: processors },
  win32_optionalfeature: { namespace: 'root\\cimv2', instances: optionalFeatures },
  win32_process: { namespace: 'root\\cimv2', instances: processes },
  win32_logicaldisk: { namespace: 'root\\cimv2', instances: logicalDisks },
  win32_deviceguard: { namespace: deviceGuard, instances: deviceGuards },
}

/** Get-CimInstance of the classes that a host's facts stand in (windows-containers facts, sections 3 and 7). */
export const cimInstanceCmdlets: CmdletTable = { 'Get-CimInstance': { run: getCimInstance } }

function getCimInstance(context: CmdletContext): void {
  const name = textOf(context, 'ClassName')
  if (name === null) throw new Error('Get-CimInstance is simulated with -ClassName only.')
  const namespace = (textOf(context, 'Namespace') ?? 'root\\cimv2').replace(/\//g, '\\').toLowerCase()
  const found = classes[name.toLowerCase()]
  if (!found && /^win32_/i.test(name) && namespace === 'root\\cimv2')
    throw new Error(`The class ${name} is not simulated.`)
  if (!found || found.namespace !== namespace)
    fail({
      message: 'Invalid class ',
      id: 'HRESULT 0x80041010,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand',
      category: 'MetadataError',
      target: `${namespace.replace(/\\/g, '/')}:${name}`,
      exception: 'Microsoft.Management.Infrastructure.CimException',
      hresult: hresult(0x80041010),
    })
  const matches = filter(textOf(context, 'Filter'))
  for (const instance of found.instances(context.machine, context)) if (matches(instance)) context.write(instance)
}

/** `Name='X'`, joined by OR and AND; anything else is not simulated, or no WQL. */
function filter(text: string | null): (instance: Properties) => boolean {
  if (text === null) return () => true
  const alternatives = text.split(/\s+or\s+/i).map((part) => part.split(/\s+and\s+/i).map(comparison))
  return (instance) => alternatives.some((all) => all.every((holds) => holds(instance)))
}

function comparison(text: string): (instance: Properties) => boolean {
  const [, name = '', sign = '', quoted, double, plain] =
    /^\s*\(?\s*(\w+)\s*(=|<>|!=|like)\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\w+))\s*\)?\s*$/i.exec(text) ?? []
  if (!name)
    fail({
      message: 'Invalid query ',
      id: 'HRESULT 0x80041017,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand',
      category: 'InvalidArgument',
      exception: 'Microsoft.Management.Infrastructure.CimException',
      hresult: hresult(0x80041017),
    })
  const wanted = (quoted ?? double ?? plain ?? '').replace(/\\(.)/g, '$1').toLowerCase()
  const pattern = new RegExp(
    `^${wanted
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/%/g, '.*')
      .replace(/_/g, '.')}$`,
    'i',
  )
  return (instance) => {
    const entry = Object.entries(instance).find(([key]) => key.toLowerCase() === name.toLowerCase())
    const value = String(entry?.[1] ?? '').toLowerCase()
    if (sign.toLowerCase() === 'like') return pattern.test(value)
    return (value === wanted) === (sign === '=')
  }
}

function operatingSystem({ windows, hardware, hostName, bootedAt }: MachineState): Properties[] {
  return [
    {
      Caption: windows.caption,
      BuildNumber: String(windows.build),
      Version: `10.0.${windows.build}`,
      ProductType: windows.installationType === 'Client' ? 1 : 3,
      CSName: hostName,
      OSArchitecture: '64-bit',
      FreePhysicalMemory: Math.floor((hardware.memory * 0.7) / 1024),
      TotalVisibleMemorySize: Math.floor(hardware.memory / 1024),
      LastBootUpTime: new Date(bootedAt).toISOString(),
      DataExecutionPrevention_Available: hardware.dep,
      SystemDrive: 'C:',
    },
  ]
}

function computerSystem(machine: MachineState): Properties[] {
  const { hardware, hostName } = machine
  return [
    {
      Name: hostName,
      HypervisorPresent: hypervisorPresent(machine),
      Manufacturer: hardware.manufacturer,
      Model: hardware.model,
      TotalPhysicalMemory: hardware.memory,
      NumberOfProcessors: hardware.sockets,
      NumberOfLogicalProcessors: hardware.logicalProcessors * hardware.sockets,
      PartOfDomain: false,
      Domain: 'WORKGROUP',
      Workgroup: 'WORKGROUP',
    },
  ]
}

function processors(machine: MachineState): Properties[] {
  const { hardware } = machine
  const flags = processorFlags(machine)
  return Array.from({ length: hardware.sockets }, (_, socket) => ({
    DeviceID: `CPU${socket}`,
    Name: hardware.processorName,
    Manufacturer: hardware.processorManufacturer,
    AddressWidth: 64,
    NumberOfCores: hardware.cores,
    NumberOfLogicalProcessors: hardware.logicalProcessors,
    SecondLevelAddressTranslationExtensions: flags.slat,
    VMMonitorModeExtensions: flags.monitorMode,
    VirtualizationFirmwareEnabled: flags.firmware,
  }))
}

/** InstallState 1 enabled, 2 disabled, 3 absent; what a restart is still to finish reads as it was before (unverified). */
function optionalFeatures(machine: MachineState): Properties[] {
  return dismFeatures(machine).map(({ name, displayName, state }) => ({
    Name: name,
    Caption: displayName,
    InstallState: state === 'enabled' || state === 'disable-pending' ? 1 : state === 'removed' ? 3 : 2,
  }))
}

function processes(_machine: MachineState, context: CmdletContext): Properties[] {
  return context.processes().map(({ pid, parent, name, session, workingSet }) => ({
    Name: name,
    ProcessId: pid,
    ParentProcessId: parent,
    SessionId: session,
    WorkingSetSize: workingSet,
  }))
}

function logicalDisks({ disk }: MachineState): Properties[] {
  return [{ DeviceID: 'C:', DriveType: 3, FileSystem: 'NTFS', Size: disk.size, FreeSpace: disk.free, VolumeName: '' }]
}

function deviceGuards({ vbs }: MachineState): Properties[] {
  return [
    {
      VirtualizationBasedSecurityStatus: vbs,
      SecurityServicesRunning: vbs === 2 ? [2] : [0],
      SecurityServicesConfigured: vbs > 0 ? [2] : [0],
    },
  ]
}
