import { expect, test } from 'vitest'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import { given } from '../../../main/setup/call.ts'
import { done, one, practiceMachine, refused } from './practice-fixture.ts'

test('H3: the Containers feature of a server is pending until the restart, and its services come with it', async () => {
  const machine = practiceMachine('server-2022')
  const session = practiceSession(machine)
  const state = () =>
    one(machine, 'Get-WindowsFeature', { Name: 'Containers' }, [
      'Installed',
      'InstallState',
      'AdditionalInfo.MajorVersion',
    ])
  expect(await state()).toEqual({ Installed: false, InstallState: 'Available', 'AdditionalInfo.MajorVersion': 10 })
  const result = await one(machine, 'Install-WindowsFeature', { Name: ['Containers'] }, [
    'Success',
    'RestartNeeded',
    'ExitCode',
    'FeatureResult.DisplayName',
  ])
  expect(result).toEqual({
    Success: true,
    RestartNeeded: 'Yes',
    ExitCode: 'SuccessRestartRequired',
    'FeatureResult.DisplayName': ['Containers'],
  })
  expect((await state()).InstallState).toBe('InstallPending')
  expect((await one(machine, 'Get-SlipwayPendingRestart', {}, ['Pending'])).Pending).toBe(true)
  expect((await refused(machine, 'Get-Service', { Name: 'hns' })).id).toBe(
    'NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.GetServiceCommand',
  )
  const boot = await session.bootTime()
  await machine.edit((draft) => {
    draft.backAt = Date.now()
  })
  await session.waitForRestart(boot, { deadline: 5000 })
  expect((await state()).InstallState).toBe('Installed')
  const services = await done(machine, 'Get-Service', { Name: ['hns', 'vmcompute'] }, ['Name', 'Status'])
  expect(services.objects).toEqual([
    { Name: 'hns', Status: 'Running' },
    { Name: 'vmcompute', Status: 'Running' },
  ])
})

test('H3: a client has no Get-WindowsFeature, and DISM asks for elevation even to read', async () => {
  const machine = practiceMachine('windows-11')
  const missing = await refused(machine, 'Get-WindowsFeature', { Name: 'Containers' })
  expect(missing).toMatchObject({
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    target: 'Get-WindowsFeature',
  })
  expect(missing.message).toContain(
    "The term 'Get-WindowsFeature' is not recognized as the name of a cmdlet, function, script file, or operable program.",
  )
  const denied = await refused(
    machine,
    'Get-WindowsOptionalFeature',
    { Online: { switch: true }, FeatureName: 'Containers' },
    false,
  )
  expect(denied).toMatchObject({
    message: 'The requested operation requires elevation.',
    exception: 'System.Runtime.InteropServices.COMException',
    id: 'Microsoft.Dism.Commands.GetWindowsOptionalFeatureCommand',
  })
  expect(
    await one(
      machine,
      'Get-CimInstance',
      { ClassName: 'Win32_OptionalFeature', Filter: "Name='Containers'" },
      ['Name', 'InstallState'],
      false,
    ),
  ).toEqual({ Name: 'Containers', InstallState: 2 })
})

test.each([
  ['server-2022-vm', 'Hyper-V cannot be installed: A hypervisor is already running.'],
  [
    'server-2022-vmware',
    'Hyper-V cannot be installed: The processor does not have required virtualization capabilities.',
  ],
  [
    'server-2022-no-slat',
    'Hyper-V cannot be installed: The processor does not support second level address translation (SLAT).',
  ],
  [
    'server-2022-firmware-off',
    'Hyper-V cannot be installed because virtualization support is not enabled in the BIOS.',
  ],
])('H4: the prerequisite check of %s', async (preset, text) => {
  const machine = practiceMachine(preset)
  const outcome = await machine.invoke(
    { run: 'Install-WindowsFeature', with: { Name: ['Hyper-V'] }, take: ['Success', 'RestartNeeded', 'ExitCode'] },
    true,
  )
  expect(outcome.objects).toEqual([{ Success: false, RestartNeeded: 'Maybe', ExitCode: 'Failed' }])
  expect(outcome.errors).toHaveLength(1)
  expect(outcome.errors[0]).toMatchObject({
    id: 'Alteration_PrerequisiteCheck_Failed,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
  })
  expect(outcome.errors[0]?.message).toBe(`A prerequisite check for the Hyper-V feature failed.\n1. ${text}`)
})

