/**
 * A practice copy of Microsoft's registry and of a few Docker Hub repositories. Names, tags and operating systems are
 * those of the real ones; update revisions, dates and sizes are near them, and digests are made up.
 */

/** Bytes of one layer: as it travels, and as it lies on the disk. */
export interface LayerSize {
  readonly packed: number
  readonly unpacked: number
}

const MB = 1_000_000

function layer(packed: number, unpacked: number): LayerSize {
  return { packed: packed * MB, unpacked: unpacked * MB }
}

/** Updates of one Windows release, newest first: revision, knowledge base article, day. */
export interface Release {
  readonly build: number
  readonly tags: readonly string[]
  readonly updates: readonly { revision: number; kb: string; day: string }[]
  /** First layer and update of each kind of base image; a kind that is missing was not released. */
  readonly bases: Readonly<Partial<Record<'nanoserver' | 'servercore' | 'server' | 'windows', readonly LayerSize[]>>>
}

export const releases: readonly Release[] = [
  {
    build: 26100,
    tags: ['ltsc2025'],
    updates: [
      { revision: 7171, kb: 'KB5068861', day: '2025-11-11' },
      { revision: 6899, kb: 'KB5066835', day: '2025-10-14' },
      { revision: 1742, kb: 'KB5043080', day: '2024-09-10' },
    ],
    bases: {
      nanoserver: [layer(193, 502)],
      servercore: [layer(1_540, 4_920), layer(610, 1_730)],
      server: [layer(2_870, 8_310), layer(980, 3_120)],
    },
  },
  {
    build: 20348,
    tags: ['ltsc2022'],
    updates: [
      { revision: 4405, kb: 'KB5068787', day: '2025-11-11' },
      { revision: 2700, kb: 'KB5043881', day: '2024-09-10' },
      { revision: 587, kb: 'KB5010354', day: '2022-03-08' },
    ],
    bases: {
      nanoserver: [layer(121, 293)],
      servercore: [layer(1_251, 3_360), layer(463, 1_390)],
      server: [layer(2_410, 7_150), layer(874, 2_960)],
    },
  },
  {
    build: 17763,
    tags: ['ltsc2019', '1809'],
    updates: [
      { revision: 8027, kb: 'KB5068791', day: '2025-11-11' },
      { revision: 6293, kb: 'KB5043050', day: '2024-09-10' },
      { revision: 1757, kb: 'KB4601345', day: '2021-02-09' },
    ],
    bases: {
      nanoserver: [layer(102, 258)],
      servercore: [layer(1_534, 3_390), layer(806, 1_670)],
      windows: [layer(3_570, 8_930), layer(2_010, 5_240)],
    },
  },
  {
    build: 14393,
    tags: ['ltsc2016'],
    updates: [
      { revision: 8519, kb: 'KB5068864', day: '2025-11-11' },
      { revision: 7336, kb: 'KB5043051', day: '2024-09-10' },
    ],
    bases: { servercore: [layer(4_070, 8_410), layer(1_620, 3_180)] },
  },
]

/** An image that stands on one of the releases. */
export interface Application {
  /** With the domain. */
  readonly repository: string
  /** Tag of the image on one release; `RELEASE` stands for `ltsc2022`. */
  readonly tag: string
  /** Tags that are a list of all of these releases' images, and perhaps a Linux one. */
  readonly lists: readonly string[]
  readonly linux: boolean
  readonly builds: readonly number[]
  readonly base: 'nanoserver' | 'servercore'
  readonly layers: readonly LayerSize[]
  readonly createdBy: readonly string[]
  readonly cmd: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly env?: readonly string[]
  readonly workingDir?: string
  readonly exposedPorts?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
  /** Given out only to who is signed in. */
  readonly locked?: boolean
}

