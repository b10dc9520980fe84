import { dismFeature } from './feature-names.ts'
import type { FeatureState, MachineState } from './state.ts'

/** A role, role service or feature as Server Manager knows it. */
export interface ServerFeature {
  readonly name: string
  readonly displayName: string
  readonly type: 'Role' | 'Role Service' | 'Feature'
  readonly path: string
  readonly depth: number
  readonly parent: string | null
  readonly subFeatures: readonly string[]
  /** Its name at DISM, whose state it has; null for a group, which is installed when one of its parts is. */
  readonly dism: string | null
  /** What -IncludeManagementTools adds. */
  readonly tools: readonly string[]
  readonly services: readonly string[]
  readonly numericId: number
}

const rsat = 'Remote Server Administration Tools'
const roleTools = `${rsat}\\Role Administration Tools`
const hyperVTools = `${roleTools}\\Hyper-V Management Tools`

const table: readonly ServerFeature[] = [
  {
    name: 'Hyper-V',
    displayName: 'Hyper-V',
    type: 'Role',
    path: 'Hyper-V',
    depth: 1,
    parent: null,
    subFeatures: [],
    dism: 'Microsoft-Hyper-V',
    tools: ['RSAT-Hyper-V-Tools', 'Hyper-V-Tools', 'Hyper-V-PowerShell'],
    services: ['vmms'],
    numericId: 20,
  },
  {
    name: 'Web-Server',
    displayName: 'Web Server (IIS)',
    type: 'Role',
    path: 'Web Server (IIS)',
    depth: 1,
    parent: null,
    subFeatures: [],
    dism: 'IIS-WebServerRole',
    tools: [],
    services: [],
    numericId: 2,
  },
  {
    name: 'NET-Framework-Core',
    displayName: '.NET Framework 3.5 (includes .NET 2.0 and 3.0)',
    type: 'Feature',
    path: '.NET Framework 3.5 Features\\.NET Framework 3.5 (includes .NET 2.0 and 3.0)',
    depth: 2,
    parent: 'NET-Framework-Features',
    subFeatures: [],
    dism: 'NetFx3',
    tools: [],
    services: [],
    numericId: 36,
  },
  {
    name: 'Containers',
    displayName: 'Containers',
    type: 'Feature',
    path: 'Containers',
    depth: 1,
    parent: null,
    subFeatures: [],
    dism: 'Containers',
    tools: [],
    services: [],
    numericId: 431,
  },
  {
    name: 'RSAT',
    displayName: rsat,
    type: 'Feature',
    path: rsat,
    depth: 1,
    parent: null,
    subFeatures: ['RSAT-Role-Tools'],
    dism: null,
    tools: [],
    services: [],
    numericId: 67,
  },
  {
    name: 'RSAT-Role-Tools',
    displayName: 'Role Administration Tools',
    type: 'Feature',
    path: roleTools,
    depth: 2,
    parent: 'RSAT',
    subFeatures: ['RSAT-Hyper-V-Tools'],
    dism: null,
    tools: [],
    services: [],
    numericId: 256,
  },
  {
    name: 'RSAT-Hyper-V-Tools',
    displayName: 'Hyper-V Management Tools',
    type: 'Feature',
    path: hyperVTools,
    depth: 3,
    parent: 'RSAT-Role-Tools',
    subFeatures: ['Hyper-V-Tools', 'Hyper-V-PowerShell'],
    dism: null,
    tools: [],
    services: [],
    numericId: 294,
  },
  {
    name: 'Hyper-V-Tools',
    displayName: 'Hyper-V GUI Management Tools',
    type: 'Feature',
    path: `${hyperVTools}\\Hyper-V GUI Management Tools`,
    depth: 4,
    parent: 'RSAT-Hyper-V-Tools',
    subFeatures: [],
    dism: 'Microsoft-Hyper-V-Management-Clients',
    tools: [],
    services: [],
    numericId: 374,
  },
  {
    name: 'Hyper-V-PowerShell',
    displayName: 'Hyper-V Module for Windows PowerShell',
    type: 'Feature',
    path: `${hyperVTools}\\Hyper-V Module for Windows PowerShell`,
    depth: 4,
    parent: 'RSAT-Hyper-V-Tools',
    subFeatures: [],
    dism: 'Microsoft-Hyper-V-Management-PowerShell',
    tools: [],
    services: [],
    numericId: 375,
  },
]

/** Server Core has no graphical tools. */
export function serverFeatures(machine: MachineState): readonly ServerFeature[] {
  return machine.windows.installationType === 'Server Core'
    ? table.filter(({ name }) => name !== 'Hyper-V-Tools')
    : table
}

export function serverFeature(machine: MachineState, name: string): ServerFeature | null {
  return serverFeatures(machine).find((feature) => feature.name.toLowerCase() === name.toLowerCase()) ?? null
}

/** A group is installed when one of its parts is. */
export function serverFeatureState(machine: MachineState, feature: ServerFeature): FeatureState {
  if (feature.dism !== null) return dismFeature(machine, feature.dism)?.state ?? 'disabled'
  const parts = feature.subFeatures.map((name) => serverFeature(machine, name)).filter((part) => part !== null)
  const states = parts.map((part) => serverFeatureState(machine, part))
  return states.includes('enabled') ? 'enabled' : (states.find((state) => state.endsWith('-pending')) ?? 'disabled')
}

/** Microsoft.Windows.ServerManager.Commands.InstallState. */
export const installStates: Readonly<Record<FeatureState, string>> = {
  disabled: 'Available',
  enabled: 'Installed',
  'enable-pending': 'InstallPending',
  'disable-pending': 'UninstallPending',
  removed: 'Removed',
}
