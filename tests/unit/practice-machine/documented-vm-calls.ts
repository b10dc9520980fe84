import { given } from '../../../main/setup/call.ts'
import { type DocumentedCall, host, hyperV, noHyperV, off, vm } from './documented-call.ts'

export const vmCalls: readonly DocumentedCall[] = [
  vm('Get-VM', 'Name', 'web1'),
  vm('Get-VMProcessor', 'VMName', 'web1'),
  vm('Get-VMMemory', 'VMName', 'web1'),
  vm('Get-VMNetworkAdapter', 'VMName', 'web1'),
  vm('Get-VMSnapshot', 'VMName', 'test1'),
  {
    ...vm('Set-VMProcessor', 'VMName', 'test1', { Count: 4 }),
    failure: {
      call: { run: 'Set-VMProcessor', with: { VMName: 'web1', Count: 4 } },
      on: host,
      id: `InvalidState,${hyperV}.SetVMProcessor`,
      when: 'the VM is not off',
    },
  },
  {
    ...vm('Set-VMMemory', 'VMName', 'test1', { StartupBytes: 8 * 2 ** 30 }),
    failure: {
      call: { run: 'Set-VMMemory', with: { VMName: 'web1', StartupBytes: 8 * 2 ** 30 } },
      on: host,
      id: `InvalidState,${hyperV}.SetVMMemory`,
      when: 'the VM is not off',
    },
  },
  vm('Set-VMNetworkAdapter', 'VMName', 'web1', { MacAddressSpoofing: 'On' }),
  vm('Remove-VMSnapshot', 'VMName', 'test1'),
  vm('Checkpoint-VM', 'Name', 'test1'),
  vm('Remove-VMSavedState', 'VMName', 'build1'),
  vm('Update-VMVersion', 'Name', 'old1', { Force: given }),
  {
    ...vm('Stop-VM', 'Name', 'web1'),
    failure: {
      call: { run: 'Stop-VM', with: { Name: 'locked1' } },
      on: host,
      id: `OperationFailed,${hyperV}.StopVM`,
      when: 'the guest does not shut down',
    },
  },
  {
    ...vm('Start-VM', 'Name', 'test1', {}, off),
    failure: {
      call: { run: 'Start-VM', with: { Name: 'test1' } },
      on: host,
      edit: (machine) => {
        machine.launchType = 'Off'
        machine.hypervisor = false
      },
      id: `OperationFailed,${hyperV}.StartVM`,
      when: 'the hypervisor does not run',
    },
  },
  { name: 'Get-VMHost', success: { call: { run: 'Get-VMHost' }, on: host }, failure: noHyperV('Get-VMHost') },
  {
    name: 'Get-VMHostSupportedVersion',
    success: { call: { run: 'Get-VMHostSupportedVersion', with: { Default: given } }, on: host },
    failure: {
      call: { run: 'Get-VMHostSupportedVersion' },
      on: host,
      elevated: false,
      id: `Unspecified,${hyperV}.GetVMHostSupportedVersion`,
      when: 'not elevated',
    },
  },
  {
    name: 'Get-VMSwitch',
    success: { call: { run: 'Get-VMSwitch' }, on: host },
    failure: {
      call: { run: 'Get-VMSwitch', with: { Name: 'none' } },
      on: host,
      id: `InvalidParameter,${hyperV}.GetVMSwitch`,
      when: 'there is no such switch',
    },
  },
  {
    name: 'New-VMSwitch',
    success: { call: { run: 'New-VMSwitch', with: { Name: 'N', SwitchType: 'Internal' } }, on: host },
    failure: {
      call: { run: 'New-VMSwitch', with: { Name: 'N', NetAdapterName: 'none' } },
      on: host,
      id: `ObjectNotFound,${hyperV}.NewVMSwitch`,
      when: 'there is no such adapter',
    },
  },
  {
    name: 'Remove-VMSwitch',
    success: { call: { run: 'Remove-VMSwitch', with: { Name: 'Lab', Force: { switch: true } } }, on: host },
    failure: {
      call: { run: 'Remove-VMSwitch', with: { Name: 'none', Force: { switch: true } } },
      on: host,
      when: 'there is no such switch',
      id: 'InvalidParameter,Microsoft.HyperV.PowerShell.Commands.RemoveVMSwitch',
    },
  },
]
