import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { Pulls } from '../../main/engine/pulls.ts'
import { DockerCredentials } from '../../main/engine/registry/credentials.ts'
import { explain } from '../../main/explain/explain.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { type Dockerd, startDockerd } from '../support/dockerd.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { type RegistryProxy, startRegistryProxy } from '../support/registry-proxy.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
describeWhere(!why, why ?? '', 'Pulling with an engine in trouble', () => {
  let registry: Registry
  let proxy: RegistryProxy
  const ends: (() => unknown)[] = []
  const tasks = new TaskRegistry({ explain })
  const pulls = new Pulls(tasks, new DockerCredentials({ folder: '/nonexistent' }))

  beforeAll(async () => {
    const { socketPath, url } = await sharedEngine()
    registry = await startRegistry()
    proxy = await startRegistryProxy(registry.host)
    const name = `${registry.host}/large:latest`
    await buildLayeredImage(socketPath, { name, layers: 3, layerBytes: 10_000_000 })
    expect(await dockerCli(['push', name], { host: url })).toMatchObject({ code: 0 })
    await dockerCli(['rmi', name], { host: url })
  })
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  afterAll(async () => {
    await tasks.close()
    await proxy?.stop()
    await registry?.stop()
  })

  /** Layers are unpacked in their order: with the last one slow, those before it get done. */
  async function lastLayer(): Promise<string> {
    const accept = 'application/vnd.docker.distribution.manifest.v2+json'
    const answer = await fetch(`${registry.url}/v2/large/manifests/latest`, { headers: { accept } })
    const { layers } = (await answer.json()) as { layers: { digest: string }[] }
    return layers.at(-1)?.digest ?? ''
  }

  it('I2: a full disk is told, with what to do', async () => {
    const folder = temporaryFolder('swt-')
    ends.push(folder.remove)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder.path])
    ends.push(() => {
      execFileSync('umount', ['-l', folder.path])
    })
    const engine = await startDockerd({ network: 'none', args: [`--data-root=${folder.path}`] })
    ends.push(engine.stop)
    const { task, ended } = pulls.start(testLink(engine.socketPath), {
      reference: `${registry.host}/large`,
      allTags: false,
    })
    await ended
    expect(tasks.list.get(task)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } })
  })

  it('I2: an engine that dies in the middle: the task says so, and the next pull goes on from its layers', async () => {
    const engine: Dockerd = await startDockerd({ network: 'none' })
    ends.push(engine.stop)
    const last = await lastLayer()
    proxy.setFate((path) => (path.endsWith(last) ? { kind: 'slow', bytesPerSecond: 100_000 } : { kind: 'pass' }))
    const link = testLink(engine.socketPath)
    const { task, ended } = pulls.start(link, { reference: `${proxy.host}/large`, allTags: false })
    const states = () => (tasks.list.get(task)?.parts ?? []).map((part) => part.state)
    // Once the second layer is done, what the engine notes of the first is on disk.
    await waitFor('two layers', () => states()[1] === 'done')
    await engine.kill()
    await ended
    expect(tasks.list.get(task)).toMatchObject({
      state: 'failed',
      repeatable: true,
      error: { code: 'pull-interrupted', action: { kind: 'retry' } },
    })
    await engine.restart()
    proxy.setFate(() => ({ kind: 'pass' }))
    const again = tasks.repeat(task)
    await waitFor('the second pull', () => tasks.list.get(again)?.state !== 'running')
    expect(tasks.list.get(again)?.state).toBe('done')
    expect(tasks.list.get(again)?.parts[0]?.state).toBe('present')
  })
})
