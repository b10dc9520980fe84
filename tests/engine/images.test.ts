import { afterEach, beforeAll, expect, it } from 'vitest'
import { inspectImage, previewRemoval, removeImages, tagImage } from '../../main/engine/images.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { engineRequest } from '../support/engine-request.ts'
import { IMAGES, importImage } from '../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { makeTar } from '../support/tar.ts'
import { type TestLink, testLink } from '../support/test-link.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Images of an engine', () => {
  let socket = ''
  let url = ''
  let link: TestLink
  const containers: string[] = []
  let count = 0
  beforeAll(async () => {
    ;({ socketPath: socket, url } = await sharedEngine())
    link = testLink(socket)
  })
  afterEach(async () => {
    for (const id of containers.splice(0)) await engineRequest(socket, 'DELETE', `/containers/${id}?force=1`)
    const list = JSON.parse((await engineRequest(socket, 'GET', '/images/json?all=1')).body)
    for (const { Id, RepoTags } of list) {
      const mine = (RepoTags ?? []).filter((tag: string) => tag.startsWith('slipway-images/'))
      if (mine.length > 0) await engineRequest(socket, 'DELETE', `/images/${Id}?force=1`)
    }
  })

  /** A small image of its own under `slipway-images/NAME`; answers its id. */
  async function makeImage(name: string): Promise<string> {
    await importImage(socket, name, [{ name: 'file', content: `${count++} ${Math.random()}` }], 'CMD ["/none"]')
    return (await inspectImage(link, name)).row.id
  }

  async function createContainer(image: string, running = false): Promise<string> {
    const body = { Image: image, Cmd: ['sleep', '1000'], HostConfig: { NetworkMode: 'none' } }
    const answer = await engineRequest(socket, 'POST', '/containers/create', body)
    const id: string = JSON.parse(answer.body).Id
    containers.push(id)
    if (running) await engineRequest(socket, 'POST', `/containers/${id}/start`)
    return id
  }

  /** A running container needs an image with a program: one more name, and one more layer, on busybox. */
  async function makeRunnable(name: string): Promise<string> {
    const context = await makeTar([
      { name: 'Dockerfile', content: `FROM ${IMAGES.busybox}\nLABEL n=${count++}-${Math.random()}` },
    ])
    const answer = await engineRequest(socket, 'POST', `/build?t=${encodeURIComponent(name)}`, context)
    expect(answer.body).toContain('Successfully tagged')
    return (await inspectImage(link, name)).row.id
  }

  const exists = async (image: string) => (await engineRequest(socket, 'GET', `/images/${image}/json`)).status === 200
  const preview = async (image: string) => (await previewRemoval(link, [image]))[0]
  const remove = async (image: string, force = false) => (await removeImages(link, [image], force))[0]

  it('I1: an image whole: tags, system, size, its history and who uses it', async () => {
    const id = await makeImage('slipway-images/one:1')
    await tagImage(link, id, 'slipway-images/one:2')
    await createContainer('slipway-images/one:1')
    const details = await inspectImage(link, 'slipway-images/one:2')
    expect(details).toMatchObject({
      os: 'linux',
      osVersion: '',
      build: null,
      architecture: 'amd64',
      row: { id, tags: ['slipway-images/one:1', 'slipway-images/one:2'], dangling: false },
    })
    expect(details.row.usedBy).toHaveLength(1)
    expect(details.history[0]).toMatchObject({ id, comment: expect.stringContaining('Imported') })
    expect(Math.abs(Date.now() - details.row.created)).toBeLessThan(60_000)
    expect(JSON.parse(details.inspect).Id).toBe(id)
  })

  it('I4: tag as the CLI does, latest where no tag is given; a tag moves; a digest is refused', async () => {
    const first = await makeImage('slipway-images/first:1')
    const second = await makeImage('slipway-images/second:1')
    await tagImage(link, first, 'slipway-images/moving')
    expect((await inspectImage(link, 'slipway-images/moving:latest')).row.id).toBe(first)
    await tagImage(link, 'slipway-images/second:1', 'docker.io/slipway-images/moving:latest')
    expect((await inspectImage(link, 'slipway-images/moving')).row.id).toBe(second)
    await expect(tagImage(link, first, 'Upper')).rejects.toMatchObject({ explained: { code: 'invalid-reference' } })
    await expect(tagImage(link, first, `a@sha256:${'0'.repeat(64)}`)).rejects.toThrow(/digest/)
    await expect(tagImage(link, 'slipway-images/none', 'a:b')).rejects.toThrow()
  })

  it('I4, I5: of two tags one is taken away, the image stays; with the last one it goes', async () => {
    const id = await makeImage('slipway-images/two:1')
    await tagImage(link, id, 'slipway-images/two:2')
    expect(await preview('slipway-images/two:1')).toMatchObject({ untags: ['slipway-images/two:1'], deletes: false })
    expect(await remove('slipway-images/two:1')).toMatchObject({ untagged: ['slipway-images/two:1'], deleted: [] })
    expect(await exists(id)).toBe(true)
    const told = await preview('slipway-images/two:2')
    expect(told).toMatchObject({ untags: ['slipway-images/two:2'], deletes: true, conflict: null })
    expect(told?.frees).toBeGreaterThan(0)
    const done = await remove('slipway-images/two:2')
    expect(done?.deleted).toContain(id)
    expect(done?.error).toBeNull()
    expect(await exists(id)).toBe(false)
  })

  it('I5: an id with two repositories: refused, and by force all tags go, as was told', async () => {
    const id = await makeImage('slipway-images/left:1')
    await tagImage(link, id, 'slipway-images/right:1')
    const told = await preview(id)
    expect(told).toMatchObject({ conflict: 'several-tags', forceHelps: true, deletes: true })
    expect(await remove(id)).toMatchObject({ error: { code: 'image-many-tags', action: { kind: 'force' } } })
    const done = await remove(id, true)
    expect(done?.untagged.sort()).toEqual(told?.untags)
    expect(await exists(id)).toBe(false)
  })

  it('I5: an image of a stopped container: refused by tag and by id, and by force it goes', async () => {
    const id = await makeImage('slipway-images/used:1')
    await createContainer('slipway-images/used:1')
    for (const image of ['slipway-images/used:1', id]) {
      expect(await preview(image)).toMatchObject({ conflict: 'used-by-container', forceHelps: true, deletes: true })
      expect(await remove(image)).toMatchObject({ error: { code: 'image-in-use', action: { kind: 'force' } } })
    }
    expect((await remove('slipway-images/used:1', true))?.deleted).toContain(id)
    expect(await exists(id)).toBe(false)
  })

  it('I5: an image of a running container: force takes the tag only, and by id nothing helps', async () => {
    const id = await makeRunnable('slipway-images/busy:1')
    await createContainer('slipway-images/busy:1', true)
    expect(await preview(id)).toMatchObject({
      conflict: 'used-by-running-container',
      forceHelps: false,
      deletes: false,
    })
    const refused = await remove(id, true)
    expect(refused?.error?.code).toBe('image-in-use')
    expect(refused?.error?.action?.kind).not.toBe('force')
    expect(await exists(id)).toBe(true)
    const told = await preview('slipway-images/busy:1')
    expect(told).toMatchObject({ conflict: 'used-by-running-container', forceHelps: true, deletes: false })
    expect(told?.usedBy).toEqual([expect.objectContaining({ running: true })])
    expect(await remove('slipway-images/busy:1')).toMatchObject({ error: { code: 'image-in-use' } })
    expect(await remove('slipway-images/busy:1', true)).toMatchObject({
      untagged: ['slipway-images/busy:1'],
      deleted: [],
    })
    expect(await exists(id)).toBe(true)
    for (const container of containers.splice(0)) {
      await engineRequest(socket, 'DELETE', `/containers/${container}?force=1`)
    }
    expect(await preview(id)).toMatchObject({ conflict: null, deletes: true, untags: [] })
    expect((await remove(id))?.deleted).toContain(id)
  })

  it('I5: an image that another is built on: by id refused, by its tag only the tag goes', async () => {
    const parent = await makeRunnable('slipway-images/base:1')
    const context = await makeTar([
      { name: 'Dockerfile', content: `FROM slipway-images/base:1\nLABEL child=${count++}` },
    ])
    await engineRequest(socket, 'POST', '/build?t=slipway-images/child:1', context)
    expect(await preview(parent)).toMatchObject({ conflict: 'has-children', forceHelps: false })
    expect(await remove(parent, true)).toMatchObject({ error: { code: 'image-has-children' } })
    expect(await preview('slipway-images/base:1')).toMatchObject({ conflict: null, deletes: false })
    expect(await remove('slipway-images/base:1')).toMatchObject({ untagged: ['slipway-images/base:1'], deleted: [] })
    const child = (await inspectImage(link, 'slipway-images/child:1')).row.id
    const done = await remove('slipway-images/child:1')
    expect(done?.deleted).toEqual(expect.arrayContaining([child, parent]))
  })

  it('I5: many at once: each has its own outcome, one failure stops nothing', async () => {
    const id = await makeImage('slipway-images/many:1')
    await tagImage(link, id, 'slipway-images/many:2')
    await makeImage('slipway-images/held:1')
    await createContainer('slipway-images/held:1')
    const all = ['slipway-images/many:1', 'slipway-images/held:1', 'slipway-images/many:2', id, 'slipway-images/none:1']
    const told = await previewRemoval(link, all)
    expect(told.map(({ deletes, conflict }) => [deletes, conflict])).toEqual([
      [false, null],
      [true, 'used-by-container'],
      [true, null],
      [false, null],
      [false, null],
    ])
    const results = await removeImages(link, all, false)
    expect(results.map(({ error }) => error?.code ?? null)).toEqual([
      null,
      'image-in-use',
      null,
      null,
      'image-not-found',
    ])
  })

  it('I5: what was told is what the docker command does', async () => {
    const id = await makeImage('slipway-images/cli:1')
    await tagImage(link, id, 'slipway-images/cli:2')
    const told = await previewRemoval(link, ['slipway-images/cli:1', 'slipway-images/cli:2'])
    const { stdout } = await dockerCli(['rmi', 'slipway-images/cli:1', 'slipway-images/cli:2'], { host: url })
    const untagged = [...stdout.matchAll(/^Untagged: (.+)$/gm)].map((match) => match[1])
    expect(untagged).toEqual(told.flatMap((one) => one.untags))
    expect(stdout).toContain(`Deleted: ${id}`)
  })
})
