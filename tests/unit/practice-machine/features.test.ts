import { expect, test } from 'vitest'
import { practiceSession } from '../../../main/practice/machine/session.ts'
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
