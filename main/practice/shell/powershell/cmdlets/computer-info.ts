import { wildcard } from '../../windows-path.ts'
import type { ShellWorld } from '../../world.ts'
import type { Cmdlet } from '../cmdlet.ts'
import { PsObject, type Value } from '../values.ts'
import { textsOf } from './parameters.ts'

const releases: Readonly<Record<number, string>> = {
  14393: '1607',
  17763: '1809',
  20348: '2009',
  25398: '2009',
  26100: '2009',
}

/** Registry values that the image was made with; the date is the base image's. */
function windowsPart(world: ShellWorld): [string, Value][] {
  const { windows } = world
  return [
    ['WindowsBuildLabEx', windows.buildLabEx],
    ['WindowsCurrentVersion', '6.3'],
    ['WindowsEditionId', windows.editionId],
    ['WindowsInstallationType', windows.installationType],
    ['WindowsInstallDateFromRegistry', new Date(world.bootedAt)],
    ['WindowsProductId', '00454-60000-00001-AA763'],
    ['WindowsProductName', windows.productName],
    ['WindowsRegisteredOrganization', null],
    ['WindowsRegisteredOwner', 'Windows User'],
    ['WindowsSystemRoot', 'C:\\Windows'],
    ['WindowsVersion', releases[windows.build] ?? '2009'],
  ]
}

/** In a container WMI gives no BIOS: these stay empty, as all that has no value here. */
const biosNames =
  'Characteristics BIOSVersion BuildNumber Caption CodeSet CurrentLanguage Description EmbeddedControllerMajorVersion EmbeddedControllerMinorVersion FirmwareType IdentificationCode InstallableLanguages InstallDate LanguageEdition ListOfLanguages Manufacturer Name OtherTargetOS PrimaryBIOS ReleaseDate SeralNumber SMBIOSBIOSVersion SMBIOSMajorVersion SMBIOSMinorVersion SMBIOSPresent SoftwareElementState Status SystemBiosMajorVersion SystemBiosMinorVersion TargetOperatingSystem Version'

const systemNames =
  'AdminPasswordStatus AutomaticManagedPagefile AutomaticResetBootOption AutomaticResetCapability BootOptionOnLimit BootOptionOnWatchDog BootROMSupported BootStatus BootupState Caption ChassisBootupState ChassisSKUNumber CurrentTimeZone DaylightInEffect Description DNSHostName Domain DomainRole EnableDaylightSavingsTime FrontPanelResetStatus HypervisorPresent InfraredSupported InitialLoadInfo InstallDate KeyboardPasswordStatus LastLoadInfo Manufacturer Model Name NetworkAdapters NetworkServerModeEnabled NumberOfLogicalProcessors NumberOfProcessors Processors OEMStringArray PartOfDomain PauseAfterReset PCSystemType PCSystemTypeEx PowerManagementCapabilities PowerManagementSupported PowerOnPasswordStatus PowerState PowerSupplyState PrimaryOwnerContact PrimaryOwnerName ResetCapability ResetCount ResetLimit Roles Status SupportContactDescription SystemFamily SystemSKUNumber SystemType ThermalState TotalPhysicalMemory PhyicallyInstalledMemory UserName WakeUpType Workgroup'

function systemValues(world: ShellWorld): Record<string, Value> {
  const name = world.hostName.toUpperCase()
  return {
    AdminPasswordStatus: 'Unknown',
    AutomaticManagedPagefile: false,
    AutomaticResetBootOption: false,
    AutomaticResetCapability: false,
    BootROMSupported: true,
    BootupState: 'Normal boot',
    Caption: name,
    ChassisBootupState: 'Safe',
    CurrentTimeZone: 0,
    DaylightInEffect: false,
    Description: 'AT/AT COMPATIBLE',
    DNSHostName: world.hostName,
    Domain: 'WORKGROUP',
    DomainRole: 'StandaloneServer',
    EnableDaylightSavingsTime: true,
    FrontPanelResetStatus: 'Unknown',
    HypervisorPresent: world.isolation === 'hyperv',
    InfraredSupported: false,
    KeyboardPasswordStatus: 'Unknown',
    Manufacturer: 'Microsoft Corporation',
    Model: 'Virtual Machine',
    Name: name,
    NetworkAdapters: world.adapters.map((it) => it.name),
    NetworkServerModeEnabled: true,
    NumberOfLogicalProcessors: world.cpus,
    NumberOfProcessors: 1,
    PartOfDomain: false,
    PauseAfterReset: -1,
    PCSystemType: 'Desktop',
    PCSystemTypeEx: 'Desktop',
    PowerOnPasswordStatus: 'Unknown',
    PowerState: 'Unknown',
    PowerSupplyState: 'Safe',
    PrimaryOwnerName: 'Windows User',
    ResetCapability: 'Other',
    ResetCount: -1,
    ResetLimit: -1,
    Roles: ['LM_Workstation', 'LM_Server', 'NT', 'Server_NT'],
    Status: 'OK',
    SystemType: 'x64-based PC',
    ThermalState: 'Safe',
    TotalPhysicalMemory: world.memory,
    PhyicallyInstalledMemory: Math.floor(world.memory / 1024),
    UserName: `User Manager\\${world.user}`,
    WakeUpType: 'PowerSwitch',
    Workgroup: 'WORKGROUP',
  }
}

