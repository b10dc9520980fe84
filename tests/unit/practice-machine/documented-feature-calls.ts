import { type DocumentedCall, dism, docker, server, service } from './documented-call.ts'

export const featureCalls: readonly DocumentedCall[] = [
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
]
