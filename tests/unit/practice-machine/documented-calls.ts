import type { MachineState } from '../../../main/practice/machine/state.ts'
import { type Call, given } from '../../../main/setup/call.ts'

interface Example {
  readonly call: Call
  readonly on: string
  readonly elevated?: boolean
  readonly edit?: (machine: MachineState) => void
}

/** One simulated call with a success and a documented failure: its error's id, or a native command's exit code. */
export interface DocumentedCall {
  readonly name: string
  readonly success: Example
  readonly failure: Example & { readonly id: string | number; readonly when: string }
}

const hyperV = 'Microsoft.HyperV.PowerShell.Commands'
const management = 'Microsoft.PowerShell.Commands'
const host = 'hyperv-host'
const server = 'server-2022'
const docker = 'server-2022-docker'

const off = (machine: MachineState) => {
  for (const vm of machine.vms) vm.state = 'Off'
}

/** A call without parameters fails for one that is not there. */
const badParameter = (run: string, className: string, on: string = server) => ({
  call: { run, with: { Nonsense: 1 } },
  on,
  id: `NamedParameterNotFound,${className}`,
  when: 'a parameter that it does not have',
})

const vmMissing = (run: string, parameter: 'Name' | 'VMName', more = {}) => ({
  call: { run, with: { [parameter]: 'ghost', ...more } },
  on: host,
  id: `InvalidParameter,${hyperV}.${run.replace('-', '')}`,
  when: 'there is no such VM',
})

const noHyperV = (run: string) => ({
  call: { run },
  on: server,
  id: 'CommandNotFoundException',
  when: 'the Hyper-V module is missing',
})

const vm = (
  run: string,
  parameter: 'Name' | 'VMName',
  name: string,
  more = {},
  edit?: (machine: MachineState) => void,
): DocumentedCall => ({
  name: run,
  success: { call: { run, with: { [parameter]: name, ...more } }, on: host, edit },
  failure: vmMissing(run, parameter, more),
})

const dism = (run: string, name: string): DocumentedCall => {
  const call = {
    run,
    with: { Online: given, FeatureName: name, ...(run.startsWith('Get') ? {} : { NoRestart: given }) },
  }
  return {
    name: run,
    success: { call, on: 'windows-11' },
    failure: {
      call,
      on: 'windows-11',
      elevated: false,
      id: `Microsoft.Dism.Commands.${run.replace('-', '')}Command`,
      when: 'not elevated',
    },
  }
}

const service = (run: string): DocumentedCall => ({
  name: run,
  success: {
    call: { run, with: { Name: 'docker', ...(run === 'Set-Service' ? { StartupType: 'Manual' } : {}) } },
    on: docker,
  },
  failure: {
    call: { run, with: { Name: 'docker', ...(run === 'Set-Service' ? { StartupType: 'Manual' } : {}) } },
    on: server,
    id: `NoServiceFoundForGivenName,${management}.${run.replace('-', '')}Command`,
    when: 'there is no such service',
  },
})

const network = (
  run: string,
  args: Record<string, string | number>,
  edit?: (machine: MachineState) => void,
): DocumentedCall => ({
  name: run,
  success: { call: { run, with: args }, on: host, edit },
  failure: {
    call: { run, with: args },
    on: host,
    edit,
    elevated: false,
    id: `Windows System Error 5,${run}`,
    when: 'not elevated',
  },
})

const missingRule = (run: string, property: string): DocumentedCall['failure'] => ({
  call: { run, with: { [property]: 'nothing' } },
  on: host,
  id: `CmdletizationQuery_NotFound_${property},${run}`,
  when: 'there is none of that name',
})

const lab = (machine: MachineState) => {
  machine.network.nats = [{ name: 'Lab', prefix: '192.168.100.0/24' }]
  machine.network.rules = [
    {
      name: 'docker',
      displayName: 'Docker',
      enabled: true,
      direction: 'Inbound',
      action: 'Allow',
      profile: 'Domain',
      protocol: 'TCP',
      localPort: ['2376'],
      remoteAddress: ['Any'],
    },
  ]
}

const onlyBinder = (run: string, className: string, args = {}, on: string = server): DocumentedCall => ({
  name: run,
  success: { call: { run, with: args }, on },
  failure: badParameter(run, className, on),
})

