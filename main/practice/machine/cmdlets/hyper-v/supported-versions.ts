/** Configuration versions a release of Windows brought (WSD Upgrade-virtual-machine-version), oldest first. */
const versions = [
  { version: '8.0', name: 'Microsoft Windows Server 2016/Windows 10 Anniversary Update', since: 14393, until: 99999 },
  { version: '9.0', name: 'Microsoft Windows 10 October 2018 Update/Server 2019', since: 17763, until: 99999 },
  { version: '9.2', name: 'Microsoft Windows 10 November 2021 Update', since: 19044, until: 99999 },
  { version: '9.3', name: 'Microsoft Windows 10 vNext', since: 20348, until: 99999 },
  { version: '10.0', name: 'Microsoft Windows 11 (Version 21H2)/Server 2022', since: 20348, until: 99999 },
  { version: '11.0', name: 'Microsoft Windows 11 (Version 22H2)', since: 22621, until: 99999 },
  { version: '12.0', name: 'Microsoft Windows 11 (Version 24H2)/Server 2025', since: 26100, until: 99999 },
] as const

/** What Get-VMHostSupportedVersion lists; the newest is the default. */
export function supportedVersions(build: number): { name: string; version: string; isDefault: boolean }[] {
  const known = versions.filter(({ since }) => since <= build)
  return known.map(({ name, version }, index) => ({ name, version, isDefault: index === known.length - 1 }))
}

/** -1, 0 or 1. */
export function compareVersions(one: string, other: string): number {
  const [left = [], right = []] = [one, other].map((text) => text.split('.').map(Number))
  return Math.sign((left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0))
}
