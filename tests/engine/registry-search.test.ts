import { mkdirSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readCatalogue, readTags } from '../../main/engine/registry/catalogue.ts'
import { type Credentials, DockerCredentials } from '../../main/engine/registry/credentials.ts'
import { makeLogin } from '../../main/engine/registry/login.ts'
import { searchHub } from '../../main/engine/registry/search-hub.ts'
import { readTagDetails } from '../../main/engine/registry/tag-details.ts'
import { explain } from '../../main/explain/explain.ts'
import type { NamesPage, TagDetails } from '../../preload/contract/registries.ts'
import { type Certificates, makeCertificates } from '../support/certificates.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { publishList } from '../support/publish-list.ts'
import { REGISTRY_USER, type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { startRegistryProxy } from '../support/registry-proxy.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { startTokenService, type TokenService } from '../support/token-service.ts'
import { describeWhere } from '../support/where.ts'

const REPOSITORIES = 2300
const nobody: Credentials = { forRegistry: async () => null }
const user: Credentials = { forRegistry: async () => makeLogin(REGISTRY_USER.name, REGISTRY_USER.password) }

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const value of values) found.push(value)
  return found
}
const namesOf = (pages: NamesPage[]) => pages.flatMap((page) => page.names)
async function failureOf(work: () => AsyncIterable<unknown> | Promise<unknown>) {
  try {
    const made = work()
    await (Symbol.asyncIterator in made ? all(made) : made)
  } catch (error) {
    return explain(error)
  }
  throw new Error('It went well')
}