export const documentedCalls: readonly DocumentedCall[] = [
  {
    name: 'Get-CimInstance',
    success: { call: { run: 'Get-CimInstance', with: { ClassName: 'Win32_Processor' } }, on: server, elevated: false },
    failure: {
      call: { run: 'Get-CimInstance', with: { ClassName: 'No_Such' } },
      on: server,
      id: 'HRESULT 0x80041010,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand',
      when: 'there is no such class',
    },
  },
  {
    name: 'Get-WindowsFeature',
    success: { call: { run: 'Get-WindowsFeature', with: { Name: 'Containers' } }, on: server, elevated: false },
    failure: {
      call: { run: 'Get-WindowsFeature' },
      on: 'windows-11',
      id: 'CommandNotFoundException',
      when: 'on a client',
    },
  },
  {
    name: 'Install-WindowsFeature',
    success: { call: { run: 'Install-WindowsFeature', with: { Name: 'Containers' } }, on: server },
    failure: {
      call: { run: 'Install-WindowsFeature', with: { Name: 'Hyper-V' } },
      on: 'server-2022-firmware-off',
      id: 'Alteration_PrerequisiteCheck_Failed,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
      when: 'the prerequisite check fails',
    },
  },
  {
    name: 'Uninstall-WindowsFeature',
    success: { call: { run: 'Uninstall-WindowsFeature', with: { Name: 'Containers' } }, on: docker },
    failure: {
      call: { run: 'Uninstall-WindowsFeature', with: { Name: 'Nothing' } },
      on: server,
      id: 'NameDoesNotExist,Microsoft.Windows.ServerManager.Commands.RemoveWindowsFeatureCommand',
      when: 'the name is unknown',
    },
  },
  dism('Get-WindowsOptionalFeature', 'Containers'),
  dism('Enable-WindowsOptionalFeature', 'Containers'),
  dism('Disable-WindowsOptionalFeature', 'Containers'),
  service('Get-Service'),
  service('Start-Service'),
  service('Stop-Service'),
  service('Restart-Service'),
  service('Set-Service'),
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
    name: 'Get-NetNat',
    success: { call: { run: 'Get-NetNat' }, on: host, edit: lab },
    failure: missingRule('Get-NetNat', 'Name'),
  },
  network('New-NetNat', { Name: 'N', InternalIPInterfaceAddressPrefix: '192.168.100.0/24' }),
  {
    name: 'Remove-NetNat',
    success: { call: { run: 'Remove-NetNat', with: { Name: 'Lab' } }, on: host, edit: lab },
    failure: missingRule('Remove-NetNat', 'Name'),
  },
  {
    name: 'Get-NetIPAddress',
    success: { call: { run: 'Get-NetIPAddress' }, on: host },
    failure: missingRule('Get-NetIPAddress', 'InterfaceAlias'),
  },
  network('New-NetIPAddress', { IPAddress: '192.168.100.1', PrefixLength: 24, InterfaceAlias: 'vEthernet (Lab)' }),
  {
    name: 'Get-NetFirewallRule',
    success: { call: { run: 'Get-NetFirewallRule', with: { DisplayName: 'Docker' } }, on: host, edit: lab },
    failure: missingRule('Get-NetFirewallRule', 'DisplayName'),
  },
  network('New-NetFirewallRule', {
    DisplayName: 'Docker',
    Direction: 'Inbound',
    Action: 'Allow',
    Protocol: 'TCP',
    LocalPort: 2376,
  }),
  {
    name: 'Remove-NetFirewallRule',
    success: { call: { run: 'Remove-NetFirewallRule', with: { DisplayName: 'Docker' } }, on: host, edit: lab },
    failure: missingRule('Remove-NetFirewallRule', 'DisplayName'),
  },
  {
    name: 'Restart-Computer',
    success: { call: { run: 'Restart-Computer', with: { Force: given } }, on: server },
    failure: {
      call: { run: 'Restart-Computer', with: { Force: given } },
      on: server,
      elevated: false,
      id: `RestartcomputerFailed,${management}.RestartComputerCommand`,
      when: 'not elevated',
    },
  },
  {
    name: 'Get-Process',
    success: { call: { run: 'Get-Process', with: { Name: 'dockerd' } }, on: docker },
    failure: {
      call: { run: 'Get-Process', with: { Name: 'nothing' } },
      on: docker,
      id: `NoProcessFoundForGivenName,${management}.GetProcessCommand`,
      when: 'there is no such process',
    },
  },
  {
    name: 'Get-HotFix',
    success: { call: { run: 'Get-HotFix' }, on: server },
    failure: {
      call: { run: 'Get-HotFix', with: { Id: 'KB1' } },
      on: server,
      id: `GetHotFixNoEntriesFound,${management}.GetHotFixCommand`,
      when: 'the update is not installed',
    },
  },
  {
    name: 'Get-WinEvent',
    success: {
      call: { run: 'Get-WinEvent', with: { FilterHashtable: { LogName: 'Application', ProviderName: 'docker' } } },
      on: docker,
    },
    failure: {
      call: {
        run: 'Get-WinEvent',
        with: { FilterHashtable: { LogName: 'Application', ProviderName: 'docker', Level: 2 } },
      },
      on: docker,
      id: `NoMatchingEventsFound,${management}.GetWinEventCommand`,
      when: 'no event matches',
    },
  },
  onlyBinder('Get-ComputerInfo', `${management}.GetComputerInfoCommand`),
  {
    name: 'Test-Path',
    success: { call: { run: 'Test-Path', with: { Path: 'C:\\none' } }, on: server },
    failure: {
      call: { run: 'Test-Path' },
      on: server,
      id: `MissingMandatoryParameter,${management}.TestPathCommand`,
      when: 'no path is given',
    },
  },
  {
    name: 'Get-Content',
    success: {
      call: { run: 'Get-Content', with: { Path: 'C:\\ProgramData\\docker\\config\\daemon.json', Raw: given } },
      on: docker,
    },
    failure: {
      call: { run: 'Get-Content', with: { Path: 'C:\\none' } },
      on: server,
      id: `PathNotFound,${management}.GetContentCommand`,
      when: 'there is no such file',
    },
  },
  {
    name: 'Set-Content',
    success: { call: { run: 'Set-Content', with: { Path: 'C:\\Temp\\a.txt', Value: 'a' } }, on: server },
    failure: {
      call: { run: 'Set-Content', with: { Path: 'C:\\ProgramData\\docker\\config\\daemon.json', Value: '{}' } },
      on: docker,
      elevated: false,
      id: `GetContentWriterUnauthorizedAccessError,${management}.SetContentCommand`,
      when: 'not elevated',
    },
  },
  {
    name: 'Remove-Item',
    success: { call: { run: 'Remove-Item', with: { Path: 'C:\\ProgramData\\docker', Recurse: given } }, on: docker },
    failure: {
      call: { run: 'Remove-Item', with: { Path: 'C:\\none' } },
      on: server,
      id: `PathNotFound,${management}.RemoveItemCommand`,
      when: 'there is no such file',
    },
  },
  onlyBinder('Get-SlipwayPendingRestart', 'Get-SlipwayPendingRestart'),
  onlyBinder('Get-SlipwayWindowsVersion', 'Get-SlipwayWindowsVersion'),
  onlyBinder('Get-SlipwayDockerInstall', 'Get-SlipwayDockerInstall'),
  {
    name: 'sc.exe',
    success: { call: { native: 'sc.exe', args: ['qc', 'docker'] }, on: docker, elevated: false },
    failure: {
      call: { native: 'sc.exe', args: ['queryex', 'docker'] },
      on: server,
      id: 1060,
      when: 'there is no such service',
    },
  },
  {
    name: 'bcdedit.exe',
    success: { call: { native: 'bcdedit.exe', args: ['/enum', '{current}'] }, on: server },
    failure: { call: { native: 'bcdedit.exe', args: [] }, on: server, elevated: false, id: 1, when: 'not elevated' },
  },
  {
    name: 'dockerd.exe',
    success: { call: { native: 'dockerd.exe', args: ['--validate'] }, on: docker },
    failure: {
      call: { native: 'dockerd.exe', args: ['--validate'] },
      on: docker,
      edit: (machine) => {
        machine.files['C:\\ProgramData\\docker\\config\\daemon.json'] = '{'
      },
      id: 1,
      when: 'the file is faulty',
    },
  },
  {
    name: 'whoami.exe',
    success: { call: { native: 'whoami.exe', args: ['/groups'] }, on: server, elevated: false },
    failure: {
      call: { native: 'whoami.exe', args: ['/nonsense'] },
      on: server,
      id: 1,
      when: 'an argument that it does not have',
    },
  },
]
