import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toEquivalent } from '../../preload/contract/command-line/print.ts'
import { type ContainerSpec, emptyContainerSpec } from '../../preload/contract/container-spec.ts'
import { toCreateBody, toCreateQuery } from '../../preload/contract/grammar/create-body.ts'
import { findProgram } from '../support/background-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const base: ContainerSpec = { ...emptyContainerSpec(), image: 'mcr.microsoft.com/windows/nanoserver:ltsc2025' }
const specs: [string, Partial<ContainerSpec>][] = [
  ['the least', {}],
  ['isolation', { isolation: 'hyperv', command: ['cmd', '/c', 'dir "C:\\Program Files"'] }],
  ['process isolation', { isolation: 'process' }],
  ['processor count', { cpuCount: 2 }],
  ['processor percentage', { cpuPercent: 50 }],
  ['limits', { cpus: 1.5, memory: 2 ** 31, storageSize: '50G' }],
  ['credential spec', { credentialSpec: 'file://web.json', hostname: 'web' }],
  ['volumes', { volumes: ['C:\\data:C:\\app data:ro', 'name:D:', 'd:\\path', '\\\\.\\pipe\\a:\\\\.\\pipe\\a'] }],
  ['the rest', { user: 'ContainerUser', workingDirectory: 'C:\\app\\', network: 'nat', dns: ['1.1.1.1'] }],
  ['ports and labels', { ports: ['8080:80', '53:53/udp'], labels: [{ name: 'a', value: '"b"' }] }],
]

/** The docker CLI against a server that answers as a Windows engine (no such engine runs here) and keeps what it was sent. */
describeWhere(
  findProgram('docker') !== undefined,
  'the docker CLI is not installed',
  'H11, K2: Windows containers',
  () => {
    const folder = temporaryFolder()
    const socket = join(folder.path, 'engine.sock')
    const received: { url: string; body: SentBody }[] = []
    let server: Server

    beforeAll(async () => {
      server = createServer((request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          const headers = { 'Content-Type': 'application/json', 'Api-Version': '1.41', Ostype: 'windows' }
          const isCreate = request.url?.includes('/containers/create') ?? false
          if (isCreate) received.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) })
          response.writeHead(isCreate ? 201 : request.url?.includes('/start') ? 204 : 200, headers)
          response.end(isCreate ? JSON.stringify({ Id: 'f'.repeat(64), Warnings: [] }) : '')
        })
      })
      await new Promise<void>((done) => server.listen(socket, done))
    })
    afterAll(() => {
      server.close()
      folder.remove()
    })

    it.each(specs)('H11, K2: docker run sends what the window sends: %s', async (_, given) => {
      const spec = { ...base, ...given }
      const [[program = '', ...args] = []] = toEquivalent({ action: 'run', spec: { ...spec, name: 'web' } }).docker
      received.length = 0
      const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: folder.path }
      await run(program, args, { env, timeout: 30_000 })
      const [sent] = received
      expect(new URLSearchParams(sent?.url.split('?')[1]).get('name')).toBe(
        toCreateQuery({ ...spec, name: 'web' }).name,
      )
      const ours = toCreateBody(spec, 'windows')
      const { HostConfig, ...config } = ours
      expect(sent?.body).toMatchObject(config)
      expect(sent?.body.HostConfig).toMatchObject(HostConfig)
      const { HostConfig: sentHost, ...sentConfig } = sent?.body ?? { HostConfig: {} }
      expect(filledKeys(sentConfig)).toEqual(filledKeys(config))
      expect(filledKeys(sentHost)).toEqual(filledKeys(HostConfig))
    })
  },
)

type SentBody = Record<string, unknown> & { HostConfig: Record<string, unknown> }

/** The keys that say something; the rest are the CLI's ways to say nothing. */
function filledKeys(values: object): string[] {
  const silent = new Set(['ConsoleSize', 'NetworkingConfig', 'MemorySwappiness', 'LogConfig'])
  return Object.entries(values)
    .filter(([key, value]) => {
      if (silent.has(key) || value === null || value === '' || value === 0 || value === false) return false
      if (key === 'NetworkMode' && value === 'default') return false
      return typeof value !== 'object' || Object.keys(value).length > 0
    })
    .map(([key]) => key)
    .sort()
}
