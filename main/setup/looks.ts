import { given } from './call.ts'
import type { Look } from './step.ts'

/** Looks that several procedures and the facts share. None changes anything, and none needs elevation. */

/** A cmdlet of a module that is not there; every look at what that module would bring says "there is none". */
const noSuchCommand = 'CommandNotFoundException'

const cim = (name: string, className: string, take: readonly string[], filter?: string): Look => ({
  name,
  call: { run: 'Get-CimInstance', with: { ClassName: className, ...(filter ? { Filter: filter } : {}) }, take },
})

export const operatingSystem = cim('os', 'Win32_OperatingSystem', [
  'Caption',
  'BuildNumber',
  'ProductType',
  'DataExecutionPrevention_Available',
  'FreePhysicalMemory',
])

export const computer = cim('computer', 'Win32_ComputerSystem', [
  'Name',
  'Manufacturer',
  'Model',
  'HypervisorPresent',
  'TotalPhysicalMemory',
  'PartOfDomain',
  'Domain',
])

export const processor = cim('processor', 'Win32_Processor', [
  'Manufacturer',
  'Name',
  'AddressWidth',
  'NumberOfLogicalProcessors',
  'SecondLevelAddressTranslationExtensions',
  'VMMonitorModeExtensions',
  'VirtualizationFirmwareEnabled',
])

export const fixedDisks = cim('disks', 'Win32_LogicalDisk', ['DeviceID', 'Size', 'FreeSpace'], 'DriveType=3')

/** A function of Slipway's own module, since only the registry has it. */
export const windowsVersion: Look = {
  name: 'windows',
  call: { run: 'Get-SlipwayWindowsVersion', take: ['InstallationType', 'EditionID', 'UBR', 'DisplayVersion'] },
}

/** Whether a restart is pending, by the four signs of it; `Pending` is null when none says yes and one cannot be read. */
export const pendingRestart: Look = {
  name: 'pending',
  call: {
    run: 'Get-SlipwayPendingRestart',
    take: ['Pending', 'ComponentServicing', 'WindowsUpdate', 'FileRename', 'RestartNeeded'],
  },
}

/** Features of a server; a name that it does not know gives nothing. */
export const serverFeatures = (name: string, features: readonly string[]): Look => ({
  name,
  call: { run: 'Get-WindowsFeature', with: { Name: oneOrMore(features) }, take: ['Name', 'InstallState'] },
})

/** Features of a client by CIM, since Get-WindowsOptionalFeature asks for elevation even to read. */
export const clientFeatures = (name: string, features: readonly string[]): Look =>
  cim(
    name,
    'Win32_OptionalFeature',
    ['Name', 'InstallState'],
    features.map((feature) => `Name='${feature}'`).join(' OR '),
  )

/** One feature of a client as DISM has it; a session that is not elevated is refused. */
export const dismState = (name: string, feature: string): Look => ({
  name,
  call: {
    run: 'Get-WindowsOptionalFeature',
    with: { Online: given, FeatureName: feature },
    take: ['FeatureName', 'State'],
  },
})

export const services = (name: string, names: readonly string[]): Look => ({
  name,
  call: { run: 'Get-Service', with: { Name: oneOrMore(names) }, take: ['Name', 'Status'] },
  absentWhen: ['NoServiceFoundForGivenName'],
})

/** The same look, taken for "there is none" where the module with its cmdlet is missing. */
export const absentWithoutModule = (look: Look, alsoWhen: readonly string[] = []): Look => ({
  ...look,
  absentWhen: [...(look.absentWhen ?? []), noSuchCommand, ...alsoWhen],
})

/** One name alone, as administrators write it. */
export function oneOrMore(names: readonly string[]): string | readonly string[] {
  const [only] = names
  return only !== undefined && names.length === 1 ? only : names
}
