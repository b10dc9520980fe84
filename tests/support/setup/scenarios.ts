import type { MachineState } from '../../../main/practice/machine/state.ts'
import type { ProcedureChoice, ProcedureParameters } from '../../../preload/contract/setup-procedures.ts'

/** A plan on a practice machine, and what must be true of the machine at its end. */
export interface Scenario {
  readonly title: string
  readonly preset: string
  readonly choices: readonly ProcedureChoice[]
  readonly done: (machine: MachineState) => boolean
  /** Cut off at every moment in each `npm test`; the others in `npm run test:all`. */
  readonly first?: boolean
  /** Takes out what has no way back, before the beginning and the end of an undo are compared. */
  readonly forget?: (machine: MachineState, vm: string) => void
}

export const containers: ProcedureChoice = { procedure: 'containers-feature', parameters: { source: null } }
export const hyperV: ProcedureChoice = {
  procedure: 'hyper-v',
  parameters: { source: null, managementTools: 'powershell', nat: null },
}

export function nested(parameters: Partial<ProcedureParameters['nested-virtualization']>): ProcedureChoice {
  return {
    procedure: 'nested-virtualization',
    parameters: {
      vm: 'web1',
      stop: 'shut-down',
      discardSavedState: false,
      updateVersion: false,
      removeCheckpoints: false,
      processors: 2,
      memoryGigabytes: 4,
      network: 'spoofing',
      start: true,
      ...parameters,
    },
  }
}

export const trust = (host: string): ProcedureChoice => ({ procedure: 'trust-remote-host', parameters: { host } })

const runs = ({ services }: MachineState, ...names: string[]) =>
  names.every((name) => services[name]?.status === 'Running')
const hasContainers = (machine: MachineState) =>
  machine.features.Containers === 'enabled' && runs(machine, 'hns', 'vmcompute')
const hasHyperV = (machine: MachineState) =>
  machine.features['Microsoft-Hyper-V'] === 'enabled' && machine.hypervisor && runs(machine, 'vmms')
const canNest = (name: string) => (machine: MachineState) => {
  const vm = machine.vms.find((one) => one.name === name)
  return (
    vm?.state === 'Running' &&
    vm.exposed &&
    vm.processors >= 2 &&
    !vm.memory.dynamic &&
    vm.memory.startup >= 4 * 2 ** 30 &&
    vm.adapters.every(({ spoofing }) => spoofing === 'On')
  )
}
const forgetVm = (change: (vm: MachineState['vms'][number]) => void) => (machine: MachineState, name: string) => {
  for (const vm of machine.vms) if (vm.name === name) change(vm)
}

export const scenarios: readonly Scenario[] = [
  ...['server-2016', 'server-2019-core', 'server-2022', 'server-2025', 'windows-10', 'windows-11'].map((preset) => ({
    title: `H3: Containers feature on ${preset}`,
    preset,
    first: ['server-2022', 'windows-11'].includes(preset),
    choices: [containers],
    done: hasContainers,
  })),
  ...['server-2016-core', 'server-2022', 'windows-11', 'server-2022-vm-nested'].map((preset) => ({
    title: `H4: Hyper-V on ${preset}`,
    preset,
    first: preset === 'server-2022',
    choices: [hyperV],
    done: hasHyperV,
  })),
  ...['server-2025', 'windows-10'].map((preset) => ({
    title: `H14: prepare ${preset}`,
    preset,
    choices: [containers, hyperV],
    done: (machine: MachineState) => hasContainers(machine) && hasHyperV(machine),
  })),
  {
    title: 'H5: Hyper-V inside a nested machine, with NAT for its guests',
    preset: 'server-2022-vm-nested',
    choices: [
      {
        procedure: 'hyper-v',
        parameters: {
          source: null,
          managementTools: 'powershell',
          nat: { name: 'NAT', address: '192.168.100.1', prefixLength: 24 },
        },
      },
    ],
    done: (machine) => hasHyperV(machine) && machine.network.nats[0]?.prefix === '192.168.100.0/24',
  },
  {
    title: 'H5: a running machine with dynamic memory',
    first: true,
    preset: 'hyperv-host',
    choices: [nested({})],
    done: canNest('web1'),
  },
  {
    title: 'H5: a machine that is off, with one processor, on AMD and Server 2025',
    preset: 'hyperv-host-2025',
    choices: [nested({ vm: 'single1', processors: 4, memoryGigabytes: 8 })],
    done: canNest('single1'),
  },
  {
    title: 'H5: a saved machine',
    preset: 'hyperv-host',
    choices: [nested({ vm: 'build1', discardSavedState: true })],
    done: canNest('build1'),
    forget: forgetVm((vm) => {
      vm.state = 'Off'
    }),
  },
  {
    title: 'H5: an old configuration version',
    preset: 'hyperv-host',
    choices: [nested({ vm: 'old1', updateVersion: true })],
    done: canNest('old1'),
    forget: forgetVm((vm) => {
      vm.version = ''
    }),
  },
  {
    title: 'H5: a machine with checkpoints',
    preset: 'hyperv-host',
    choices: [nested({ vm: 'test1', removeCheckpoints: true })],
    done: canNest('test1'),
    forget: forgetVm((vm) => {
      vm.checkpoints = []
    }),
  },
  {
    title: 'H1: a client trusts one remote host',
    first: true,
    preset: 'windows-11',
    choices: [trust('srv1.lan')],
    done: (machine) => machine.trustedHosts === 'srv1.lan' && runs(machine, 'WinRM'),
  },
]
