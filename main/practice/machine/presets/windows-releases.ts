import type { WindowsState } from '../state.ts'

/** Windows as its registry names it, at an update of late 2025. */
function server(year: string, displayVersion: string, build: number, revision: number, branch: string): WindowsState {
  return {
    productName: `Windows Server ${year} Datacenter`,
    caption: `Microsoft Windows Server ${year} Datacenter`,
    editionId: 'ServerDatacenter',
    installationType: 'Server',
    displayVersion,
    build,
    revision,
    buildLabEx: `${build}.1.amd64fre.${branch}`,
  }
}

export const server2016 = server('2016', '', 14393, 8519, 'rs1_release.160715-1616')
export const server2019 = server('2019', '', 17763, 7919, 'rs5_release.180914-1434')
export const server2022 = server('2022', '21H2', 20348, 4294, 'fe_release.210507-1500')
export const server2025 = server('2025', '24H2', 26100, 6905, 'ge_release.240331-1435')

/** The same without Desktop Experience. */
export function core(windows: WindowsState): WindowsState {
  return { ...windows, installationType: 'Server Core' }
}

/** Windows 11 still calls itself Windows 10 in the registry. */
function client(
  caption: string,
  editionId: string,
  displayVersion: string,
  build: number,
  revision: number,
  branch: string,
): WindowsState {
  return {
    productName: `Windows 10 ${editionId === 'Core' ? 'Home' : editionId === 'Professional' ? 'Pro' : editionId}`,
    caption,
    editionId,
    installationType: 'Client',
    displayVersion,
    build,
    revision,
    buildLabEx: `${build}.1.amd64fre.${branch}`,
  }
}

export const windows10 = client(
  'Microsoft Windows 10 Pro',
  'Professional',
  '22H2',
  19045,
  6456,
  'vb_release.191206-1406',
)
export const windows11 = client(
  'Microsoft Windows 11 Pro',
  'Professional',
  '24H2',
  26100,
  6905,
  'ge_release.240331-1435',
)
export const windows11Home = client('Microsoft Windows 11 Home', 'Core', '24H2', 26100, 6905, 'ge_release.240331-1435')
