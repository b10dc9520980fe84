/** With what each release was built, as `/version` says it; newest first. */
const BUILDS: readonly { major: number; go: string; commit: string; built: string }[] = [
  { major: 29, go: 'go1.25.5', commit: '3b01d64', built: '2026-01-12T15:32:14.000000000+00:00' },
  { major: 28, go: 'go1.25.3', commit: '89c5e8f', built: '2025-11-05T14:43:25.000000000+00:00' },
  { major: 27, go: 'go1.22.11', commit: '4c9b3b0', built: '2025-01-22T13:41:43.000000000+00:00' },
  { major: 25, go: 'go1.21.13', commit: 'f417435', built: '2024-08-29T14:06:20.000000000+00:00' },
  { major: 23, go: 'go1.19.10', commit: '9e7d1c3', built: '2023-05-25T21:52:13.000000000+00:00' },
  { major: 0, go: 'go1.19.7', commit: '5d6db84', built: '2023-04-04T18:17:06.000000000+00:00' },
]

/** The commit, Go release and build time that an engine of this version names. */
export function goVersion(engineVersion: string): { commit: string; go: string; built: string } {
  const major = Number(engineVersion.split('.')[0])
  const { commit, go, built } = BUILDS.find((build) => major >= build.major) ?? { commit: '', go: '', built: '' }
  return { commit, go, built }
}
