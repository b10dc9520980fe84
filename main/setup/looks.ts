import type { Look } from './step.ts'

/** Looks that several procedures and the facts share. None changes anything, and none needs elevation. */

/** A cmdlet of a module that is not there; every look at what that module would bring says "there is none". */
export const noSuchCommand = 'CommandNotFoundException'

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

const currentVersion = 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
export const windowsVersion: Look = {
  name: 'windows',
  call: {
    run: 'Get-ItemProperty',
    with: { LiteralPath: currentVersion },
    take: ['InstallationType', 'EditionID', 'UBR'],
  },
}

/** Features of a server; a name that it does not know gives nothing. */
export const serverFeatures = (name: string, features: readonly string[]): Look => ({
  name,
  call: { run: 'Get-WindowsFeature', with: { Name: features }, take: ['Name', 'InstallState'] },
})

/** Features of a client by CIM, since Get-WindowsOptionalFeature asks for elevation even to read. */
export const clientFeatures = (name: string, features: readonly string[]): Look =>
  cim(
    name,
    'Win32_OptionalFeature',
    ['Name', 'InstallState'],
    features.map((feature) => `Name='${feature}'`).join(' OR '),
  )

export const services = (name: string, names: readonly string[]): Look => ({
  name,
  call: { run: 'Get-Service', with: { Name: names }, take: ['Name', 'Status'] },
  absentWhen: ['NoServiceFoundForGivenName'],
})

/** The three signs of a pending restart that can be read without elevation, by the name under which they are told. */
export const restartSigns: readonly { readonly sign: string; readonly look: Look }[] = [
  {
    sign: 'component-servicing',
    look: key('servicing', 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending'),
  },
  {
    sign: 'windows-update',
    look: key('update', 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired'),
  },
  {
    sign: 'file-renames',
    look: {
      name: 'renames',
      call: {
        run: 'Get-ItemProperty',
        with: {
          LiteralPath: 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Session Manager',
          Name: 'PendingFileRenameOperations',
        },
        take: ['PSChildName'],
      },
      absentWhen: ['System.Management.Automation.PSArgumentException'],
    },
  },
]

function key(name: string, path: string): Look {
  return {
    name,
    call: { run: 'Get-Item', with: { LiteralPath: `HKLM:\\${path}` }, take: ['PSChildName'] },
    absentWhen: ['PathNotFound'],
  }
}

/** The same look, taken for "there is none" where the module with its cmdlet is missing. */
export const absentWithoutModule = (look: Look, alsoWhen: readonly string[] = []): Look => ({
  ...look,
  absentWhen: [...(look.absentWhen ?? []), noSuchCommand, ...alsoWhen],
})