const osNames =
  'Name Type OperatingSystemSKU Version CSDVersion BuildNumber HotFixes BootDevice SystemDevice SystemDirectory SystemDrive WindowsDirectory CountryCode CurrentTimeZone LocaleID Locale LocalDateTime LastBootUpTime Uptime BuildType CodeSet DataExecutionPreventionAvailable DataExecutionPrevention32BitApplications DataExecutionPreventionDrivers DataExecutionPreventionSupportPolicy Debug Distributed EncryptionLevel ForegroundApplicationBoost TotalVisibleMemorySize FreePhysicalMemory TotalVirtualMemorySize FreeVirtualMemory InUseVirtualMemory TotalSwapSpaceSize SizeStoredInPagingFiles FreeSpaceInPagingFiles PagingFiles HardwareAbstractionLayer InstallDate Manufacturer MaxNumberOfProcesses MaxProcessMemorySize MuiLanguages NumberOfLicensedUsers NumberOfProcesses NumberOfUsers Organization Architecture Language ProductSuites OtherTypeDescription PAEEnabled PortableOperatingSystem Primary ProductType RegisteredUser SerialNumber ServicePackMajorVersion ServicePackMinorVersion Status Suites ServerLevel'

function osValues(world: ShellWorld): Record<string, Value> {
  const { windows } = world
  const used = world.processes().reduce((sum, it) => sum + it.workingSet, 0)
  const total = Math.floor(world.memory / 1024)
  const free = Math.max(0, Math.floor((world.memory - used) / 1024))
  return {
    Name: `Microsoft ${windows.productName}`,
    Type: 'WINNT',
    OperatingSystemSKU: /Datacenter/i.test(windows.editionId) ? 'DatacenterServerEdition' : 'StandardServerEdition',
    Version: `10.0.${windows.build}`,
    BuildNumber: String(windows.build),
    SystemDirectory: 'C:\\Windows\\system32',
    SystemDrive: 'C:',
    WindowsDirectory: 'C:\\Windows',
    CountryCode: '1',
    CurrentTimeZone: 0,
    LocaleID: '0409',
    Locale: 'en-US',
    LocalDateTime: new Date(world.now()),
    LastBootUpTime: new Date(world.bootedAt),
    Uptime: uptime(world.now() - world.bootedAt),
    BuildType: 'Multiprocessor Free',
    CodeSet: '1252',
    DataExecutionPreventionAvailable: true,
    DataExecutionPrevention32BitApplications: true,
    DataExecutionPreventionDrivers: true,
    DataExecutionPreventionSupportPolicy: 'OptOut',
    Debug: false,
    Distributed: false,
    EncryptionLevel: 'Encrypt256Bits',
    ForegroundApplicationBoost: 'Maximum',
    TotalVisibleMemorySize: total,
    FreePhysicalMemory: free,
    TotalVirtualMemorySize: total,
    FreeVirtualMemory: free,
    InUseVirtualMemory: total - free,
    SizeStoredInPagingFiles: 0,
    FreeSpaceInPagingFiles: 0,
    HardwareAbstractionLayer: `10.0.${windows.build}.${windows.revision}`,
    InstallDate: new Date(world.bootedAt),
    Manufacturer: 'Microsoft Corporation',
    MaxNumberOfProcesses: 4_294_967_295,
    MaxProcessMemorySize: 137_438_953_344,
    MuiLanguages: ['en-US'],
    NumberOfProcesses: world.processes().length,
    NumberOfUsers: 0,
    Architecture: '64-bit',
    Language: 'en-US',
    ProductSuites: ['TerminalServices', 'TerminalServicesSingleSession'],
    PortableOperatingSystem: false,
    Primary: true,
    ProductType: 'Server',
    RegisteredUser: 'Windows User',
    SerialNumber: '00454-60000-00001-AA763',
    ServicePackMajorVersion: 0,
    ServicePackMinorVersion: 0,
    Status: 'OK',
    Suites: ['TerminalServices', 'TerminalServicesSingleSession'],
    ServerLevel:
      { 'Server Core': 'ServerCore', 'Nano Server': 'NanoServer', Server: 'FullServer' }[windows.installationType] ??
      'ServerCore',
  }
}