test('H4: Hyper-V and its module on metal, whose hypervisor runs after the restart; taken out again', async () => {
  const machine = practiceMachine('server-2022')
  await done(machine, 'Install-WindowsFeature', { Name: ['Hyper-V', 'Hyper-V-PowerShell'], Restart: given })
  expect(await one(machine, 'Get-CimInstance', { ClassName: 'Win32_ComputerSystem' }, ['HypervisorPresent'])).toEqual({
    HypervisorPresent: true,
  })
  expect(await one(machine, 'Get-Service', { Name: 'vmms' }, ['Status'])).toEqual({ Status: 'Running' })
  expect(await one(machine, 'Get-VMHost', {}, ['Name', 'LogicalProcessorCount'])).toEqual({
    Name: 'SRV2022',
    LogicalProcessorCount: 16,
  })
  const result = await one(machine, 'Uninstall-WindowsFeature', { Name: ['Hyper-V'] }, ['ExitCode'])
  expect(result).toEqual({ ExitCode: 'SuccessRestartRequired' })
  await done(machine, 'Restart-Computer')
  expect(await one(machine, 'Get-CimInstance', { ClassName: 'Win32_ComputerSystem' }, ['HypervisorPresent'])).toEqual({
    HypervisorPresent: false,
  })
  const again = await one(machine, 'Uninstall-WindowsFeature', { Name: ['Hyper-V'] }, ['Success', 'ExitCode'])
  expect(again).toEqual({ Success: true, ExitCode: 'NoChangeNeeded' })
})

test('H4: hypervisorlaunchtype off keeps the hypervisor away, and VMs from starting', async () => {
  const machine = practiceMachine('hyperv-host')
  const set = await machine.invoke({ native: 'bcdedit.exe', args: ['/set', 'hypervisorlaunchtype', 'off'] }, true)
  expect(set).toMatchObject({ exitCode: 0, output: 'The operation completed successfully.\r\n' })
  await done(machine, 'Restart-Computer', { Force: given })
  expect((await refused(machine, 'Start-VM', { Name: 'test1' })).message).toContain(
    'because one of the Hyper-V components is not running.',
  )
  expect(await machine.invoke({ native: 'bcdedit.exe', args: [] }, false)).toMatchObject({
    exitCode: 1,
    errorOutput: expect.stringContaining('Access is denied.'),
  })
})

test('H3: unknown names, on a server and at DISM, and features whose payload is gone', async () => {
  const machine = practiceMachine('server-2022')
  const unknown = await machine.invoke(
    { run: 'Install-WindowsFeature', with: { Name: ['Container'] }, take: ['Success', 'RestartNeeded', 'ExitCode'] },
    true,
  )
  expect(unknown.objects).toEqual([{ Success: false, RestartNeeded: 'No', ExitCode: 'InvalidArgs' }])
  expect(unknown.errors[0]).toMatchObject({
    message:
      "ArgumentNotValid: The role, role service, or feature name is not valid: 'Container'. The name was not found.",
    id: 'NameDoesNotExist,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
    category: 'InvalidArgument',
  })
  expect(
    await refused(machine, 'Enable-WindowsOptionalFeature', {
      Online: given,
      FeatureName: 'Microsoft-Hyper-V-All',
      All: given,
      NoRestart: given,
    }),
  ).toMatchObject({
    message: 'Feature name Microsoft-Hyper-V-All is unknown.',
    hresult: 0x800f080c | 0,
  })
  expect((await done(machine, 'Get-WindowsFeature', { Name: 'Nonsense' }, ['Name'])).objects).toEqual([])

  const bare = practiceMachine('server-2022-no-source')
  const gone = await bare.invoke({ run: 'Install-WindowsFeature', with: { Name: ['Containers'] } }, true)
  expect(gone.errors[0]).toMatchObject({
    id: 'DISMAPI_Error__Cbs_Download_Failure,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
  })
  expect(gone.errors[0]?.message).toContain('The source files could not be downloaded.')
  expect(gone.errors[0]?.message).toContain('Error: 0x800f0906')
  const wrong = await bare.invoke(
    { run: 'Install-WindowsFeature', with: { Name: ['Containers'], Source: ['E:\\none'] } },
    true,
  )
  expect(wrong.errors[0]).toMatchObject({
    id: 'DISMAPI_Error__Failed_To_Enable_Updates,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
  })
  expect(wrong.errors[0]?.message).toContain('Error: 0x800f081f')
  expect(await one(bare, 'Get-WindowsFeature', { Name: 'Containers' }, ['InstallState'])).toEqual({
    InstallState: 'Removed',
  })
  await done(bare, 'Install-WindowsFeature', { Name: ['Containers'], Source: ['D:\\sources\\sxs'] })
  expect(await one(bare, 'Get-WindowsFeature', { Name: 'Containers' }, ['InstallState'])).toEqual({
    InstallState: 'InstallPending',
  })
})

