import type { MachineState } from '../state.ts'
import { blankMachine } from './blank-machine.ts'
import { core, server2016, server2019, server2022, server2025, windows10, windows11 } from './windows-releases.ts'

/** A practice machine that a person can choose. */
export interface Preset {
  readonly name: string
  /** One line on what it shows. */
  readonly description: string
  readonly make: () => MachineState
}

export const presets: readonly Preset[] = [
  {
    name: 'server-2016',
    description: 'Windows Server 2016 with Desktop Experience, on metal',
    make: () => blankMachine('SRV2016', server2016),
  },
  {
    name: 'server-2019',
    description: 'Windows Server 2019 with Desktop Experience, on metal',
    make: () => blankMachine('SRV2019', server2019),
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
    name: 'windows-10',
    description: 'Windows 10 Pro 22H2, a client on metal',
    make: () => blankMachine('DESK10', windows10),
  },
  {
    name: 'windows-11',
    description: 'Windows 11 Pro 24H2, a client on metal',
    make: () => blankMachine('DESK11', windows11),
  },
]

export function findPreset(name: string): Preset | null {
  return presets.find((preset) => preset.name === name) ?? null
}
