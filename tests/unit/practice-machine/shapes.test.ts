import { expect, test } from 'vitest'
import { given, type Value } from '../../../main/setup/call.ts'
import { practiceMachine } from './practice-fixture.ts'

/** Property names of the object kinds, as windows-powershell-docs and listings in public issues have them. */
const shapes: readonly (readonly [string, Record<string, Value>, string, string])[] = [
  [
    'Get-WindowsFeature',
    { Name: 'Containers' },
    'server-2022',
    'Name DisplayName Description Installed InstallState FeatureType Path Depth DependsOn Parent SubFeatures SystemService Notification ServerComponentDescriptor BestPracticesModelId EventQuery PostConfigurationNeeded AdditionalInfo',
  ],
  ['Install-WindowsFeature', { Name: 'Containers' }, 'server-2022', 'Success RestartNeeded FeatureResult ExitCode'],
  [
    'Get-WindowsOptionalFeature',
    { Online: given, FeatureName: 'Containers' },
    'windows-11',
    'FeatureName DisplayName Description RestartRequired State CustomProperties Path Online WinPath SysDrivePath LogPath LogLevel',
  ],
  [
    'Enable-WindowsOptionalFeature',
    { Online: given, FeatureName: 'Containers', NoRestart: given },
    'windows-11',
    'Path Online RestartNeeded',
  ],
  [
    'Get-VM',
    { Name: 'web1' },
    'hyperv-host',
    'Name Id VMId State Status Uptime CPUUsage MemoryAssigned MemoryDemand MemoryStatus Version Generation ProcessorCount DynamicMemoryEnabled MemoryStartup MemoryMinimum MemoryMaximum ReplicationState ParentCheckpointId ParentCheckpointName ParentSnapshotId Path ConfigurationLocation NetworkAdapters HardDrives ComputerName',
  ],
  [
    'Get-VMProcessor',
    { VMName: 'web1' },
    'hyperv-host',
    'Count ExposeVirtualizationExtensions CompatibilityForMigrationEnabled CompatibilityForOlderOperatingSystemsEnabled HwThreadCountPerCore EnableHostResourceProtection Maximum Reserve RelativeWeight MaximumCountPerNumaNode MaximumCountPerNumaSocket ResourcePoolName OperationalStatus StatusDescription Name Id VMId VMName VMCheckpointId VMCheckpointName VMSnapshotId VMSnapshotName ComputerName IsDeleted',
  ],
  [
    'Get-VMMemory',
    { VMName: 'web1' },
    'hyperv-host',
    'Startup Minimum Maximum Buffer Priority DynamicMemoryEnabled MaximumPerNumaNode VMName',
  ],
  [
    'Get-VMNetworkAdapter',
    { VMName: 'web1' },
    'hyperv-host',
    'Name IsManagementOs VMName SwitchName MacAddress DynamicMacAddressEnabled MacAddressSpoofing Status IPAddresses',
  ],
  [
    'Get-VMSnapshot',
    { VMName: 'test1', Name: 'Before*' },
    'hyperv-host',
    'Name SnapshotType CreationTime ParentSnapshotName VMName',
  ],
  ['Get-VMHostSupportedVersion', { Default: given }, 'hyperv-host', 'Name Version IsDefault'],
  [
    'Get-Service',
    { Name: 'docker' },
    'server-2022-docker',
    'Name DisplayName Status StartType DependentServices ServicesDependedOn',
  ],
  [
    'Get-WinEvent',
    { FilterHashtable: { ProviderName: 'docker' } },
    'server-2022-docker',
    'Id Level LevelDisplayName ProviderName TimeCreated Message Properties',
  ],
  [
    'Get-CimInstance',
    { ClassName: 'Win32_Processor' },
    'server-2022',
    'Manufacturer AddressWidth NumberOfCores NumberOfLogicalProcessors SecondLevelAddressTranslationExtensions VMMonitorModeExtensions VirtualizationFirmwareEnabled',
  ],
]

test.each(shapes)('P3: %s writes objects of the real shape', async (run, args, preset, names) => {
  const { objects, errors } = await practiceMachine(preset).invoke({ run, with: args, take: ['*'] }, true)
  expect(errors).toEqual([])
  expect(objects).toHaveLength(1)
  expect(Object.keys(objects[0]?.['*'] ?? {})).toEqual(expect.arrayContaining(names.split(' ')))
})

test('P3: the metadata takes what Windows takes: aliases, enumerations by name, and ids of VMs', async () => {
  const machine = practiceMachine('hyperv-host')
  const byId = await machine.invoke(
    {
      run: 'Get-VM',
      with: { Id: '5C1F00D5-2C5B-4C1E-9D3E-000000000001' },
      take: ['Name', 'Id', 'NetworkAdapters.MacAddress', 'Uptime', 'Nonsense'],
    },
    true,
  )
  expect(byId.objects).toEqual([
    {
      Name: 'web1',
      Id: '5c1f00d5-2c5b-4c1e-9d3e-000000000001',
      'NetworkAdapters.MacAddress': ['00155D010001'],
      Uptime: expect.stringMatching(/^06:00:\d\d$/),
      Nonsense: null,
    },
  ])
  const spoofing = await machine.invoke(
    {
      run: 'Set-VMNetworkAdapter',
      with: { VMName: 'web1', MacAddressSpoofing: 'on', Passthru: given },
      take: ['MacAddressSpoofing'],
    },
    true,
  )
  expect(spoofing.objects).toEqual([{ MacAddressSpoofing: 'On' }])
})

test('P3: native commands answer as consoles do', async () => {
  const machine = practiceMachine('server-2022-docker')
  const query = await machine.invoke({ native: 'C:\\Windows\\System32\\sc.exe', args: ['queryex', 'docker'] }, false)
  expect(query.output).toContain('        STATE              : 4  RUNNING \r\n')
  expect((await machine.invoke({ native: 'sc.exe', args: ['stop', 'docker'] }, false)).output).toContain(
    '[SC] OpenService FAILED 5:',
  )
  expect((await machine.invoke({ native: 'sc.exe', args: ['control', 'docker', 'paramchange'] }, true)).exitCode).toBe(
    0,
  )
  expect((await machine.invoke({ native: 'whoami.exe', args: ['/groups'] }, true)).output).toContain('S-1-16-12288')
  expect((await machine.invoke({ native: 'whoami.exe', args: [] }, false)).output).toBe('practice\\administrator\r\n')
  const missing = await practiceMachine('server-2022').invoke({ native: 'dockerd.exe', args: ['--validate'] }, true)
  expect(missing.errors[0]?.id).toBe('CommandNotFoundException')
})