test('H3: the Containers feature of a client by DISM, and back', async () => {
  const machine = practiceMachine('windows-11')
  const feature = { Online: given, FeatureName: 'Containers' }
  const state = () => one(machine, 'Get-WindowsOptionalFeature', feature, ['FeatureName', 'State', 'RestartRequired'])
  expect(await state()).toEqual({ FeatureName: 'Containers', State: 'Disabled', RestartRequired: 'Possible' })
  expect(
    await one(machine, 'Enable-WindowsOptionalFeature', { ...feature, All: given, NoRestart: given }, [
      'RestartNeeded',
      'Online',
      'Path',
    ]),
  ).toEqual({ RestartNeeded: true, Online: true, Path: '' })
  expect((await state()).State).toBe('EnablePending')
  await done(machine, 'Restart-Computer')
  expect((await state()).State).toBe('Enabled')
  await done(machine, 'Disable-WindowsOptionalFeature', { ...feature, NoRestart: given })
  expect((await state()).State).toBe('DisablePending')
  await done(machine, 'Restart-Computer')
  expect((await state()).State).toBe('Disabled')
  expect(
    await refused(machine, 'Enable-WindowsOptionalFeature', {
      Online: given,
      FeatureName: 'Microsoft-Hyper-V',
      NoRestart: given,
    }),
  ).toMatchObject({ hresult: 0x800f0826 | 0 })
  await done(machine, 'Enable-WindowsOptionalFeature', {
    Online: given,
    FeatureName: 'Microsoft-Hyper-V',
    All: given,
    NoRestart: given,
  })
  await done(machine, 'Restart-Computer')
  expect(await one(machine, 'Get-CimInstance', { ClassName: 'Win32_ComputerSystem' }, ['HypervisorPresent'])).toEqual({
    HypervisorPresent: true,
  })
})

test('H3: a client with the server administration tools has the cmdlets, and they refuse', async () => {
  const machine = practiceMachine('windows-11-rsat')
  for (const run of ['Get-WindowsFeature', 'Install-WindowsFeature'])
    expect(await refused(machine, run, { Name: 'Containers' })).toMatchObject({
      message: 'The target of the specified cmdlet cannot be a Windows client-based operating system.',
    })
})

test('H3: a full disk takes no feature, and says so', async () => {
  const machine = practiceMachine('server-2022-disk-full')
  expect((await refused(machine, 'Install-WindowsFeature', { Name: 'Hyper-V' })).message).toContain(
    'There is not enough space on the disk. Error: 0x80070070',
  )
  const dism = { Online: given, FeatureName: 'Microsoft-Hyper-V', All: given, NoRestart: given }
  expect(await refused(machine, 'Enable-WindowsOptionalFeature', dism)).toMatchObject({ hresult: 0x80070070 | 0 })
  expect(await one(machine, 'Get-WindowsFeature', { Name: 'Hyper-V' }, ['InstallState'])).toEqual({
    InstallState: 'Available',
  })
})
