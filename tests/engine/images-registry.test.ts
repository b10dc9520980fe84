import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Pulls } from '../../main/engine/pulls.ts'
import { checkPull } from '../../main/engine/registry/check-pull.ts'
import type { Credentials } from '../../main/engine/registry/credentials.ts'
import { makeLogin } from '../../main/engine/registry/login.ts'
import { readRepositoryTags } from '../../main/engine/registry/repository-tags.ts'
import { explain } from '../../main/explain/explain.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { publishList } from '../support/publish-list.ts'
import { REGISTRY_USER, type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
describeWhere(!why, why ?? '', 'Asking a registry before a pull', () => {
  let url = ''
  let socketPath = ''
  let registry: Registry
  let closed: Registry
  const config = temporaryFolder()
  const nobody: Credentials = { forRegistry: async () => null }
  const user: Credentials = { forRegistry: async () => makeLogin(REGISTRY_USER.name, REGISTRY_USER.password) }

  beforeAll(async () => {
    ;({ url, socketPath } = await sharedEngine())
    registry = await startRegistry()
    closed = await startRegistry({ auth: true })
    const login = ['login', '-u', REGISTRY_USER.name, '-p', REGISTRY_USER.password, closed.host]
    expect(await dockerCli(login, { host: url, config: config.path })).toMatchObject({ code: 0 })
    for (const [host, name] of [
      [registry.host, 'app:latest'],
      [closed.host, 'app:latest'],
    ]) {
      await buildLayeredImage(socketPath, { name: `${host}/${name}`, layers: 3, layerBytes: 100_000 })
      const pushed = await dockerCli(['push', `${host}/${name}`], { host: url, config: config.path })
      expect(pushed).toMatchObject({ code: 0 })
    }
    for (const tag of ['one', 'two']) await tagAndPush(`${registry.host}/app:latest`, `${registry.host}/app:${tag}`)
  })
  afterAll(async () => {
    await dockerCli(['rmi', '-f', `${closed?.host}/app:latest`, `${registry?.host}/app:latest`], { host: url })
    await registry?.stop()
    await closed?.stop()
    config.remove()
  })

  async function tagAndPush(from: string, to: string): Promise<void> {
    await dockerCli(['tag', from, to], { host: url })
    expect(await dockerCli(['push', to], { host: url })).toMatchObject({ code: 0 })
    await dockerCli(['rmi', to], { host: url })
  }

  const check = (reference: string, more: { platform?: string } = {}, credentials = nobody, facts = {}) =>
    checkPull(testLink(socketPath, { facts }), { reference, allTags: false, ...more }, credentials)

  it('I2: a single image: its platform, digest and the compressed size of its layers', async () => {
    const found = await check(`${registry.host}/app`)
    expect(found).toMatchObject({
      reference: `${registry.host}/app`,
      platforms: [{ os: 'linux', architecture: 'amd64', osVersion: '', build: null, variant: '' }],
      problem: null,
    })
    expect(found.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(found.size).toBeGreaterThan(300_000)
    expect(found.size).toBeLessThan(310_000)
    expect((await check(`${registry.host}/app@${found.digest}`)).size).toBe(found.size)
  })

  it('I2: a list: all its platforms, Windows builds too, and the one that this engine would take', async () => {
    await publishList(registry, 'many', 'app', [
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.4061' },
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ])
    const name = `${registry.host}/many`
    const linux = await check(name)
    expect(linux.platforms.map(({ os, build, variant }) => [os, build, variant])).toEqual([
      ['windows', 26100, ''],
      ['windows', 20348, ''],
      ['linux', null, 'v8'],
    ])
    expect(linux.problem).toMatchObject({ code: 'no-matching-manifest' })
    expect(await check(name, { platform: 'linux/arm64' })).toMatchObject({ problem: null, size: expect.any(Number) })
    const windows = { os: 'windows' as const, architecture: 'x86_64', build: 20348 }
    expect(await check(name, {}, nobody, windows)).toMatchObject({ problem: null, size: expect.any(Number) })
    expect(await check(name, {}, nobody, { ...windows, build: 17763 })).toMatchObject({
      size: null,
      problem: { code: 'no-matching-manifest' },
    })
  })

  it('I2: all tags with their size, layers that they share counted once', async () => {
    const size = (await check(`${registry.host}/app`)).size
    expect(await readRepositoryTags(testLink(socketPath), `${registry.host}/app`, nobody)).toEqual({
      repository: `${registry.host}/app`,
      tags: ['latest', 'one', 'two'],
      size,
      measured: 3,
    })
  })

  it('I2, C6: a registry with a password is asked with the login, and refuses without', async () => {
    const name = `${closed.host}/app`
    expect(await check(name)).toMatchObject({ platforms: [], problem: { code: 'registry-unauthorized' } })
    expect(await check(name, {}, user)).toMatchObject({ platforms: [{ os: 'linux' }], problem: null })
    expect(await readRepositoryTags(testLink(socketPath), name, user)).toMatchObject({ tags: ['latest'], measured: 1 })
    await expect(readRepositoryTags(testLink(socketPath), name, nobody)).rejects.toMatchObject({
      explained: { code: 'registry-unauthorized' },
    })
  })

  it('I2: tags over several pages; a registry that counts requests ends the measuring, not the list', async () => {
    const digest = `sha256:${'0'.repeat(64)}`
    let manifests = 0
    const stub = createServer((request, response) => {
      const at = new URL(request.url ?? '', 'http://stub')
      if (at.pathname.endsWith('/tags/list')) {
        const page = Number(at.searchParams.get('page') ?? 1)
        if (page < 3) response.setHeader('link', `</v2/a/tags/list?page=${page + 1}>; rel="next"`)
        response.end(JSON.stringify({ name: 'a', tags: [`${page}.0`, `${page}.1`] }))
      } else if (at.pathname.endsWith('/manifests/1.1')) response.writeHead(404).end()
      else if (++manifests > 2) response.writeHead(429).end()
      else response.end(JSON.stringify({ config: { digest, size: 1 }, layers: [{ digest, size: 70 }] }))
    })
    await new Promise<void>((done) => stub.listen(0, '127.0.0.1', done))
    const { port } = stub.address() as AddressInfo
    const found = await readRepositoryTags(testLink(socketPath), `127.0.0.1:${port}/a`, nobody)
    expect(found).toMatchObject({ tags: ['1.0', '1.1', '2.0', '2.1', '3.0', '3.1'], size: 70, measured: 2 })
    stub.removeAllListeners('request')
    stub.on('request', (_, response) => response.end('<html>a page</html>'))
    expect((await check(`127.0.0.1:${port}/a`)).problem).toMatchObject({ code: 'registry-not-one' })
    stub.closeAllConnections()
    await new Promise((done) => stub.close(done))
  })

  it('I2, C6: a broken helper stands in the way only where a login is needed', async () => {
    const problem = new SlipwayError({ code: 'credential-helper-failed', message: 'Helper', remedy: 'Sign in' })
    const broken: Credentials = { forRegistry: async () => Promise.reject(problem) }
    expect((await check(`${registry.host}/app`, {}, broken)).problem).toBeNull()
    expect((await check(`${closed.host}/app`, {}, broken)).problem).toMatchObject({ code: 'credential-helper-failed' })
    const tasks = new TaskRegistry({ explain })
    for (const [host, ended] of [
      [registry.host, { state: 'done' }],
      [closed.host, { state: 'failed', error: { code: 'credential-helper-failed' } }],
    ] as const) {
      const reference = `${host}/app`
      const pull = new Pulls(tasks, broken).start(testLink(socketPath), { reference, allTags: false })
      await pull.ended
      expect(tasks.list.get(pull.task)).toMatchObject(ended)
    }
  })

  it('I2: what is not there, who is not there, and what is no reference', async () => {
    expect((await check(`${registry.host}/app:none`)).problem).toMatchObject({ code: 'image-not-found' })
    expect((await check('127.0.0.1:9/app')).problem).toMatchObject({ code: 'registry-unreachable' })
    await expect(check('Not A Name')).rejects.toMatchObject({ explained: { code: 'invalid-reference' } })
    const remote = { ...testLink(socketPath), remote: true }
    const asked = await checkPull(remote, { reference: '127.0.0.1:9/app', allTags: false }, nobody)
    expect(asked.problem?.cause).toContain('This was asked from this computer')
  })
})
