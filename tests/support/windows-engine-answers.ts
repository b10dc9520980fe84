/** What the stub of windows-engine.ts says of itself and of its images, by path. */
export function windowsEngineAnswers(images: Readonly<Record<string, string>>): Map<string, unknown> {
  const entries = Object.entries(images).map(([tag, version], index) => ({
    tag,
    version,
    id: `sha256:${String(index + 1).repeat(64)}`,
  }))
  const answers = new Map<string, unknown>([
    ['/_ping', 'OK'],
    ['/version', { Version: '28.5.2', ApiVersion: '1.51', MinAPIVersion: '1.24', Os: 'windows', Arch: 'amd64' }],
    [
      '/info',
      {
        OSType: 'windows',
        OperatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2762)',
        OSVersion: '10.0.20348.2762',
        KernelVersion: '10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)',
        Isolation: 'process',
        Architecture: 'x86_64',
        ServerVersion: '28.5.2',
        Name: 'WIN1',
        NCPU: 4,
        MemTotal: 2 ** 34,
        Driver: 'windowsfilter',
        DockerRootDir: 'C:\\ProgramData\\docker',
        IndexServerAddress: 'https://index.docker.io/v1/',
      },
    ],
    [
      '/networks',
      [
        { Name: 'nat', Id: '1'.repeat(64), Driver: 'nat' },
        { Name: 'none', Id: '2'.repeat(64), Driver: 'null' },
      ],
    ],
    ['/volumes', { Volumes: [], Warnings: null }],
    ['/containers/json', []],
    [
      '/images/json',
      entries.map(({ id, tag }) => ({
        Id: id,
        ParentId: '',
        RepoTags: [tag],
        RepoDigests: [],
        Created: 1_790_000_000,
        Size: 5_000_000_000,
        SharedSize: -1,
      })),
    ],
  ])
  for (const { id, tag, version } of entries) {
    for (const name of [id, tag]) {
      answers.set(`/images/${name}/history`, [])
      answers.set(`/images/${name}/json`, {
        Id: id,
        RepoTags: [tag],
        RepoDigests: [],
        Created: '2026-09-21T14:13:20Z',
        Size: 5_000_000_000,
        Os: 'windows',
        OsVersion: version,
        Architecture: 'amd64',
        Config: {},
        RootFS: { Type: 'layers', Layers: [] },
      })
    }
  }
  return answers
}