const why = whyNoSharedEngine() ?? whyNoRegistry()
describeWhere(!why, why ?? '', 'Searching a registry', () => {
  let url = ''
  let socketPath = ''
  let open: Registry
  let closed: Registry
  let guarded: Registry
  let certificates: Certificates
  let tokens: TokenService
  const stubs: (() => Promise<void>)[] = []

  const link = (more: Parameters<typeof testLink>[1] = {}) => testLink(socketPath, more)
  const catalogue = (host: string, credentials = nobody) => readCatalogue(link(), host, credentials)

  /** A server of our own; its host with port. */
  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    stubs.push(async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    })
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  beforeAll(async () => {
    ;({ url, socketPath } = await sharedEngine())
    certificates = await makeCertificates()
    // Everybody may pull; only the user may read the catalogue of `list`, and nobody that of others.
    tokens = await startTokenService(certificates, ({ type }, who) =>
      type === 'registry' ? (who ? ['*'] : []) : ['pull', 'push'],
    )
    open = await startRegistry()
    closed = await startRegistry({ auth: true })
    const { realm, service, issuer } = tokens
    guarded = await startRegistry({ auth: { realm, service, issuer, rootcertbundle: certificates.ca.certPath } })
    for (const { host } of [open, guarded]) {
      await buildLayeredImage(socketPath, { name: `${host}/team/app:latest`, layers: 2, layerBytes: 50_000 })
      expect(await dockerCli(['push', `${host}/team/app:latest`], { host: url })).toMatchObject({ code: 0 })
    }
    await publishList(open, 'windows/many', 'team/app', [
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.4061' },
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' },
      { os: 'linux', architecture: 'amd64' },
    ])
    // A registry of a size that no test would push: a repository is its folder, to the catalogue.
    const repositories = join(open.folder, 'data/docker/registry/v2/repositories/bulk')
    for (let n = 0; n < REPOSITORIES; n++) {
      mkdirSync(join(repositories, `image-${n}`, '_layers'), { recursive: true })
    }
  })
  afterEach(async () => {
    for (const stop of stubs.splice(0)) await stop()
  })
  afterAll(async () => {
    await dockerCli(['rmi', '-f', `${open?.host}/team/app:latest`, `${guarded?.host}/team/app:latest`], { host: url })
    for (const registry of [open, closed, guarded]) await registry?.stop()
    await tokens?.stop()
    certificates?.remove()
  })

  it('I3: the catalogue of a real registry, page after page, each repository once', async () => {
    const proxy = await startRegistryProxy(open.host)
    stubs.push(proxy.stop)
    const pages = await all(catalogue(proxy.host))
    expect(pages.map(({ names, last, cut }) => [names.length, last, cut])).toEqual([
      [1000, false, false],
      [1000, false, false],
      [REPOSITORIES + 2 - 2000, true, false],
    ])
    const names = namesOf(pages)
    expect(new Set(names).size).toBe(REPOSITORIES + 2)
    expect(names).toEqual(expect.arrayContaining(['team/app', 'windows/many', 'bulk/image-0', 'bulk/image-2299']))
    expect(proxy.requests().map((request) => request.replace(/last=[^&]*/, 'last=…'))).toEqual([
      'GET /v2/_catalog?n=1000',
      'GET /v2/_catalog?last=…&n=1000',
      'GET /v2/_catalog?last=…&n=1000',
    ])
  })

  it('I3: a registry that allows shorter pages only is read by its own', async () => {
    const short = await startRegistry({ mostEntries: 50 })
    stubs.push(short.stop)
    for (let n = 0; n < 120; n++) {
      mkdirSync(join(short.folder, `data/docker/registry/v2/repositories/bulk/i${n}/_layers`), { recursive: true })
    }
    expect((await fetch(`${short.url}/v2/_catalog?n=1000`)).status).toBe(400)
    const pages = await all(catalogue(short.host))
    expect(pages.map(({ names }) => names.length)).toEqual([50, 50, 20])
    expect(new Set(namesOf(pages)).size).toBe(120)
  })

  it('I3: whoever stops reading, or cancels, ends the questions', async () => {
    const proxy = await startRegistryProxy(open.host)
    stubs.push(proxy.stop)
    for await (const page of catalogue(proxy.host)) {
      expect(page.names).toHaveLength(1000)
      break
    }
    expect(proxy.requests()).toHaveLength(1)
    const abort = new AbortController()
    const pages = readCatalogue(link(), proxy.host, nobody, abort.signal)
    await pages.next()
    abort.abort()
    await expect(pages.next()).rejects.toThrow(/abort/i)
    expect(proxy.requests()).toHaveLength(2)
  })

  it('I3, C6: a registry with a password shows its catalogue to who is signed in', async () => {
    expect(await failureOf(() => catalogue(closed.host))).toMatchObject({
      code: 'registry-unauthorized',
      cause: expect.stringContaining('Nobody is signed in there'),
      remedy: expect.stringContaining('docker login'),
    })
    expect(await all(catalogue(`http://${closed.host}/`, user))).toEqual([{ names: [], last: true, cut: false }])
  })

  it('I3, C6: what docker login keeps opens a registry’s catalogue', async () => {
    const config = temporaryFolder()
    const credentials = new DockerCredentials({ folder: config.path, env: {} })
    try {
      const login = ['login', '-u', REGISTRY_USER.name, '-p', REGISTRY_USER.password, closed.host]
      expect(await dockerCli(login, { host: url, config: config.path })).toMatchObject({ code: 0 })
      expect(await all(catalogue(closed.host, credentials))).toHaveLength(1)
      expect(await dockerCli(['logout', closed.host], { host: url, config: config.path })).toMatchObject({ code: 0 })
      expect((await failureOf(() => catalogue(closed.host, credentials))).code).toBe('registry-unauthorized')
    } finally {
      config.remove()
    }
  })

  it('I3, C6: a registry with tokens: a scope for the catalogue, another for each repository', async () => {
    tokens.asked.length = 0
    expect(namesOf(await all(catalogue(guarded.host, user)))).toEqual(['team/app'])
    expect(namesOf(await all(readTags(link(), `${guarded.host}/team/app`, nobody)))).toEqual(['latest'])
    expect(tokens.asked).toEqual([`${REGISTRY_USER.name} registry:catalog:*`, '- repository:team/app:pull'])
    expect(await failureOf(() => catalogue(guarded.host))).toMatchObject({
      code: 'registry-unauthorized',
      message: `${guarded.host} does not show its catalogue without the right to it.`,
    })
    const wrong: Credentials = { forRegistry: async () => makeLogin(REGISTRY_USER.name, 'wrong') }
    expect(await failureOf(() => catalogue(guarded.host, wrong))).toMatchObject({
      code: 'registry-unauthorized',
      cause: expect.stringContaining('This account may not'),
    })
  })

  it('I3, C6: a certificate that is not trusted is named as such, and plain HTTP is not tried instead', async () => {
    const tls = await startRegistry({ tls: certificates.server })
    stubs.push(tls.stop)
    expect(await failureOf(() => catalogue(tls.host))).toMatchObject({
      code: 'registry-certificate',
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
    expect(tls.log()).not.toMatch(/"?GET \/v2\/_catalog/)
  })

  it('I3: tags and what the registry tells of them: platforms with their Windows versions, size, digest', async () => {
    const details = async (repository: string, tags: string[], facts = {}) => {
      const found = await all(readTagDetails(link({ facts }), `${open.host}/${repository}`, tags, nobody))
      return new Map(found.map((one): [string, TagDetails] => [one.tag, one]))
    }
    const app = (await details('team/app', ['latest', 'gone'])).get('latest')
    expect(app).toMatchObject({ platforms: [{ os: 'linux', architecture: 'amd64' }], problem: null })
    expect(app?.size).toBeGreaterThan(100_000)
    const known = await dockerCli(['inspect', '-f', '{{index .RepoDigests 0}}', `${open.host}/team/app:latest`], {
      host: url,
    })
    expect(known.stdout.trim()).toBe(`${open.host}/team/app@${app?.digest}`)
    expect((await details('team/app', ['gone'])).get('gone')).toMatchObject({
      platforms: [],
      size: null,
      problem: { code: 'image-not-found' },
    })
    const windows = { os: 'windows' as const, architecture: 'x86_64', build: 20348 }
    expect((await details('windows/many', ['latest'], windows)).get('latest')).toMatchObject({
      platforms: [
        { os: 'windows', osVersion: '10.0.26100.4061', build: 26100 },
        { os: 'windows', osVersion: '10.0.20348.2700', build: 20348 },
        { os: 'linux' },
      ],
      size: expect.any(Number),
      problem: null,
    })
    expect((await details('windows/many', ['latest'], { ...windows, build: 17763 })).get('latest')).toMatchObject({
      size: null,
      problem: { code: 'no-matching-manifest' },
    })
  })

  it('I3: a registry that counts requests is asked no more; the other tags say why', async () => {
    let manifests = 0
    const host = await serve((request, response) => {
      if (request.url?.includes('/manifests/')) manifests += 1
      response.writeHead(manifests > 2 ? 429 : 404).end('{}')
    })
    const tags = Array.from({ length: 40 }, (_, n) => `t${n}`)
    const found = await all(readTagDetails(link(), `${host}/a`, tags, nobody))
    expect(found.map(({ tag }) => tag).sort()).toEqual([...tags].sort())
    expect(found.filter(({ problem }) => problem?.code === 'image-not-found')).toHaveLength(2)
    expect(found.filter(({ problem }) => problem?.code === 'registry-rate-limit')).toHaveLength(38)
    // What was under way when the first refusal came, and nothing after it.
    expect(manifests).toBeLessThanOrEqual(6)
  })

  it('I3: what refuses, what is no registry, who is not there, and what is no address', async () => {
    const codeOf = async (host: string) => (await failureOf(() => catalogue(host))).code
    const oci = JSON.stringify({ errors: [{ code: 'UNSUPPORTED' }] })
    for (const status of [404, 405]) {
      const host = await serve((request, response) => {
        if (request.url === '/v2/') return response.end('{}')
        return response.writeHead(status).end(oci)
      })
      expect(await failureOf(() => catalogue(host))).toMatchObject({
        code: 'catalogue-not-offered',
        message: `${host} does not list its repositories.`,
        remedy: 'Write the name of a repository to see its tags.',
      })
    }
    expect(await codeOf(await serve((_, response) => response.writeHead(404).end('<html>nothing here')))).toBe(
      'registry-not-one',
    )
    expect(await codeOf(await serve((_, response) => response.end('<html>welcome')))).toBe('registry-not-one')
    expect(await codeOf(await serve((_, response) => response.writeHead(429).end()))).toBe('registry-rate-limit')
    expect(await codeOf(await serve((_, response) => response.writeHead(500).end()))).toBe('registry-answer')
    expect(await codeOf('127.0.0.1:9')).toBe('registry-unreachable')
    for (const host of ['docker.io', 'https://index.docker.io/v1/'.replace('v1/', '')]) {
      expect(await failureOf(() => catalogue(host))).toMatchObject({
        code: 'catalogue-not-offered',
        remedy: expect.stringContaining('Search Docker Hub by words'),
      })
    }
    for (const text of ['', 'hub', 'a b.example', 'host.example/path', 'ftp://x.example']) {
      expect(await codeOf(text)).toBe('invalid-registry')
    }
    expect((await failureOf(() => readTags(link(), `${open.host}/team/none`, nobody))).code).toBe('image-not-found')
    expect((await failureOf(() => readTags(link(), 'Not A Name', nobody))).code).toBe('invalid-reference')
  })

  it('I3: an endless catalogue ends, and so does one that goes round in circles', async () => {
    const host = await serve((request, response) => {
      const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('last') ?? 0)
      const repositories = Array.from({ length: 10_000 }, (_, n) => `a${at + n}`)
      response.setHeader('link', `</v2/_catalog?last=${at + 10_000}>; rel="next"`)
      response.end(JSON.stringify({ repositories }))
    })
    const pages = await all(catalogue(host))
    expect(namesOf(pages)).toHaveLength(50_000)
    expect(pages.at(-1)).toMatchObject({ last: true, cut: true })
    const round = await serve((_, response) => {
      response.setHeader('link', '</v2/_catalog?last=a>; rel="next"')
      response.end(JSON.stringify({ repositories: ['a', 'b'] }))
    })
    expect(namesOf(await all(catalogue(round)))).toEqual(['a', 'b'])
  })

  it('I3: names that nobody could pull, and pages that are none', async () => {
    const hostile = [
      '../../etc',
      'a\u0000b',
      'Upper/case',
      `${'a/'.repeat(300)}b`,
      'a b',
      '',
      'ok/name',
      '<b>',
      'ok__x.y-z',
    ]
    const host = await serve((request, response) => {
      const key = request.url?.includes('_catalog') ? 'repositories' : 'tags'
      response.end(JSON.stringify({ [key]: [...hostile, '.x', '-y', 'v1.0_RC-2', 'x'.repeat(129)] }))
    })
    expect(namesOf(await all(catalogue(host)))).toEqual(['ok/name', 'ok__x.y-z', 'x'.repeat(129)])
    expect(namesOf(await all(readTags(link(), `${host}/a`, nobody)))).toEqual(['ok__x.y-z', 'v1.0_RC-2'])
    for (const body of [
      '[]',
      'null',
      '{}',
      '{"repositories":{}}',
      '{"repositories":[1]}',
      '{"tags":"x"}',
      '7',
      '"a"',
    ]) {
      const odd = await serve((_, response) => response.end(body))
      expect((await failureOf(() => catalogue(odd))).code, body).toBe('registry-not-one')
    }
    const empty = await serve((_, response) => response.end('{"name":"a","tags":null}'))
    expect(await all(readTags(link(), `${empty}/a`, nobody))).toEqual([{ names: [], last: true, cut: false }])
  })

  it('I3: Docker Hub is searched through the engine, whose own failure is explained', async () => {
    const asked = link()
    const found = await searchHub(asked, { term: 'nginx', official: true }).catch((error: unknown) => explain(error))
    expect(asked.sent[0]?.path).toBe(
      `/images/search?term=nginx&limit=100&filters=${encodeURIComponent('{"is-official":["true"]}')}&`,
    )
    // With a way to Docker Hub it answers; without, the cause is the engine's network, not this computer's.
    if (Array.isArray(found)) expect(found[0]).toMatchObject({ name: 'nginx', official: true })
    else expect(found).toMatchObject({ code: 'registry-unreachable', remedy: expect.stringContaining('engine’s host') })
  })
})
