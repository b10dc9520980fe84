import { createServer } from 'node:http'

/** What was sent to create a container. */
export type SentCreate = {
  name: string | null
  body: Record<string, unknown> & { HostConfig: Record<string, unknown> }
}
export type WindowsEngineStub = { created: SentCreate[]; close: () => Promise<void> }

/** Builds of the images that the stub has, by tag. */
const builds: Record<string, string> = {
  'mcr.microsoft.com/windows/nanoserver:ltsc2022': '10.0.20348.2700',
  'mcr.microsoft.com/windows/servercore:ltsc2019': '10.0.17763.5329',
}

const images = Object.entries(builds).map(([tag, version], index) => ({
  Id: `sha256:${String(index + 1).repeat(64)}`,
  tag,
  version,
}))
const made = 'f'.repeat(64)

/** Answers at a Unix socket as the engine of a Windows Server 2022 does, as far as creating a container needs. */
export async function startWindowsEngineStub(socketPath: string): Promise<WindowsEngineStub> {
  const created: SentCreate[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub')
    const path = url.pathname.replace(/^\/v[\d.]+/, '')
    const chunks: Buffer[] = []
    const headers = { 'Content-Type': 'application/json', 'Api-Version': '1.51', Ostype: 'windows' }
    const send = (status: number, body?: unknown) => {
      response.writeHead(status, headers)
      response.end(body === undefined ? '' : JSON.stringify(body))
    }
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (path === '/events') {
        response.writeHead(200, headers)
        response.flushHeaders()
        return
      }
      if (path === '/containers/create') {
        created.push({ name: url.searchParams.get('name'), body: JSON.parse(Buffer.concat(chunks).toString()) })
        return send(201, { Id: made, Warnings: [] })
      }
      if (path.endsWith('/start')) return send(204)
      const answer = answerTo(decodeURIComponent(path))
      return answer === undefined ? send(404, { message: `No such thing: ${path}` }) : send(200, answer)
    })
  })
  await new Promise<void>((done) => server.listen(socketPath, done))
  return {
    created,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function answerTo(path: string): unknown {
  if (path === '/_ping') return 'OK'
  if (path === '/version') {
    return { Version: '28.5.2', ApiVersion: '1.51', MinAPIVersion: '1.24', Os: 'windows', Arch: 'amd64' }
  }
  if (path === '/info') {
    return {
      OSType: 'windows',
      OSVersion: '10.0.20348',
      OperatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2700)',
      KernelVersion: '10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)',
      Isolation: 'process',
      Architecture: 'x86_64',
      Name: 'STUB',
      NCPU: 4,
      MemTotal: 2 ** 34,
      Driver: 'windowsfilter',
      DockerRootDir: 'C:\\ProgramData\\docker',
      ServerVersion: '28.5.2',
    }
  }
  if (path === '/networks') {
    return ['nat', 'none'].map((name, index) => ({
      Name: name,
      Id: `${index}`.repeat(64),
      Driver: name === 'nat' ? 'nat' : 'null',
    }))
  }
  if (path === '/containers/json') return []
  if (path === '/images/json') {
    return images.map(({ Id, tag }) => ({
      Id,
      RepoTags: [tag],
      RepoDigests: [],
      Created: 1_700_000_000,
      Size: 2 ** 28,
    }))
  }
  const image = images.find(({ Id, tag }) => path.startsWith(`/images/${Id}/`) || path.startsWith(`/images/${tag}/`))
  if (image && path.endsWith('/history')) return []
  if (!image) return undefined
  return {
    Id: image.Id,
    RepoTags: [image.tag],
    RepoDigests: [],
    Created: '2024-01-01T00:00:00Z',
    Size: 2 ** 28,
    Os: 'windows',
    OsVersion: image.version,
    Architecture: 'amd64',
    Config: {},
    RootFS: { Type: 'layers', Layers: [] },
  }
}
