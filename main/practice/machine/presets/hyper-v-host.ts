import type { MachineState, VmState } from '../state.ts'
import { blankMachine, gigabyte, hyperVGuest } from './blank-machine.ts'
import { core, server2016, server2022, server2025 } from './windows-releases.ts'

/** A VM with two processors and 4 GB that is off, with the differences given. */
export function blankVm(name: string, number: number, parts: Partial<VmState> = {}): VmState {
  const id = `5c1f00d5-2c5b-4c1e-9d3e-${number.toString(16).padStart(12, '0')}`
  const startup = parts.memory?.startup ?? 4 * gigabyte
  const guest =
    parts.guest ??
    blankMachine(
      name
        .toUpperCase()
        .replace(/[^A-Z0-9-]/g, '')
        .slice(0, 15) || 'VM',
      server2022,
      { hardware: { ...hyperVGuest, memory: startup } },
    )
  return {
    name,
    id,
    state: 'Off',
    becomes: null,
    version: '10.0',
    generation: 2,
    processors: 2,
    exposed: false,
    memory: { startup, minimum: gigabyte / 2, maximum: 1024 * gigabyte, dynamic: false },
    adapters: [
      {
        name: 'Network Adapter',
        switchName: 'Lab',
        mac: `00155D01${number.toString(16).padStart(4, '0').toUpperCase()}`,
        spoofing: 'Off',
      },
    ],
    checkpoints: [],
    startedAt: parts.state === 'Running' ? Date.now() - 6 * 3600 * 1000 : null,
    refusesShutdown: false,
    guest,
    ...parts,
  }
}

const memory = (startup: number, dynamic: boolean) => ({
  startup: startup * gigabyte,
  minimum: gigabyte / 2,
  maximum: 1024 * gigabyte,
  dynamic,
})

/** VMs as they are found on hosts, one of each kind that nested virtualization meets. */
function labVms(): VmState[] {
  const vms = [
    blankVm('web1', 1, { state: 'Running', processors: 1, memory: memory(2, true) }),
    blankVm('build1', 2, { state: 'Saved', memory: memory(4, false) }),
    blankVm('test1', 3, {
      checkpoints: [
        {
          name: 'Before the update',
          id: '7a0c3e52-9f0e-4a86-8d0a-2f4f0f6f0001',
          createdAt: '2026-10-02T08:15:00.000Z',
          exposed: false,
        },
        {
          name: 'After the update',
          id: '7a0c3e52-9f0e-4a86-8d0a-2f4f0f6f0002',
          createdAt: '2026-10-02T11:40:00.000Z',
          exposed: false,
        },
      ],
    }),
    blankVm('old1', 4, { version: '5.0', guest: blankMachine('OLD1', server2016, { hardware: { ...hyperVGuest } }) }),
    blankVm('locked1', 5, { state: 'Running', refusesShutdown: true }),
    blankVm('nested1', 6, { guest: blankMachine('NESTED1', core(server2025), { hardware: { ...hyperVGuest } }) }),
  ]
  return vms
}

/** The Hyper-V role with its tools. */
export const hyperVRole: MachineState['features'] = {
  'Microsoft-Hyper-V': 'enabled',
  'Microsoft-Hyper-V-Management-PowerShell': 'enabled',
  'Microsoft-Hyper-V-Management-Clients': 'enabled',
}

/** A host whose Hyper-V role is in and runs, with its tools. */
export function hyperVHost(hostName: string, windows = server2022, parts: Partial<MachineState> = {}): MachineState {
  return blankMachine(hostName, windows, {
    features: { NetFx3: 'removed', ...hyperVRole },
    network: { switches: [{ name: 'Lab', type: 'External' }], nats: [], addresses: [], rules: [], internet: true },
    vms: labVms(),
    ...parts,
  })
}
