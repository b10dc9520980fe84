import type { FeatureState, MachineState } from './state.ts'

/** One part of Windows by the name that DISM knows, and by the one that Server Manager knows, when it does. */
interface FeatureName {
  readonly dism: string
  readonly displayName: string
  readonly description: string
  readonly on: 'both' | 'client' | 'server'
  /** What DISM installs with it (`-All`), upwards. */
  readonly parents: readonly string[]
  readonly restart: boolean
}

const tools = 'Hyper-V Management Tools'

/** On Server DISM knows neither -All nor -Tools-All, -Hypervisor and -Services (Siemens-Healthineers/K2s #304). */
const names: readonly FeatureName[] = [
  {
    dism: 'Containers',
    displayName: 'Containers',
    description: 'Provides services and tools to create and manage Windows Server Containers and their resources.',
    on: 'both',
    parents: [],
    restart: true,
  },
  {
    dism: 'Microsoft-Hyper-V-All',
    displayName: 'Hyper-V',
    description:
      'Provides services and management tools for creating and running virtual machines and their resources.',
    on: 'client',
    parents: [],
    restart: true,
  },
  {
    dism: 'Microsoft-Hyper-V',
    displayName: 'Hyper-V Platform',
    description: 'Provides the services you can use to create and manage virtual machines and their resources.',
    on: 'both',
    parents: ['Microsoft-Hyper-V-All'],
    restart: true,
  },
  {
    dism: 'Microsoft-Hyper-V-Hypervisor',
    displayName: 'Hyper-V Hypervisor',
    description: 'Provides the Hyper-V Hypervisor.',
    on: 'client',
    parents: ['Microsoft-Hyper-V'],
    restart: true,
  },
  {
    dism: 'Microsoft-Hyper-V-Services',
    displayName: 'Hyper-V Services',
    description: 'Provides the services you can use to create and manage virtual machines and their resources.',
    on: 'client',
    parents: ['Microsoft-Hyper-V'],
    restart: true,
  },
  {
    dism: 'Microsoft-Hyper-V-Tools-All',
    displayName: tools,
    description: 'Includes GUI and command-line tools for managing Hyper-V.',
    on: 'client',
    parents: ['Microsoft-Hyper-V-All'],
    restart: false,
  },
  {
    dism: 'Microsoft-Hyper-V-Management-PowerShell',
    displayName: 'Hyper-V Module for Windows PowerShell',
    description: 'Includes Windows PowerShell cmdlets for managing Hyper-V.',
    on: 'both',
    parents: ['Microsoft-Hyper-V-Tools-All'],
    restart: false,
  },
  {
    dism: 'Microsoft-Hyper-V-Management-Clients',
    displayName: 'Hyper-V GUI Management Tools',
    description: 'Includes the Hyper-V Manager snap-in and Virtual Machine Connection tool.',
    on: 'both',
    parents: ['Microsoft-Hyper-V-Tools-All'],
    restart: false,
  },
  {
    dism: 'VirtualMachinePlatform',
    displayName: 'Virtual Machine Platform',
    description: 'Enables platform support for virtual machines',
    on: 'both',
    parents: [],
    restart: true,
  },
  {
    dism: 'HypervisorPlatform',
    displayName: 'Windows Hypervisor Platform',
    description: 'Enables virtualization software to run on the Windows hypervisor',
    on: 'both',
    parents: [],
    restart: true,
  },
  {
    dism: 'NetFx3',
    displayName: '.NET Framework 3.5 (includes .NET 2.0 and 3.0)',
    description: '.NET Framework 3.5 (includes .NET 2.0 and 3.0)',
    on: 'both',
    parents: [],
    restart: false,
  },
  {
    dism: 'IIS-WebServerRole',
    displayName: 'Internet Information Services',
    description: 'Internet Information Services provides support for Web and FTP servers.',
    on: 'both',
    parents: [],
    restart: false,
  },
]

/** RSAT's Server Manager on a client, which brings its cmdlets. */
export const administrationTools = 'Rsat.ServerManager.Tools'

export interface DismFeature extends Omit<FeatureName, 'dism' | 'on'> {
  readonly name: string
  readonly state: FeatureState
}

/** What DISM knows on this machine; Home editions have neither Hyper-V nor Containers. */
export function dismFeatures(machine: MachineState): DismFeature[] {
  const client = machine.windows.installationType === 'Client'
  const home = machine.windows.editionId === 'Core'
  return names
    .filter(({ on }) => on === 'both' || (on === 'client') === client)
    .filter(({ dism }) => !home || !/^(?:Containers|Microsoft-Hyper-V)/.test(dism))
    .map(({ dism, on: _, ...rest }) => ({ ...rest, name: dism, state: machine.features[dism] ?? 'disabled' }))
}

export function dismFeature(machine: MachineState, name: string): DismFeature | null {
  return dismFeatures(machine).find((feature) => feature.name.toLowerCase() === name.toLowerCase()) ?? null
}
