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

export const hyperV = 'Microsoft.HyperV.PowerShell.Commands'
export const management = 'Microsoft.PowerShell.Commands'
export const host = 'hyperv-host'
export const server = 'server-2022'
export const docker = 'server-2022-docker'

export const off = (machine: MachineState) => {
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

export const noHyperV = (run: string) => ({
  call: { run },
  on: server,
  id: 'CommandNotFoundException',
  when: 'the Hyper-V module is missing',
})

export const vm = (
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

export const dism = (run: string, name: string): DocumentedCall => {
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

export const service = (run: string): DocumentedCall => ({
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

export const network = (
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

export const missingRule = (run: string, property: string): DocumentedCall['failure'] => ({
  call: { run, with: { [property]: 'nothing' } },
  on: host,
  id: `CmdletizationQuery_NotFound_${property},${run}`,
  when: 'there is none of that name',
})

export const lab = (machine: MachineState) => {
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

export const onlyBinder = (run: string, className: string, args = {}, on: string = server): DocumentedCall => ({
  name: run,
  success: { call: { run, with: args }, on },
  failure: badParameter(run, className, on),
})
