/** A Windows release that hosts containers, or whose base images exist. Builds from Microsoft's version-compatibility page. */
export type WindowsRelease = { name: string; build: number; kind: 'server' | 'client' }

/** The hosts of the compatibility matrix, oldest first. */
export const windowsHosts: readonly WindowsRelease[] = [
  { name: 'Windows Server 2016', build: 14393, kind: 'server' },
  { name: 'Windows Server 2019', build: 17763, kind: 'server' },
  { name: 'Windows Server 2022', build: 20348, kind: 'server' },
  { name: 'Windows Server 23H2', build: 25398, kind: 'server' },
  { name: 'Windows Server 2025', build: 26100, kind: 'server' },
  { name: 'Windows 10 1809', build: 17763, kind: 'client' },
  { name: 'Windows 10 22H2', build: 19045, kind: 'client' },
  { name: 'Windows 11 21H2', build: 22000, kind: 'client' },
  { name: 'Windows 11 22H2', build: 22621, kind: 'client' },
  { name: 'Windows 11 23H2', build: 22631, kind: 'client' },
  { name: 'Windows 11 24H2', build: 26100, kind: 'client' },
  { name: 'Windows 11 25H2', build: 26200, kind: 'client' },
]

/** One generation of Windows base images. Dates are the last supported day (UTC), from Microsoft's base-image-lifecycle page. */
export type ImageGeneration = {
  name: string
  build: number
  /** The floating tag of Server Core, Nano Server and Server; absent where that image does not exist. */
  tags: { servercore: string; nanoserver?: string; server?: string }
  /** `ended`: over before the dates that the page still lists. */
  mainstreamEnd: string | 'ended'
  extendedEnd: string
}

/** The generations whose images can still be pulled, oldest first. */
export const imageGenerations: readonly ImageGeneration[] = [
  {
    name: 'Windows Server 2016',
    build: 14393,
    tags: { servercore: 'ltsc2016' },
    mainstreamEnd: 'ended',
    extendedEnd: '2027-01-11',
  },
  {
    name: 'Windows Server 2019',
    build: 17763,
    tags: { servercore: 'ltsc2019', nanoserver: 'ltsc2019' },
    mainstreamEnd: '2024-01-09',
    extendedEnd: '2029-01-09',
  },
  {
    name: 'Windows Server 2022',
    build: 20348,
    tags: { servercore: 'ltsc2022', nanoserver: 'ltsc2022', server: 'ltsc2022' },
    mainstreamEnd: '2026-10-13',
    extendedEnd: '2031-10-14',
  },
  {
    name: 'Windows Server 2025',
    build: 26100,
    tags: { servercore: 'ltsc2025', nanoserver: 'ltsc2025', server: 'ltsc2025' },
    mainstreamEnd: '2029-10-09',
    extendedEnd: '2034-10-10',
  },
]

/** The name of a build's release, or `Windows build N` where it is none of the known ones. */
export function nameOfBuild(build: number, kind?: 'server' | 'client'): string {
  const known = windowsHosts.find((host) => host.build === build && (kind === undefined || host.kind === kind))
  return known?.name ?? `Windows ${kind === 'server' ? 'Server ' : ''}build ${build}`
}