function uptime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value % 60).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const clock = `${String(Math.floor(seconds / 3600) % 24).padStart(2, '0')}:${two(Math.floor(seconds / 60))}:${two(seconds)}`
  const ticks = `${String(Math.max(0, Math.floor(milliseconds % 1000))).padStart(3, '0')}0000`
  return `${days > 0 ? `${days}.` : ''}${clock}${Number(ticks) > 0 ? `.${ticks}` : ''}`
}

function group(prefix: string, names: string, values: Record<string, Value>): [string, Value][] {
  return names.split(' ').map((name) => [`${prefix}${name}`, values[name] ?? null])
}

const lastNames =
  'KeyboardLayout TimeZone LogonServer PowerPlatformRole HyperVisorPresent HyperVRequirementDataExecutionPreventionAvailable HyperVRequirementSecondLevelAddressTranslation HyperVRequirementVirtualizationFirmwareEnabled HyperVRequirementVMMonitorModeExtensions DeviceGuardSmartStatus DeviceGuardRequiredSecurityProperties DeviceGuardAvailableSecurityProperties DeviceGuardSecurityServicesConfigured DeviceGuardSecurityServicesRunning DeviceGuardCodeIntegrityPolicyEnforcementStatus DeviceGuardUserModeCodeIntegrityPolicyEnforcementStatus'

/** With a hypervisor present the requirements are left empty. */
function lastValues(world: ShellWorld): Record<string, Value> {
  const common = {
    TimeZone: '(UTC) Coordinated Universal Time',
    PowerPlatformRole: 'Desktop',
    DeviceGuardSmartStatus: 'Off',
  }
  if (world.isolation === 'hyperv') return { ...common, HyperVisorPresent: true }
  return {
    ...common,
    HyperVisorPresent: false,
    HyperVRequirementDataExecutionPreventionAvailable: true,
    HyperVRequirementSecondLevelAddressTranslation: true,
    HyperVRequirementVirtualizationFirmwareEnabled: true,
    HyperVRequirementVMMonitorModeExtensions: true,
  }
}

/** All that Get-ComputerInfo of 5.1 shows, in its order and with its spellings (`BiosSeralNumber`, `CsPhyicallyInstalledMemory`). */
function computerInfo(world: ShellWorld): [string, Value][] {
  return [
    ...windowsPart(world),
    ...group('Bios', biosNames, {}),
    ...group('Cs', systemNames, systemValues(world)),
    ...group('Os', osNames, osValues(world)),
    ...group('', lastNames, lastValues(world)),
  ]
}

export const computerInfoCmdlet: Cmdlet = {
  name: 'Get-ComputerInfo',
  module: 'Microsoft.PowerShell.Management',
  parameters: 'Property:string[]@0',
  implementation: 'Microsoft.PowerShell.Commands.GetComputerInfoCommand',
  synopsis: 'Gets a consolidated object of system and operating system properties.',
  async *run(call) {
    const all = computerInfo(call.session.world)
    const wanted = textsOf(call, 'Property')?.map(wildcard)
    if (!wanted) {
      yield new PsObject(
        'Microsoft.PowerShell.Commands.ComputerInfo',
        all,
        'Microsoft.PowerShell.Commands.ComputerInfo',
      )
      return
    }
    // With properties named the cmdlet gives a custom object.
    const chosen = wanted.flatMap((test) => all.filter(([name]) => test(name)))
    if (chosen.length > 0) yield new PsObject('System.Management.Automation.PSCustomObject', chosen)
  },
}
