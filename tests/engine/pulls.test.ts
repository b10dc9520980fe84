import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type PullRequest, Pulls } from '../../main/engine/pulls.ts'
import { DockerCredentials } from '../../main/engine/registry/credentials.ts'
import { explain } from '../../main/explain/explain.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import type { TaskRow } from '../../preload/contract/tasks.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { engineRequest } from '../support/engine-request.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { publishList } from '../support/publish-list.ts'
import { REGISTRY_USER, type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { type RegistryProxy, startRegistryProxy } from '../support/registry-proxy.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
describeWhere(!why, why ?? '', 'Pulling images', () => {
  let socketPath = ''
  let url = ''
  let registry: Registry
  let proxy: RegistryProxy
  const folder = temporaryFolder()
  const tasks = new TaskRegistry({ explain })
  /** Other tests use the same engine at the same time: only images from these registries are ours. */
  const hosts: string[] = []

  beforeAll(async () => {
    ;({ socketPath, url } = await sharedEngine())
    registry = await startRegistry()
    proxy = await startRegistryProxy(registry.host)
    hosts.push(registry.host, proxy.host)
    await publish('layers:latest', 4)
  })
  afterEach(async () => {
    proxy.setFate(() => ({ kind: 'pass' }))
    await removeMine()
  })
  afterAll(async () => {
    await tasks.close()
    await proxy?.stop()
    await registry?.stop()
    folder.remove()
  })

  async function publish(name: string, layers: number, layerBytes = 300_000): Promise<void> {
    const whole = `${registry.host}/${name}`
    await buildLayeredImage(socketPath, { name: whole, layers, layerBytes })
    expect(await dockerCli(['push', whole], { host: url })).toMatchObject({ code: 0 })
    await dockerCli(['rmi', whole], { host: url })
  }

  async function removeMine(): Promise<void> {
    const list = await engineRequest(socketPath, 'GET', '/images/json')
    for (const { Id, RepoTags, RepoDigests } of JSON.parse(list.body)) {
      const references: string[] = [...(RepoTags ?? []), ...(RepoDigests ?? [])]
      if (references.some((reference) => hosts.some((host) => reference.startsWith(`${host}/`)))) {
        await engineRequest(socketPath, 'DELETE', `/images/${Id}?force=1`)
      }
    }
  }

  function pulls(config = '/nonexistent', env: NodeJS.ProcessEnv = process.env): Pulls {
    return new Pulls(tasks, new DockerCredentials({ folder: config, env }))
  }

  async function pull(reference: string, more: Partial<PullRequest> = {}, with_ = pulls()): Promise<TaskRow> {
    const { task, ended } = with_.start(testLink(socketPath), { reference, allTags: false, ...more })
    await ended
    return row(task)
  }

  function row(task: string): TaskRow {
    const found = tasks.list.get(task)
    if (!found) throw new Error('The task is not on the list')
    return found
  }

  it('I2: a pull shows each layer, its bytes, and at the end the digest', async () => {
    const done = await pull(`${registry.host}/layers`)
    expect(done).toMatchObject({ state: 'done', kind: 'pull', title: `Pull ${registry.host}/layers`, error: null })
    expect(done.message).toMatch(/^Downloaded newer image, digest sha256:[0-9a-f]{64}$/)
    expect(done.parts.map((part) => part.state)).toEqual(['done', 'done', 'done', 'done'])
    expect(done.progress?.done).toBe(done.progress?.total)
    const again = await pull(`${registry.host}/layers:latest`)
    expect(again.message).toMatch(/^Image is up to date, digest sha256:/)
  })

  it('I2: the bytes of a layer are told while they come', async () => {
    proxy.setFate(() => ({ kind: 'slow', bytesPerSecond: 400_000 }))
    const seen: TaskRow[] = []
    const { task, ended } = pulls().start(testLink(socketPath), { reference: `${proxy.host}/layers`, allTags: false })
    const timer = setInterval(() => seen.push(row(task)), 20)
    await ended
    clearInterval(timer)
    expect(row(task).state).toBe('done')
    const half = seen.find((at) => at.parts.some((part) => part.state === 'downloading' && part.done > 0))
    expect(half?.parts.find((part) => part.done > 0)?.total).toBeGreaterThan(290_000)
    expect(seen.map((at) => at.message)).toContain('Downloading: 0 of 4 layers complete')
  })

  it('I2: cancel in the middle ends the engine’s download, and the repeated pull completes', async () => {
    // Three layers pass, the fourth takes its time.
    let large = 0
    proxy.setFate((_, size) => {
      if (size > 100_000) large += 1
      return large < 4 ? { kind: 'pass' } : { kind: 'slow', bytesPerSecond: 20_000 }
    })
    const { task, ended } = pulls().start(testLink(socketPath), { reference: `${proxy.host}/layers`, allTags: false })
    const count = (state: string) => row(task).parts.filter((part) => part.state === state).length
    await waitFor('three layers', () => count('done') + count('downloaded') === 3 && count('downloading') === 1)
    const before = proxy.abandoned()
    tasks.cancel(task)
    await ended
    expect(row(task)).toMatchObject({ state: 'cancelled', error: null, repeatable: true })
    await waitFor('the engine to end the download', () => proxy.abandoned() > before)
    expect((await engineRequest(socketPath, 'GET', `/images/${proxy.host}/layers/json`)).status).toBe(404)
    proxy.setFate(() => ({ kind: 'pass' }))
    const again = tasks.repeat(task)
    await waitFor('the second pull', () => row(again).state !== 'running')
    expect(row(again)).toMatchObject({ state: 'done', title: row(task).title })
  })

  it('I2: layers that another image has are not fetched again', async () => {
    await pull(`${registry.host}/layers`)
    const asked = proxy.requests().length
    const done = await pull(`${proxy.host}/layers`)
    expect(done.state).toBe('done')
    expect(
      proxy
        .requests()
        .slice(asked)
        .filter((request) => request.includes('/blobs/')),
    ).toEqual([])
  })

  it('I2: a download that is cut off is tried again by the engine, which the task says', async () => {
    let cuts = 0
    proxy.setFate((_, size) => (size > 100_000 && cuts++ === 0 ? { kind: 'cut' } : { kind: 'pass' }))
    const { task, ended } = pulls().start(testLink(socketPath), { reference: `${proxy.host}/layers`, allTags: false })
    await waitFor('the retry', () => /^Layer [0-9a-f]{12}: retrying in \d seconds?$/.test(row(task).message))
    await ended
    expect(row(task).state).toBe('done')
  })

  it('I2: all tags of a repository are pulled', async () => {
    for (const tag of ['a', 'b', 'c']) await publish(`many:${tag}`, 1)
    const done = await pull(`${registry.host}/many`, { allTags: true })
    expect(done).toMatchObject({ state: 'done', message: '3 tags pulled: downloaded newer images' })
    const list = await engineRequest(socketPath, 'GET', '/images/json')
    const tags = JSON.parse(list.body).flatMap((image: { RepoTags: string[] | null }) => image.RepoTags ?? [])
    expect(tags).toEqual(expect.arrayContaining(['a', 'b', 'c'].map((tag) => `${registry.host}/many:${tag}`)))
    const again = await pull(`${registry.host}/many`, { allTags: true })
    expect(again.message).toBe('3 tags pulled: all are up to date')
    expect(() => pulls().start(testLink(socketPath), { reference: 'a:b', allTags: true })).toThrow(/without tag/)
  })

  it('I2: a digest reference is pulled as it is', async () => {
    const first = await pull(`${registry.host}/layers`)
    const digest = /sha256:[0-9a-f]{64}/.exec(first.message)?.[0] ?? ''
    await removeMine()
    const done = await pull(`${registry.host}/layers@${digest}`)
    expect(done).toMatchObject({ state: 'done', message: `Downloaded newer image, digest ${digest}` })
  })

  it('I2: what is not there is told apart from what is no reference', async () => {
    expect((await pull(`${registry.host}/layers:none`)).error).toMatchObject({ code: 'image-not-found' })
    expect((await pull(`${registry.host}/nothing`)).error?.code).toMatch(/^(image-not-found|registry-unauthorized)$/)
    expect(() => pulls().start(testLink(socketPath), { reference: 'Not A Name', allTags: false })).toThrow()
    expect(() => pulls().start(testLink(socketPath), { reference: 'Upper:x', allTags: false })).toThrow(/lower case/)
  })

  it('I2: a list of manifests without one for this engine', async () => {
    await publishList(registry, 'foreign', 'layers', [
      { architecture: 'amd64', os: 'windows', 'os.version': '10.0.20348.1' },
    ])
    const failed = await pull(`${registry.host}/foreign`)
    expect(failed.error).toMatchObject({ code: 'no-matching-manifest' })
  })

  it('I2: a registry that nobody listens at', async () => {
    expect((await pull('127.0.0.1:9/x')).error).toMatchObject({ code: 'registry-unreachable' })
  })

  it('I2: a layer that arrives damaged is told, and the next pull mends it', async () => {
    proxy.setFate((_, size) => (size > 100_000 ? { kind: 'corrupt' } : { kind: 'pass' }))
    const failed = await pull(`${proxy.host}/layers`)
    expect(failed).toMatchObject({ state: 'failed', repeatable: true })
    expect(failed.error?.code).toBe('pull-damaged')
    proxy.setFate(() => ({ kind: 'pass' }))
    expect((await pull(`${proxy.host}/layers`)).state).toBe('done')
  })

  it('I2, C6: a registry with a password: refused without, pulled with the login of a credential helper', async () => {
    const closed = await startRegistry({ auth: true })
    hosts.push(closed.host)
    try {
      const config = join(folder.path, 'cli')
      mkdirSync(config)
      const name = `${closed.host}/secret:latest`
      await buildLayeredImage(socketPath, { name, layers: 1, layerBytes: 1000 })
      const cli = (...args: string[]) => dockerCli(args, { host: url, config })
      await cli('login', '-u', REGISTRY_USER.name, '-p', REGISTRY_USER.password, closed.host)
      expect((await cli('push', name)).code).toBe(0)
      await removeMine()

      const refused = await pull(name)
      expect(refused.error).toMatchObject({ code: 'registry-unauthorized' })
      expect(refused.error?.action).toMatchObject({ kind: 'copy', text: `docker login ${closed.host}` })
      // The plain file that docker login wrote.
      expect((await pull(name, {}, pulls(config))).state).toBe('done')
      await removeMine()

      const bin = join(folder.path, 'bin')
      const helped = join(folder.path, 'helped')
      for (const path of [bin, helped]) mkdirSync(path)
      const answer = JSON.stringify({ Username: REGISTRY_USER.name, Secret: REGISTRY_USER.password })
      const script = `#!/bin/sh\nread server\n[ "$1" = get ] && [ "$server" = "${closed.host}" ] && echo '${answer}'\n`
      writeFileSync(join(bin, 'docker-credential-slipway-test'), script)
      chmodSync(join(bin, 'docker-credential-slipway-test'), 0o755)
      writeFileSync(join(helped, 'config.json'), JSON.stringify({ credHelpers: { [closed.host]: 'slipway-test' } }))
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
      const done = await pull(name, {}, pulls(helped, env))
      expect(done.state).toBe('done')
      const shown = JSON.stringify([...tasks.list.values()])
      expect(shown).not.toContain(REGISTRY_USER.password)
    } finally {
      await closed.stop()
    }
  })
})
