import { expect, test } from 'vitest'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import { given } from '../../../main/setup/call.ts'
import { done, one, practiceMachine, refused } from './practice-fixture.ts'

const gigabyte = 2 ** 30

test('H5: a running VM with dynamic memory is stopped, set and started; its guest may then run a hypervisor', async () => {
  const machine = practiceMachine('hyperv-host')
  const vm = { VMName: 'web1' }
  expect(
    await one(machine, 'Get-VM', { Name: 'web1' }, [
      'Name',
      'State',
      'Version',
      'Generation',
      'ProcessorCount',
      'DynamicMemoryEnabled',
      'MemoryStartup',
      'ParentCheckpointId',
    ]),
  ).toEqual({
    Name: 'web1',
    State: 'Running',
    Version: '10.0',
    Generation: 2,
    ProcessorCount: 1,
    DynamicMemoryEnabled: true,
    MemoryStartup: 2 * gigabyte,
    ParentCheckpointId: null,
  })
  const running = await refused(machine, 'Set-VMProcessor', { ...vm, Count: 2, ExposeVirtualizationExtensions: true })
  expect(running).toMatchObject({
    id: 'InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVMProcessor',
    category: 'InvalidOperation',
    exception: 'Microsoft.HyperV.PowerShell.VirtualizationException',
  })
  expect(running.message).toContain("Failed to modify device 'Processor'.")
  const memory = await refused(machine, 'Set-VMMemory', {
    ...vm,
    DynamicMemoryEnabled: false,
    StartupBytes: 4 * gigabyte,
  })
  expect(memory).toMatchObject({ id: 'InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVMMemory' })
  expect(memory.message).toContain("Failed to modify device 'Memory'.")
  const inside = practiceSession(machine, { vm: 'web1' })
  const flags = {
    run: 'Get-CimInstance',
    with: { ClassName: 'Win32_Processor' },
    take: ['VMMonitorModeExtensions', 'VirtualizationFirmwareEnabled', 'NumberOfLogicalProcessors'],
  }
  expect((await inside.invoke(flags)).objects).toEqual([
    { VMMonitorModeExtensions: false, VirtualizationFirmwareEnabled: false, NumberOfLogicalProcessors: 2 },
  ])
  await done(machine, 'Stop-VM', { Name: 'web1' })
  await expect(inside.invoke(flags)).rejects.toMatchObject({
    explained: { code: 'direct-vm-not-running', detail: 'The virtual machine web1 is not in running state.' },
  })
  await done(machine, 'Set-VMProcessor', { ...vm, Count: 2, ExposeVirtualizationExtensions: true })
  await done(machine, 'Set-VMMemory', { ...vm, DynamicMemoryEnabled: false, StartupBytes: 4 * gigabyte })
  await done(machine, 'Set-VMNetworkAdapter', { ...vm, MacAddressSpoofing: 'On' })
  expect(
    await one(machine, 'Get-VMProcessor', vm, [
      'Count',
      'ExposeVirtualizationExtensions',
      'ResourcePoolName',
      'Maximum',
    ]),
  ).toEqual({ Count: 2, ExposeVirtualizationExtensions: true, ResourcePoolName: 'Primordial', Maximum: 100 })
  expect(await one(machine, 'Get-VMMemory', vm, ['Startup', 'DynamicMemoryEnabled', 'VMName'])).toEqual({
    Startup: 4 * gigabyte,
    DynamicMemoryEnabled: false,
    VMName: 'web1',
  })
  expect(await one(machine, 'Get-VMNetworkAdapter', vm, ['Name', 'SwitchName', 'MacAddressSpoofing'])).toEqual({
    Name: 'Network Adapter',
    SwitchName: 'Lab',
    MacAddressSpoofing: 'On',
  })
  await done(machine, 'Start-VM', { Name: 'web1' })
  expect((await inside.invoke(flags)).objects).toEqual([
    { VMMonitorModeExtensions: true, VirtualizationFirmwareEnabled: true, NumberOfLogicalProcessors: 2 },
  ])
  await machine.invoke(
    {
      run: 'Install-WindowsFeature',
      with: { Name: ['Hyper-V', 'Hyper-V-PowerShell'], Restart: given },
      on: { vm: 'web1' },
    },
    true,
  )
  const compute = { run: 'Get-Service', with: { Name: ['vmms'] }, take: ['Status'] }
  expect((await inside.invoke(compute)).objects).toEqual([{ Status: 'Running' }])
  expect((await inside.invoke(flags)).objects).toMatchObject([{ VMMonitorModeExtensions: false }])
})

