import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineLink } from '../../main/engine/link.ts'
import { Pulls } from '../../main/engine/pulls.ts'
import { readCatalogue, readTags } from '../../main/engine/registry/catalogue.ts'
import { checkPull } from '../../main/engine/registry/check-pull.ts'
import type { Credentials } from '../../main/engine/registry/credentials.ts'
import { makeLogin } from '../../main/engine/registry/login.ts'
import { searchHub } from '../../main/engine/registry/search-hub.ts'
import { readTagDetails } from '../../main/engine/registry/tag-details.ts'
import { explain } from '../../main/explain/explain.ts'
import { Practice } from '../../main/practice/practice.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import { toEquivalent } from '../../preload/contract/command-line/print.ts'
import type { NamesPage } from '../../preload/contract/registries.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'

const folder = temporaryFolder('swp-')
const practice = new Practice({ folder: folder.path, preset: 'server-2022-docker' })
/** A person's own login must stay away from the practice host. */
const refuseToTell: Credentials = { forRegistry: async () => Promise.reject(new Error('asked for a real login')) }
let link: EngineLink
let microsoft = ''
let hub = ''

beforeAll(async () => {
  await practice.start()
  const facts = { os: 'windows' as const, architecture: 'x86_64', build: 20348, windowsClient: false }
  const registryAt = (registry: string) => practice.registryAt(registry)
  link = Object.assign(testLink(practice.url.replace('unix://', ''), { facts }), { registryAt })
  microsoft = (await practice.registryAt('mcr.microsoft.com')) ?? ''
  hub = (await practice.registryAt('docker.io')) ?? ''
})
afterAll(async () => {
  await practice.close()
  folder.remove()
})

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const value of values) found.push(value)
  return found
}
const namesOf = (pages: NamesPage[]) => pages.flatMap((page) => page.names)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => explain(error).code,
  )
const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

test('I3, P1: Microsoft’s catalogue, its tags and what they are, without any network, by the code for real registries', async () => {
  const repositories = namesOf(await all(readCatalogue(link, 'mcr.microsoft.com', refuseToTell)))
  expect(repositories).toEqual([...repositories].sort())
  expect(repositories).toEqual(
    expect.arrayContaining([
      'windows/servercore',
      'windows/nanoserver',
      'windows/server',
      'dotnet/runtime',
      'azure-cli',
    ]),
  )
  const name = 'mcr.microsoft.com/windows/servercore'
  const tags = namesOf(await all(readTags(link, name, refuseToTell)))
  expect(tags).toEqual(expect.arrayContaining(['ltsc2016', 'ltsc2019', 'ltsc2022', 'ltsc2025', 'ltsc2022-amd64']))
  const asked = ['ltsc2022', 'ltsc2025', 'ltsc2022-amd64']
  const details = await all(readTagDetails(link, name, asked, refuseToTell))
  const of = (tag: string) => details.find((one) => one.tag === tag)
  expect(of('ltsc2022')).toMatchObject({
    platforms: [{ os: 'windows', architecture: 'amd64', build: 20348 }],
    size: expect.any(Number),
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    problem: null,
  })
  // Alone under its name: the version comes from the image's configuration.
  expect(of('ltsc2022-amd64')).toMatchObject({
    platforms: [{ os: 'windows', build: 20348 }],
    size: of('ltsc2022')?.size,
  })
  expect(of('ltsc2025')).toMatchObject({
    platforms: [{ build: 26100 }],
    size: null,
    problem: { code: 'no-matching-manifest' },
  })
  // What a pull then says is the same.
  const pulled = await dockerCli(['pull', `${name}:ltsc2022`], { host: practice.url })
  expect(pulled.stdout).toContain(`Digest: ${of('ltsc2022')?.digest}`)
  expect(await checkPull(link, { reference: `${name}:ltsc2022`, allTags: false }, refuseToTell)).toMatchObject({
    size: of('ltsc2022')?.size,
    problem: null,
  })
})