const hello = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (windows-amd64, nanoserver)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run a Windows Server container with:
 PS C:\\> docker run -it mcr.microsoft.com/windows/servercore:ltsc2022 powershell

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`.replaceAll('\n', '\r\n')

export const applications: readonly Application[] = [
  {
    repository: 'docker.io/library/hello-world',
    tag: 'nanoserver-RELEASE',
    lists: ['latest', 'nanoserver'],
    linux: true,
    builds: [26100, 20348, 17763],
    base: 'nanoserver',
    layers: [{ packed: 1_034, unpacked: 2_048 }],
    createdBy: ['cmd /S /C #(nop) COPY file:hello.txt in C:'],
    cmd: ['cmd', '/C', 'type C:\\hello.txt'],
    files: { 'C:\\hello.txt': hello },
  },
  {
    repository: 'mcr.microsoft.com/dotnet/samples',
    tag: 'dotnetapp-nanoserver-RELEASE',
    lists: ['dotnetapp', 'latest'],
    linux: true,
    builds: [26100, 20348, 17763],
    base: 'nanoserver',
    layers: [layer(29, 74), layer(1, 2)],
    createdBy: [
      'cmd /S /C #(nop) COPY dir:dotnet in C:\\Program Files\\dotnet',
      'cmd /S /C #(nop) COPY dir:app in C:\\app',
    ],
    cmd: [],
    entrypoint: ['cmd', '/C', 'type C:\\app\\dotnetapp.txt'],
    env: ['DOTNET_VERSION=9.0.10', 'DOTNET_RUNNING_IN_CONTAINER=true'],
    workingDir: 'C:\\app',
    files: { 'C:\\app\\dotnetapp.txt': '\r\n.NET 9.0.10\r\nMicrosoft Windows\r\n' },
  },
  {
    repository: 'mcr.microsoft.com/dotnet/framework/samples',
    tag: 'dotnetapp-windowsservercore-RELEASE',
    lists: ['dotnetapp', 'latest'],
    linux: false,
    builds: [26100, 20348, 17763, 14393],
    base: 'servercore',
    layers: [layer(142, 410), layer(1, 1)],
    createdBy: ['cmd /S /C ngen update', 'cmd /S /C #(nop) COPY dir:app in C:\\app'],
    cmd: [],
    entrypoint: ['cmd', '/C', 'type C:\\app\\dotnetapp.txt'],
    env: ['COMPLUS_RUNNING_IN_CONTAINER=1'],
    workingDir: 'C:\\app',
    files: { 'C:\\app\\dotnetapp.txt': '\r\n.NET Framework 4.8\r\nMicrosoft Windows\r\n' },
  },
  {
    repository: 'mcr.microsoft.com/windows/servercore/iis',
    tag: 'windowsservercore-RELEASE',
    lists: ['latest'],
    linux: false,
    builds: [26100, 20348, 17763, 14393],
    base: 'servercore',
    layers: [layer(118, 290), layer(1, 1)],
    createdBy: ['powershell -Command Add-WindowsFeature Web-Server', 'cmd /S /C #(nop) EXPOSE 80'],
    cmd: [],
    entrypoint: ['C:\\ServiceMonitor.exe', 'w3svc'],
    exposedPorts: ['80/tcp'],
    files: {
      'C:\\inetpub\\wwwroot\\iisstart.htm': '<!DOCTYPE html><title>IIS Windows Server</title>\r\n',
      'C:\\ServiceMonitor.exe': 'MZ',
    },
  },
  {
    repository: 'mcr.microsoft.com/dotnet/runtime',
    tag: '9.0-nanoserver-RELEASE',
    lists: ['9.0', 'latest'],
    linux: true,
    builds: [26100, 20348, 17763],
    base: 'nanoserver',
    layers: [layer(29, 74)],
    createdBy: ['cmd /S /C #(nop) COPY dir:dotnet in C:\\Program Files\\dotnet'],
    cmd: [],
    env: ['DOTNET_VERSION=9.0.10', 'DOTNET_RUNNING_IN_CONTAINER=true'],
    files: { 'C:\\Program Files\\dotnet\\dotnet.exe': 'MZ' },
  },
  {
    repository: 'mcr.microsoft.com/dotnet/framework/runtime',
    tag: '4.8-windowsservercore-RELEASE',
    lists: ['4.8', 'latest'],
    linux: false,
    builds: [26100, 20348, 17763, 14393],
    base: 'servercore',
    layers: [layer(142, 410)],
    createdBy: ['cmd /S /C ngen update'],
    cmd: [],
    env: ['COMPLUS_RUNNING_IN_CONTAINER=1'],
    files: {},
  },
  {
    repository: 'docker.io/hholt/notes',
    tag: '1.1-RELEASE',
    lists: ['1.0', '1.1', 'latest'],
    linux: false,
    builds: [20348],
    base: 'nanoserver',
    layers: [{ packed: 2_210, unpacked: 4_096 }],
    createdBy: ['cmd /S /C #(nop) COPY file:notes.txt in C:\\app'],
    cmd: ['cmd', '/C', 'type C:\\app\\notes.txt'],
    workingDir: 'C:\\app',
    labels: { maintainer: 'hholt' },
    files: { 'C:\\app\\notes.txt': 'All tags of this repository are one image.\r\n' },
  },
  {
    repository: 'docker.io/hholt/killerapp',
    tag: '1.4-RELEASE',
    lists: ['1.4', 'latest'],
    linux: false,
    builds: [26100, 20348, 17763, 14393],
    base: 'servercore',
    layers: [layer(2, 6)],
    createdBy: ['cmd /S /C #(nop) COPY file:killerapp.cmd in C:\\app'],
    cmd: ['cmd', '/C', 'type C:\\app\\killerapp.txt'],
    workingDir: 'C:\\app',
    labels: { maintainer: 'hholt' },
    files: { 'C:\\app\\killerapp.txt': 'Killer app 1.4\r\n' },
    locked: true,
  },
]

/** Repositories of which only Linux images are there; of Microsoft's some, the real catalogue has thousands. */
export const linuxRepositories: Readonly<Record<string, readonly string[]>> = {
  'mcr.microsoft.com/azure-cli': ['latest', '2.79.0', '2.78.0'],
  'mcr.microsoft.com/azure-storage/azurite': ['latest', '3.35.0'],
  'mcr.microsoft.com/azurelinux/base/core': ['3.0'],
  'mcr.microsoft.com/azurelinux/base/nodejs': ['20', '20.14'],
  'mcr.microsoft.com/azurelinux/base/python': ['3.12', '3'],
  'mcr.microsoft.com/azurelinux/distroless/base': ['3.0', '3.0-nonroot'],
  'mcr.microsoft.com/cbl-mariner/base/core': ['2.0'],
  'mcr.microsoft.com/cosmosdb/linux/azure-cosmos-emulator': ['latest'],
  'mcr.microsoft.com/devcontainers/base': ['bookworm', 'jammy', 'noble'],
  'mcr.microsoft.com/devcontainers/dotnet': ['9.0', '8.0'],
  'mcr.microsoft.com/devcontainers/javascript-node': ['22', '20'],
  'mcr.microsoft.com/devcontainers/python': ['3.13', '3.12'],
  'mcr.microsoft.com/dotnet/runtime-deps': ['9.0', '8.0'],
  'mcr.microsoft.com/mssql/server': ['2022-latest', '2019-latest'],
  'mcr.microsoft.com/openjdk/jdk': ['21-ubuntu', '17-ubuntu'],
  'mcr.microsoft.com/playwright': ['v1.56.1-noble', 'v1.56.1-jammy'],
  'docker.io/library/alpine': ['latest', '3.22', '3.21'],
  'docker.io/library/busybox': ['latest', '1.37'],
  'docker.io/library/nginx': ['latest', '1.29', 'alpine'],
  'docker.io/library/redis': ['latest', '8'],
  'docker.io/library/ubuntu': ['latest', '24.04', '22.04'],
}

/** The images of the chapter's time, which Docker Hub no longer has: a machine of 2016 still reaches them. */
export const chapterImages = {
  build: 14393,
  revision: 206,
  day: '2016-09-26',
  nanoserver: {
    repository: 'docker.io/microsoft/nanoserver',
    id: 'a896e5590871',
    tags: ['10.0.14393.206', '10.0.14393.206_de-de', 'latest'],
    layers: [layer(243, 652), layer(128, 278)],
  },
  servercore: {
    repository: 'docker.io/microsoft/windowsservercore',
    id: 'c452b8c6ee1a',
    tags: ['10.0.14393.206', 'latest'],
    layers: [layer(3_740, 7_680), layer(380, 1_020)],
  },
} as const
