import { expect, test } from 'vitest'
import { given } from '../../../main/setup/call.ts'
import { one, practiceMachine, refused } from './practice-fixture.ts'

const vmProcessor = 'Microsoft.HyperV.PowerShell.Commands.SetVMProcessor'

test('P3: an unknown parameter, a doubled one and an ambiguous beginning are refused in the binder’s words', async () => {
  const machine = practiceMachine('hyperv-host')
  expect(await refused(machine, 'Set-VMProcessor', { VMName: 'web1', ExposeVirtualisation: true })).toMatchObject({
    message: "A parameter cannot be found that matches parameter name 'ExposeVirtualisation'.",
    id: `NamedParameterNotFound,${vmProcessor}`,
    category: 'InvalidArgument',
    target: 'ExposeVirtualisation',
    exception: 'System.Management.Automation.ParameterBindingException',
    terminating: true,
  })
  expect(await refused(machine, 'Set-VMProcessor', { VMName: 'web1', Comp: true })).toMatchObject({
    id: `AmbiguousParameter,${vmProcessor}`,
  })
  expect(await refused(machine, 'Get-VM', { Name: 'web1', VMName: 'web1' })).toMatchObject({
    id: 'ParameterAlreadyBound,Microsoft.HyperV.PowerShell.Commands.GetVM',
  })
  expect(await one(machine, 'Get-VM', { vmn: 'web1', ErrorAction: 'Stop' }, ['Name'])).toEqual({ Name: 'web1' })
})

test('P3: types, enumerations and sets of values are checked; what converts is converted', async () => {
  const machine = practiceMachine('hyperv-host')
  expect(await refused(machine, 'Set-VMProcessor', { VMName: 'web1', Count: 'two' })).toMatchObject({
    message:
      'Cannot bind parameter \'Count\'. Cannot convert value "two" to type "System.Int64". Error: "Input string was not in a correct format."',
    id: `CannotConvertArgumentNoMessage,${vmProcessor}`,
    category: 'InvalidArgument',
  })
  expect(
    await refused(machine, 'Set-VMProcessor', { VMName: 'web1', ExposeVirtualizationExtensions: 'yes' }),
  ).toMatchObject({
    id: `CannotConvertArgument,${vmProcessor}`,
    message: expect.stringContaining(
      'Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.',
    ),
  })
  expect(await refused(machine, 'Set-VMNetworkAdapter', { VMName: 'web1', MacAddressSpoofing: 'Yes' })).toMatchObject({
    id: 'CannotConvertArgumentNoMessage,Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapter',
    message: expect.stringContaining('Specify one of the following enumerator names and try again:\nOn, Off'),
  })
  expect(await refused(machine, 'Set-VMProcessor', { VM: 'web1', Count: 2 })).toMatchObject({
    message: expect.stringContaining('Microsoft.HyperV.PowerShell.VirtualMachine'),
  })
  expect(
    await refused(machine, 'New-NetIPAddress', {
      IPAddress: '192.168.100.1',
      PrefixLength: 999,
      InterfaceAlias: 'Ethernet',
    }),
  ).toMatchObject({
    id: 'ParameterArgumentTransformationError,New-NetIPAddress',
    category: 'InvalidData',
    message: expect.stringContaining("Cannot process argument transformation on parameter 'PrefixLength'."),
  })
  expect(await refused(machine, 'Set-Service', { Name: 'vmms', StartupType: 'Sometimes' })).toMatchObject({
    id: expect.stringMatching(/^CannotConvertArgumentNoMessage,|^ParameterArgumentValidationError,/),
  })
  await machine.invoke({ run: 'Stop-VM', with: { Name: 'web1', TurnOff: given } }, true)
  await machine.invoke({ run: 'Set-VMMemory', with: { VMName: 'web1', StartupBytes: '3GB' } }, true)
  expect(await one(machine, 'Get-VMMemory', { VMName: 'web1' }, ['Startup'])).toEqual({ Startup: 3 * 2 ** 30 })
})

test('P3: missing mandatory parameters, empty ones and mixed sets are refused', async () => {
  const machine = practiceMachine('hyperv-host')
  expect(await refused(machine, 'Set-VMProcessor', { Count: 2 })).toMatchObject({
    message: 'Cannot process command because of one or more missing mandatory parameters: VMName.',
    id: `MissingMandatoryParameter,${vmProcessor}`,
  })
  expect(await refused(machine, 'Get-VM', { Name: 'web1', Id: '5c1f00d5-2c5b-4c1e-9d3e-000000000001' })).toMatchObject({
    message: 'Parameter set cannot be resolved using the specified named parameters.',
    id: 'AmbiguousParameterSet,Microsoft.HyperV.PowerShell.Commands.GetVM',
  })
  expect(await refused(machine, 'Set-VMProcessor', { VMName: '', Count: 2 })).toMatchObject({
    id: `ParameterArgumentValidationErrorEmptyStringNotAllowed,${vmProcessor}`,
    category: 'InvalidData',
  })
  expect(await refused(machine, 'Set-VMProcessor', { VMName: null, Count: 2 })).toMatchObject({
    id: `ParameterArgumentValidationErrorNullNotAllowed,${vmProcessor}`,
  })
})

test('P3: a command that no Windows has is an error record; one that is merely not simulated fails loudly', async () => {
  const machine = practiceMachine('server-2022')
  expect((await refused(machine, 'Get-Nonsense')).id).toBe('CommandNotFoundException')
  await expect(machine.invoke({ run: 'Mount-VHD', with: { Path: 'C:\\x.vhdx' } }, true)).rejects.toThrow(
    'Mount-VHD is not simulated on the practice machine.',
  )
  await expect(machine.invoke({ native: 'diskpart.exe', args: [] }, true)).rejects.toThrow(
    'diskpart.exe is not simulated',
  )
  await expect(machine.invoke({ run: 'Get-CimInstance', with: { ClassName: 'Win32_Printer' } }, true)).rejects.toThrow(
    'not simulated',
  )
  expect(await refused(machine, 'Get-CimInstance', { ClassName: 'Nonsense' })).toMatchObject({
    id: 'HRESULT 0x80041010,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand',
  })
})