test('I3, P1: the stock docker CLI reads the practice registry and finds every digest true', async () => {
  const host = microsoft.replace('http://', '')
  for (const [name, systems] of [
    ['windows/nanoserver:ltsc2022', ['windows']],
    ['dotnet/runtime:9.0', ['linux', 'windows', 'windows', 'windows']],
  ] as const) {
    const seen = await dockerCli(['manifest', 'inspect', '--insecure', `${host}/${name}`], { host: practice.url })
    expect(seen.stderr).toBe('')
    const { manifests }: { manifests: { platform: { os: string } }[] } = JSON.parse(seen.stdout)
    expect(manifests.map(({ platform }) => platform.os)).toEqual(systems)
  }
  // Every text below a tag is what its digest says, down to the configuration.
  const get = async (path: string) => (await fetch(`${microsoft}/v2/dotnet/samples/${path}`)).text()
  const list = await get('manifests/latest')
  const { manifests }: { manifests: { digest: string; size: number }[] } = JSON.parse(list)
  for (const { digest, size } of manifests) {
    const text = await get(`manifests/${digest}`)
    expect([sha256(text), Buffer.byteLength(text)]).toEqual([digest, size])
    const { config }: { config: { digest: string } } = JSON.parse(text)
    expect(sha256(await get(`blobs/${config.digest}`))).toBe(config.digest)
  }
})

test('I3: pages, as registries give them', async () => {
  const found: string[] = []
  let next: string | null = '/v2/_catalog?n=7'
  let pages = 0
  for (; next !== null; pages++) {
    const answer: Response = await fetch(`${microsoft}${next}`)
    found.push(...((await answer.json()) as { repositories: string[] }).repositories)
    next = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
  }
  expect(pages).toBe(Math.ceil(found.length / 7))
  expect(found).toEqual(namesOf(await all(readCatalogue(link, 'mcr.microsoft.com', refuseToTell))))
  expect((await fetch(`${microsoft}/v2/_catalog?n=-1`)).status).toBe(400)
})

test('I3: Docker Hub is searched through the engine, lists tags to everybody, and its catalogue to nobody', async () => {
  const found = await searchHub(link, { term: 'nanoserver', official: false })
  expect(found).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'stefanscherer/nanoserver', official: false })]),
  )
  expect((await searchHub(link, { term: 'nginx', official: true })).map(({ name }) => name)).toEqual(['nginx'])
  const byCli = await dockerCli(['search', '--format', '{{.Name}}', '--limit', '100', 'nanoserver'], {
    host: practice.url,
  })
  expect(found.map(({ name }) => name)).toEqual(byCli.stdout.trim().split('\n'))
  // The command that the dialog shows for it is one that the CLI takes.
  const shown = toEquivalent({ action: 'search', term: 'nginx', official: true, limit: 100 }).docker[0] ?? []
  const byHand = await dockerCli(shown.slice(1), { host: practice.url })
  expect([byHand.code, byHand.stdout]).toEqual([0, expect.stringMatching(/^NAME .*\nnginx +Official build of Nginx/)])
  const dashed = toEquivalent({ action: 'search', term: '-x', limit: 1 }).docker[0] ?? []
  expect(await dockerCli(dashed.slice(1), { host: practice.url })).toMatchObject({ code: 0 })
  expect(namesOf(await all(readTags(link, 'hello-world', refuseToTell)))).toContain('nanoserver')
  const [nginx] = await all(readTagDetails(link, 'nginx', ['latest'], refuseToTell))
  expect(nginx).toMatchObject({ platforms: [{ os: 'linux' }], problem: { code: 'no-matching-manifest' } })
  expect((await fetch(`${hub}/v2/_catalog`)).headers.get('www-authenticate')).toContain('scope="registry:catalog:*"')
})