test('H5: a saved VM, one with checkpoints and one of an old version each refuse as Hyper-V does', async () => {
  const machine = practiceMachine('hyperv-host')
  const saved = await refused(machine, 'Stop-VM', { Name: 'build1' })
  expect(saved.message).toContain(
    'The operation cannot be performed while the virtual machine is in its current state.',
  )
  expect((await refused(machine, 'Set-VMProcessor', { VMName: 'build1', Count: 4 })).id).toBe(
    'InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVMProcessor',
  )
  await done(machine, 'Remove-VMSavedState', { VMName: 'build1' })
  expect((await one(machine, 'Get-VM', { Name: 'build1' }, ['State'])).State).toBe('Off')
  const checkpoints = await done(machine, 'Get-VMSnapshot', { VMName: 'test1' }, [
    'Name',
    'SnapshotType',
    'ParentSnapshotName',
  ])
  expect(checkpoints.objects).toEqual([
    { Name: 'Before the update', SnapshotType: 'Standard', ParentSnapshotName: null },
    { Name: 'After the update', SnapshotType: 'Standard', ParentSnapshotName: 'Before the update' },
  ])
  expect((await one(machine, 'Get-VM', { Name: 'test1' }, ['ParentCheckpointName'])).ParentCheckpointName).toBe(
    'After the update',
  )
  await done(machine, 'Remove-VMSnapshot', { VMName: 'test1' })
  expect((await done(machine, 'Get-VMSnapshot', { VMName: 'test1' }, ['Name'])).objects).toEqual([])
  const old = await refused(machine, 'Set-VMProcessor', { VMName: 'old1', ExposeVirtualizationExtensions: true })
  expect(old.id).toBe('NotSupported,Microsoft.HyperV.PowerShell.Commands.SetVMProcessor')
  expect(old.message).toContain('Cannot modify property.')
  expect((await refused(machine, 'Update-VMVersion', { Name: 'old1' })).message).toContain('NonInteractive mode')
  await done(machine, 'Update-VMVersion', { Name: 'old1', Force: given })
  expect((await one(machine, 'Get-VM', { Name: 'old1' }, ['Version'])).Version).toBe('10.0')
  const supported = await done(machine, 'Get-VMHostSupportedVersion', { Default: given }, ['Version', 'IsDefault'])
  expect(supported.objects).toEqual([{ Version: '10.0', IsDefault: true }])
})

test('H5: a guest that refuses to shut down is forced, or its plug is pulled', async () => {
  const machine = practiceMachine('hyperv-host')
  expect(await refused(machine, 'Stop-VM', { Name: 'locked1' })).toMatchObject({
    message: 'Failed to stop.',
    id: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.StopVM',
  })
  await done(machine, 'Stop-VM', { Name: 'locked1', Force: given })
  await done(machine, 'Stop-VM', { Name: 'web1', Save: given })
  const states = await done(machine, 'Get-VM', { Name: ['locked1', 'web1'] }, ['Name', 'State'])
  expect(states.objects).toEqual([
    { Name: 'locked1', State: 'Off' },
    { Name: 'web1', State: 'Saved' },
  ])
})

test('H5: AMD before Server 2022 cannot nest, and the newest Hyper-V wants two processors first', async () => {
  const old = practiceMachine('hyperv-host-amd', (host) => {
    for (const vm of host.vms) vm.version = '9.3'
  })
  await done(old, 'Set-VMProcessor', { VMName: 'amd1', ExposeVirtualizationExtensions: true })
  const start = await refused(old, 'Start-VM', { Name: 'amd1' })
  expect(start.message).toContain('could not be started because this platform does not support nested virtualization.')
  const newest = practiceMachine('hyperv-host-2025')
  expect(
    (await refused(newest, 'Set-VMProcessor', { VMName: 'single1', ExposeVirtualizationExtensions: true })).id,
  ).toContain('NotSupported,')
  await done(newest, 'Set-VMProcessor', { VMName: 'single1', Count: 2, ExposeVirtualizationExtensions: true })
  await done(newest, 'Start-VM', { Name: 'single1' })
})

test('P3: VMs are named exactly or by wildcards; who may not, and a host without its service, hear it from Hyper-V', async () => {
  const machine = practiceMachine('hyperv-host')
  expect(await refused(machine, 'Get-VM', { Name: "no'such" })).toMatchObject({
    message: 'Hyper-V was unable to find a virtual machine with name "no\'such".',
    id: 'InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM',
    category: 'InvalidArgument',
  })
  expect((await done(machine, 'Get-VM', { Name: 'none*' }, ['Name'])).objects).toEqual([])
  const denied = await refused(machine, 'Get-VM', { Name: 'web1' }, false)
  expect(denied.message).toContain('You do not have the required permission to complete this task.')
  await done(machine, 'Stop-Service', { Name: 'vmms' })
  expect((await refused(machine, 'Get-VM')).message).toContain(
    "Hyper-V encountered an error trying to access an object on computer 'HV2022' because the object was not found.",
  )
  const bare = practiceMachine('server-2022')
  expect((await refused(bare, 'Get-VM')).message).toContain("The term 'Get-VM' is not recognized")
  await expect(practiceSession(machine, { vm: 'ghost' }).bootTime()).rejects.toMatchObject({
    explained: { code: 'direct-no-vm' },
  })
})

test('H5: a VM goes on stopping when who asked is gone, and shows it', async () => {
  const machine = practiceMachine('hyperv-host', undefined, 0.1)
  const state = async (name: string) => (await one(machine, 'Get-VM', { Name: name }, ['State'])).State
  const controller = new AbortController()
  const call = machine.invoke({ run: 'Stop-VM', with: { Name: 'web1' } }, true, { signal: controller.signal })
  const ended = expect(call).rejects.toThrow()
  await expect.poll(() => state('web1')).toBe('Stopping')
  controller.abort(new Error('gone'))
  await ended
  expect((await refused(machine, 'Start-VM', { Name: 'web1' })).id).toBe(
    'InvalidState,Microsoft.HyperV.PowerShell.Commands.StartVM',
  )
  await expect.poll(() => state('web1')).toBe('Off')
  const saved = machine.invoke({ run: 'Start-VM', with: { Name: 'build1' } }, true)
  await expect.poll(() => state('build1')).toBe('Starting')
  await saved
  expect(await state('build1')).toBe('Running')
})
