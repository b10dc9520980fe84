import { given } from '../../../main/setup/call.ts'
import { registerCall, removeCall } from '../../../main/setup/continuation.ts'
import { trustedHosts, trustHost } from '../../../main/setup/host/trusted-hosts.ts'
import {
  type DocumentedCall,
  docker,
  host,
  lab,
  management,
  missingRule,
  network,
  onlyBinder,
  server,
} from './documented-call.ts'

export const machineCalls: readonly DocumentedCall[] = [
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
  {
    name: 'Get-Item',
    success: { call: trustedHosts.call, on: server },
    failure: {
      call: trustedHosts.call,
      on: 'windows-11',
      id: `PathNotFound,${management}.GetItemCommand`,
      when: 'the WinRM service does not run',
    },
  },
  {
    name: 'Set-Item',
    success: { call: trustHost('srv1.lan'), on: server },
    failure: {
      call: trustHost('srv1.lan'),
      on: server,
      elevated: false,
      id: `System.InvalidOperationException,${management}.SetItemCommand`,
      when: 'not elevated',
    },
  },
  onlyBinder('Get-SlipwayPendingRestart', 'Get-SlipwayPendingRestart'),
  onlyBinder('Get-SlipwayWindowsVersion', 'Get-SlipwayWindowsVersion'),
  onlyBinder('Get-SlipwayDockerInstall', 'Get-SlipwayDockerInstall'),
  onlyBinder('Get-SlipwayWork', 'Get-SlipwayWork'),
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
    name: 'reg.exe',
    success: { call: registerCall('run-1', 'C:\\Slipway.exe'), on: server, elevated: false },
    failure: {
      call: removeCall('run-1'),
      on: server,
      elevated: false,
      id: 1,
      when: 'there is no such value',
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