test('I3, C6: tokens as Docker Hub gives them; what is locked opens with the practice password only', async () => {
  expect(await codeOf(all(readTags(link, 'hholt/killerapp', refuseToTell)))).toBe('registry-unauthorized')
  const real = { ...testLink(practice.url.replace('unix://', '')) }
  const host = hub.replace('http://', '')
  const login = (password: string): Credentials => ({ forRegistry: async () => makeLogin('me', password) })
  expect(namesOf(await all(readTags(real, `${host}/hholt/killerapp`, login('practice'))))).toContain('1.4')
  expect(await codeOf(all(readTags(real, `${host}/hholt/killerapp`, login('other'))))).toBe('registry-unauthorized')
  expect(await codeOf(all(readCatalogue(real, host, login('practice'))))).toBe('registry-unauthorized')
})

test('C6, P1: a pull on the practice host takes no login along that is meant for the real Docker Hub', async () => {
  const tasks = new TaskRegistry({ explain })
  const pull = new Pulls(tasks, refuseToTell).start(link, { reference: 'hello-world:nanoserver', allTags: false })
  await pull.ended
  expect(tasks.list.get(pull.task)).toMatchObject({ state: 'done' })
  await tasks.close()
})

test('I3, P2: what is not there, and registries that the practice host cannot reach', async () => {
  expect(await codeOf(all(readTags(link, 'mcr.microsoft.com/windows/none', refuseToTell)))).toBe('image-not-found')
  expect(await codeOf(all(readCatalogue(link, 'registry.example.com', refuseToTell)))).toBe('registry-unreachable')
  // Without the internet nothing is found, the engine says so in its own words, and each is explained.
  await practice.change({ internet: false })
  expect(await codeOf(all(readCatalogue(link, 'mcr.microsoft.com', refuseToTell)))).toBe('registry-unreachable')
  expect(await codeOf(searchHub(link, { term: 'nginx', official: false }))).toBe('registry-unreachable')
  for (const [args, text] of [
    [['pull', 'mcr.microsoft.com/windows/server:ltsc2022'], 'Get "https://mcr.microsoft.com/v2/": dial tcp: lookup'],
    [['pull', 'nginx'], 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup'],
    [['search', 'ng x'], 'Get "https://index.docker.io/v1/search?q=ng%20x&n=25": dial tcp: lookup'],
  ] as const) {
    expect((await dockerCli([...args], { host: practice.url })).stderr).toContain(text)
  }
  await practice.change({ internet: true })
  await practice.choose('server-2016-docker')
  const old = namesOf(await all(readTags(link, 'microsoft/nanoserver', refuseToTell)))
  expect(old).toContain('10.0.14393.206')
  await practice.choose('server-2022-docker')
  expect(await codeOf(all(readTags(link, 'microsoft/nanoserver', refuseToTell)))).toBe('image-not-found')
})

test('P1: a practice registry takes nothing, and nothing hostile ends it', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect((await fetch(`${microsoft}/v2/windows/server/manifests/a`, { method })).status).toBe(405)
  }
  const head = await fetch(`${microsoft}/v2/windows/server/manifests/ltsc2022`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const targets = [
    '/',
    '/v2',
    '/v2//',
    '/v2/../../etc/passwd',
    '/v2/%',
    '/v2/%E0%A4%A',
    '/v2/a/manifests/',
    `/${'a'.repeat(9000)}`,
    '//',
    '/v2/windows/server/blobs/sha256:0',
  ]
  for (const target of targets) {
    for (const url of [microsoft, hub]) {
      const status = await new Promise<number | undefined>((done, fail) => {
        const call = request(`${url}`, { path: target, headers: { authorization: 'Bearer !' } }, (answer) => {
          answer.resume()
          done(answer.statusCode)
        })
        call.on('error', fail).end()
      })
      expect(status, `${url} ${target}`).toBeGreaterThanOrEqual(400)
      expect(status, `${url} ${target}`).toBeLessThan(500)
    }
  }
})
