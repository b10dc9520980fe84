import { chmodSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'

/** What a stub engine says of its Windows host. */
export interface WindowsHostFacts {
  /** As `info` gives it: `Microsoft Windows Server Version 21H2 (OS Build 20348.2762)`. */
  operatingSystem: string
  /** `10.0.20348.2762`. */
  osVersion: string
  isolation: 'process' | 'hyperv'
}

const IMAGE = `sha256:${'ab'.repeat(32)}`

/**
 * The reading half of a Windows engine's API on a Unix socket: one Server Core image (ltsc2022), no containers. For what
 * the pages show of a Windows host where none can be had; it proves nothing about a real engine.
 */
export async function startWindowsEngine(
  socketPath: string,
  host: WindowsHostFacts,
  /** Further answers, or others in place of those here; undefined leaves it to them. */
  more: (path: string, search: URLSearchParams) => unknown = () => undefined,
): Promise<() => Promise<void>> {
  const image = { RepoTags: ['mcr.microsoft.com/windows/servercore:ltsc2022'], RepoDigests: [], Size: 5_000_000_000 }
  const answers = new Map<string, unknown>([
    ['/version', { Version: '27.5.1', ApiVersion: '1.47', MinAPIVersion: '1.24', Os: 'windows', Arch: 'amd64' }],
    [
      '/info',
      {
        OSType: 'windows',
        OperatingSystem: host.operatingSystem,
        OSVersion: host.osVersion,
        Isolation: host.isolation,
        Architecture: 'x86_64',
        ServerVersion: '27.5.1',
        Name: 'WIN1',
        NCPU: 4,
        MemTotal: 8_000_000_000,
        Driver: 'windowsfilter',
        DockerRootDir: 'C:\\ProgramData\\docker',
        IndexServerAddress: 'https://index.docker.io/v1/',
      },
    ],
    ['/images/json', [{ ...image, Id: IMAGE, ParentId: '', Created: 1_790_000_000, SharedSize: -1 }]],
    [
      `/images/${IMAGE}/json`,
      {
        ...image,
        Id: IMAGE,
        Created: '2026-09-21T14:13:20Z',
        Os: 'windows',
        OsVersion: '10.0.20348.2700',
        Architecture: 'amd64',
      },
    ],
    [`/images/${IMAGE}/history`, []],
    ['/containers/json', []],
  ])
  const open = new Set<ServerResponse>()
  const server = createServer((question, answer) => {
    const path = decodeURIComponent((question.url ?? '').split('?')[0] ?? '').replace(/^\/v[\d.]+/, '')
    answer.setHeader('Api-Version', '1.47')
    answer.setHeader('Ostype', 'windows')
    answer.setHeader('Content-Type', 'application/json')
    if (path === '/_ping') return void answer.end('OK')
    if (path === '/events') {
      open.add(answer)
      return void answer.writeHead(200).flushHeaders()
    }
    const { searchParams } = new URL(question.url ?? '/', 'http://stub')
    const known = more(path, searchParams) ?? answers.get(path)
    answer.statusCode = known === undefined ? 404 : 200
    answer.end(JSON.stringify(known ?? { message: `no such thing: ${path}` }))
  })
  await new Promise<void>((ready) => server.listen(socketPath, ready))
  // The window runs as an ordinary user.
  chmodSync(socketPath, 0o666)
  return async () => {
    for (const answer of open) answer.destroy()
    server.closeAllConnections()
    await new Promise((ended) => server.close(ended))
    rmSync(socketPath, { force: true })
  }
}
