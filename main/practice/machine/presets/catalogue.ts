import type { MachineState } from '../state.ts'
import { amd, blankMachine, gigabyte, hyperVGuest, metal } from './blank-machine.ts'
import { dockerHost } from './docker-host.ts'
import { blankVm, hyperVHost, hyperVRole } from './hyper-v-host.ts'
import {
  core,
  server2016,
  server2019,
  server2022,
  server2025,
  windows10,
  windows11,
  windows11Home,
} from './windows-releases.ts'

/** A practice machine that a person can choose. */
export interface Preset {
  readonly name: string
  /** One line on what it shows. */
  readonly description: string
  readonly make: () => MachineState
}

const client = {
  ...metal,
  manufacturer: 'LENOVO',
  model: 'ThinkStation P3',
  processorName: '13th Gen Intel(R) Core(TM) i7-13700',
  memory: 32 * gigabyte,
}

/** The machine that the program starts with. */
export const defaultPreset = 'server-2022-docker'

export const presets: readonly Preset[] = [
  {
    name: defaultPreset,
    description: 'Windows Server 2022 with the Containers feature and engine 28.5.2 running',
    make: () => dockerHost('PRACTICE', server2022, '28.5.2'),
  },
  {
    name: 'server-2022-docker-hyperv',
    description: 'Windows Server 2022 with engine 28.5.2 and Hyper-V: containers of both isolations',
    make: () => dockerHost('HVDOCKER', server2022, '28.5.2', hyperVRole),
  },
  {
    name: 'server-2022',
    description: 'Windows Server 2022 with Desktop Experience, bare, on metal',
    make: () => blankMachine('SRV2022', server2022),
  },
  {
    name: 'server-2022-core',
    description: 'Windows Server 2022 Core, bare, on metal',
    make: () => blankMachine('CORE2022', core(server2022)),
  },
  {
    name: 'server-2025',
    description: 'Windows Server 2025 with Desktop Experience, on metal',
    make: () => blankMachine('SRV2025', server2025),
  },
  {
    name: 'server-2025-core',
    description: 'Windows Server 2025 Core, on an AMD processor',
    make: () => blankMachine('CORE2025', core(server2025), { hardware: amd }),
  },
  {
    name: 'server-2019',
    description: 'Windows Server 2019 with Desktop Experience, on metal',
    make: () => blankMachine('SRV2019', server2019),
  },
  {
    name: 'server-2019-core',
    description: 'Windows Server 2019 Core, on metal',
    make: () => blankMachine('CORE2019', core(server2019)),
  },
  {
    name: 'server-2016',
    description: 'Windows Server 2016 with Desktop Experience, on metal',
    make: () => blankMachine('SRV2016', server2016),
  },
  {
    name: 'server-2016-core',
    description: 'Windows Server 2016 Core, on metal',
    make: () => blankMachine('CORE2016', core(server2016)),
  },
  {
    name: 'server-2016-docker',
    description: 'Windows Server 2016 with the last engine that runs there, 20.10',
    make: () => dockerHost('OLDDOCKER', server2016, '20.10.20'),
  },
  {
    name: 'windows-11',
    description: 'Windows 11 Pro 24H2, a client on metal',
    make: () => blankMachine('DESK11', windows11, { hardware: client }),
  },
  {
    name: 'windows-11-home',
    description: 'Windows 11 Home, which has neither containers nor Hyper-V',
    make: () => blankMachine('HOME11', windows11Home, { hardware: client }),
  },
  {
    name: 'windows-11-vbs',
    description: 'Windows 11 Pro whose hypervisor runs for virtualization-based security: processor flags read False',
    make: () => blankMachine('SECURE11', windows11, { hardware: client, vbs: 2 }),
  },
  {
    name: 'windows-11-rsat',
    description: 'Windows 11 Pro with the server administration tools, whose feature cmdlets refuse a client',
    make: () =>
      blankMachine('ADMIN11', windows11, { hardware: client, features: { 'Rsat.ServerManager.Tools': 'enabled' } }),
  },
  {
    name: 'windows-10',
    description: 'Windows 10 Pro 22H2, a client on metal',
    make: () => blankMachine('DESK10', windows10, { hardware: client }),
  },
  {
    name: 'server-2022-vm',
    description: 'Windows Server 2022 in a Hyper-V VM without exposed extensions',
    make: () => blankMachine('VM2022', server2022, { hardware: hyperVGuest }),
  },
  {
    name: 'server-2022-vm-nested',
    description: 'Windows Server 2022 in a Hyper-V VM whose host exposes the extensions',
    make: () => blankMachine('VM2022N', server2022, { hardware: { ...hyperVGuest, nested: true } }),
  },
  {
    name: 'server-2022-vmware',
    description: 'Windows Server 2022 in a VMware VM without virtualization',
    make: () =>
      blankMachine('VMW2022', server2022, {
        hardware: { ...hyperVGuest, manufacturer: 'VMware, Inc.', model: 'VMware20,1', outer: 'vmware' },
      }),
  },
  {
    name: 'server-2022-no-slat',
    description: 'Windows Server 2022 on an old processor without SLAT',
    make: () =>
      blankMachine('NOSLAT', server2022, {
        hardware: {
          ...metal,
          model: 'PowerEdge 1950',
          processorName: 'Intel(R) Xeon(R) CPU E5450 @ 3.00GHz',
          slat: false,
        },
      }),
  },
  {
    name: 'server-2022-firmware-off',
    description: 'Windows Server 2022 with virtualization switched off in the firmware',
    make: () => blankMachine('FWOFF', server2022, { hardware: { ...metal, firmware: false } }),
  },
  {
    name: 'server-2022-firmware-unknown',
    description: 'Windows Server 2022 whose firmware does not say whether virtualization is on',
    make: () => blankMachine('FWUNKNOWN', server2022, { hardware: { ...metal, firmware: null } }),
  },
  {
    name: 'server-2022-restart-pending',
    description: 'Windows Server 2022 that waits for a restart after an update',
    make: () =>
      blankMachine('PENDING', server2022, {
        pending: { componentServicing: false, windowsUpdate: true, fileRename: true },
      }),
  },
  {
    name: 'server-2022-user',
    description: 'Windows Server 2022, signed in without administrator rights',
    make: () => blankMachine('USER2022', server2022, { administrator: false }),
  },
  {
    name: 'server-2022-no-source',
    description: 'Windows Server 2022 whose feature files were removed; the source is D:\\sources\\sxs',
    make: () =>
      blankMachine('NOSOURCE', server2022, {
        features: { NetFx3: 'removed', Containers: 'removed', 'Microsoft-Hyper-V': 'removed' },
        sources: ['D:\\sources\\sxs', 'WIM:D:\\sources\\install.wim:4'],
        network: { switches: [], nats: [], addresses: [], rules: [], internet: false },
      }),
  },
  {
    name: 'server-2022-offline',
    description: 'Windows Server 2022 without a way to the internet',
    make: () =>
      blankMachine('OFFLINE', server2022, {
        network: { switches: [], nats: [], addresses: [], rules: [], internet: false },
      }),
  },
  {
    name: 'server-2022-disk-full',
    description: 'Windows Server 2022 with the engine, and 200 MB left on drive C',
    make: () => ({ ...dockerHost('FULL', server2022, '28.5.2'), disk: { size: 64 * gigabyte, free: 200 * 2 ** 20 } }),
  },
  {
    name: 'hyperv-host',
    description:
      'Windows Server 2022 with Hyper-V and VMs: running, saved, with checkpoints, old, locked, and one that fits',
    make: () => hyperVHost('HV2022'),
  },
  {
    name: 'hyperv-host-amd',
    description: 'Windows Server 2019 with Hyper-V on AMD, which cannot nest',
    make: () => hyperVHost('HVAMD', server2019, { hardware: amd, vms: [blankVm('amd1', 1, { version: '9.0' })] }),
  },
  {
    name: 'hyperv-host-2025',
    description: 'Windows Server 2025 with Hyper-V on AMD and a VM of one processor',
    make: () =>
      hyperVHost('HV2025', server2025, {
        hardware: amd,
        vms: [blankVm('single1', 1, { version: '12.0', processors: 1 })],
      }),
  },
]

export function findPreset(name: string): Preset | null {
  return presets.find((preset) => preset.name === name) ?? null
}
