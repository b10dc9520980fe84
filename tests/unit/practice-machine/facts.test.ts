import { expect, test } from 'vitest'
import { presets } from '../../../main/practice/machine/presets/catalogue.ts'
import { done, one, practiceMachine } from './practice-fixture.ts'

const flags = ['SecondLevelAddressTranslationExtensions', 'VMMonitorModeExtensions', 'VirtualizationFirmwareEnabled']

async function hardware(preset: string) {
  const machine = practiceMachine(preset)
  const computer = await one(
    machine,
    'Get-CimInstance',
    { ClassName: 'Win32_ComputerSystem' },
    ['HypervisorPresent', 'Model'],
    false,
  )
  const processor = await one(
    machine,
    'Get-CimInstance',
    { ClassName: 'Win32_Processor' },
    ['Manufacturer', 'AddressWidth', ...flags],
    false,
  )
  return {
    hypervisor: computer.HypervisorPresent,
    model: computer.Model,
    vendor: processor.Manufacturer,
    width: processor.AddressWidth,
    flags: flags.map((name) => processor[name]),
  }
}

test.each([
  ['server-2022', { hypervisor: false, flags: [true, true, true] }],
  ['server-2022-no-slat', { hypervisor: false, flags: [false, true, true] }],
  ['server-2022-firmware-off', { hypervisor: false, flags: [true, true, false] }],
  ['server-2022-firmware-unknown', { hypervisor: false, flags: [true, true, null] }],
  ['windows-11-vbs', { hypervisor: true, flags: [false, false, false] }],
  ['hyperv-host', { hypervisor: true, flags: [false, false, false] }],
  ['server-2022-vm', { hypervisor: true, model: 'Virtual Machine', flags: [false, false, false] }],
  ['server-2022-vm-nested', { hypervisor: true, model: 'Virtual Machine', flags: [true, true, true] }],
  ['server-2022-vmware', { hypervisor: true, flags: [false, false, false] }],
  ['server-2025-core', { vendor: 'AuthenticAMD', width: 64, flags: [true, true, true] }],
])('H1: processor flags and hypervisor of %s', async (preset, expected) => {
  expect(await hardware(preset)).toMatchObject(expected)
})

test.each([
  ['server-2016', '14393', 3, 'Server', 'Microsoft Windows Server 2016 Datacenter'],
  ['server-2019-core', '17763', 3, 'Server Core', 'Microsoft Windows Server 2019 Datacenter'],
  ['server-2022', '20348', 3, 'Server', 'Microsoft Windows Server 2022 Datacenter'],
  ['server-2025-core', '26100', 3, 'Server Core', 'Microsoft Windows Server 2025 Datacenter'],
  ['windows-10', '19045', 1, 'Client', 'Microsoft Windows 10 Pro'],
  ['windows-11', '26100', 1, 'Client', 'Microsoft Windows 11 Pro'],
])('H1: Windows of %s', async (preset, build, type, installation, caption) => {
  const machine = practiceMachine(preset)
  const os = await one(
    machine,
    'Get-CimInstance',
    { ClassName: 'Win32_OperatingSystem' },
    ['Caption', 'BuildNumber', 'Version', 'ProductType', 'DataExecutionPrevention_Available', 'FreePhysicalMemory'],
    false,
  )
  expect(os).toMatchObject({
    Caption: caption,
    BuildNumber: build,
    Version: `10.0.${build}`,
    ProductType: type,
    DataExecutionPrevention_Available: true,
  })
  expect(os.FreePhysicalMemory).toBeLessThan(64 * 2 ** 20)
  const version = await one(
    machine,
    'Get-SlipwayWindowsVersion',
    {},
    ['InstallationType', 'CurrentBuild', 'UBR', 'BuildLabEx'],
    false,
  )
  expect(version).toMatchObject({ InstallationType: installation, CurrentBuild: build })
  expect(String(version.BuildLabEx)).toMatch(new RegExp(`^${build}\\.`))
})

test('H1: a pending restart shows in its signs; the one that needs elevation is unknown without', async () => {
  const machine = practiceMachine('server-2022-restart-pending')
  const take = ['Pending', 'ComponentServicing', 'WindowsUpdate', 'FileRename', 'RestartNeeded']
  expect(await one(machine, 'Get-SlipwayPendingRestart', {}, take, false)).toEqual({
    Pending: true,
    ComponentServicing: false,
    WindowsUpdate: true,
    FileRename: true,
    RestartNeeded: null,
  })
  const calm = practiceMachine('server-2022')
  expect((await one(calm, 'Get-SlipwayPendingRestart', {}, take, false)).Pending).toBeNull()
  expect((await one(calm, 'Get-SlipwayPendingRestart', {}, take, true)).Pending).toBe(false)
})

test('H1: security, disks and the computer as a whole', async () => {
  const machine = practiceMachine('windows-11-vbs')
  const guard = { ClassName: 'Win32_DeviceGuard', Namespace: 'root\\Microsoft\\Windows\\DeviceGuard' }
  expect(await one(machine, 'Get-CimInstance', guard, ['VirtualizationBasedSecurityStatus'], false)).toEqual({
    VirtualizationBasedSecurityStatus: 2,
  })
  const info = await one(
    machine,
    'Get-ComputerInfo',
    {},
    ['HyperVisorPresent', 'HyperVRequirementVirtualizationFirmwareEnabled', 'OsName'],
    false,
  )
  expect(info).toEqual({
    HyperVisorPresent: true,
    HyperVRequirementVirtualizationFirmwareEnabled: null,
    OsName: 'Microsoft Windows 11 Pro',
  })
  const full = practiceMachine('server-2022-disk-full')
  const disk = await one(
    full,
    'Get-CimInstance',
    { ClassName: 'Win32_LogicalDisk', Filter: 'DriveType=3' },
    ['DeviceID', 'FreeSpace'],
    false,
  )
  expect(disk).toEqual({ DeviceID: 'C:', FreeSpace: 200 * 2 ** 20 })
  const features = await done(
    practiceMachine('windows-11'),
    'Get-CimInstance',
    { ClassName: 'Win32_OptionalFeature', Filter: "Name='Containers' OR Name='Microsoft-Hyper-V-All'" },
    ['Name', 'InstallState'],
  )
  expect(features.objects).toHaveLength(2)
  const home = await done(
    practiceMachine('windows-11-home'),
    'Get-CimInstance',
    { ClassName: 'Win32_OptionalFeature', Filter: "Name='Containers'" },
    ['Name'],
  )
  expect(home.objects).toEqual([])
})

test('P2: every preset has a name of its own, one line about it, and answers', async () => {
  expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  for (const { name, description } of presets) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(description).not.toContain('\n')
    await done(practiceMachine(name), 'Get-Service', { Name: 'RpcSs' })
  }
})
