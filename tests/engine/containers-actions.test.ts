import { afterEach, beforeAll, expect, it } from 'vitest'
import { actOnContainers, previewRemoval } from '../../main/engine/container-actions.ts'
import {
  commitContainer,
  containerChanges,
  containerProcesses,
  listNetworks,
  renameContainer,
  updateLimits,
} from '../../main/engine/container-changes.ts'
import { createContainer } from '../../main/engine/container-create.ts'
import { inspectContainer } from '../../main/engine/container-inspect.ts'
import { StatsStreams } from '../../main/engine/stats.ts'
import { containerSpecSchema } from '../../preload/contract/container-spec.ts'
import type { StatsSample } from '../../preload/contract/containers.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { engineRequest } from '../support/engine-request.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { TestContainers } from '../support/test-container.ts'
import { type TestLink, testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Containers, acted on', () => {
  let socket = ''
  let link: TestLink
  let containers: TestContainers
  beforeAll(async () => {
    socket = (await sharedEngine()).socketPath
    link = testLink(socket)
    containers = new TestContainers(socket)
  })
  afterEach(() => containers.removeAll())

  const json = async (path: string) => JSON.parse((await engineRequest(socket, 'GET', path)).body)
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (failure: unknown) => failure,
    )
    if (!(error instanceof Error)) throw new Error('It was not refused')
    return error
  }

  it('K2: a container is created with every field and started, as the engine itself tells it', async () => {
    const spec = containerSpecSchema.parse({
      image: IMAGES.busybox,
      command: ['sleep', '100 s', '1000'],
      entrypoint: ['sh', '-c', 'exec sleep "$1"', 'x'],
      name: `made-${process.pid}`,
      hostname: 'host-a',
      interactive: true,
      tty: true,
      cpus: 0.5,
      memory: 64 * 1024 * 1024,
      environment: [{ name: 'GREETING', value: 'a=b c' }],
      ports: ['127.0.0.1::8080/tcp'],
      volumes: ['/tmp:/host-tmp:ro', '/anonymous'],
      restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
      user: '0:0',
      workingDirectory: '/tmp',
      labels: [{ name: 'slipway.test', value: 'yes' }],
      stopTimeout: 1,
      dns: ['192.0.2.1'],
      init: false,
      capDrop: ['NET_RAW'],
    })
    spec.command = ['1000']
    const made = await createContainer(link, spec, true)
    containers.keep(made.id)
    expect(made.startError).toBeNull()
    const inspect = await json(`/containers/${made.id}/json`)
    expect(inspect).toMatchObject({
      Name: `/made-${process.pid}`,
      Path: 'sh',
      State: { Running: true },
      Config: {
        Hostname: 'host-a',
        User: '0:0',
        Tty: true,
        OpenStdin: true,
        Cmd: ['1000'],
        WorkingDir: '/tmp',
        StopTimeout: 1,
      },
      HostConfig: {
        NanoCpus: 5e8,
        Memory: 67108864,
        Binds: ['/tmp:/host-tmp:ro'],
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        Dns: ['192.0.2.1'],
        CapDrop: ['CAP_NET_RAW'],
        PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
      },
    })
    expect(inspect.Config.Env).toContain('GREETING=a=b c')
    expect(inspect.Config.Labels['slipway.test']).toBe('yes')

    const details = await inspectContainer(link, `made-${process.pid}`)
    expect(details.row).toMatchObject({ id: made.id, name: `made-${process.pid}`, state: 'running' })
    expect(details).toMatchObject({ tty: true, openStdin: true, restartPolicy: 'on-failure:3', finishedAt: null })
    expect(Math.abs((details.startedAt ?? 0) - Date.now())).toBeLessThan(20_000)
    expect(JSON.parse(details.inspect).Id).toBe(made.id)
    expect(details.spec).toMatchObject({ image: IMAGES.busybox, command: ['1000'], cpus: 0.5, tty: true })
  })

  it('K2: a container that cannot start stays, and the reason is told', async () => {
    const spec = containerSpecSchema.parse({ image: IMAGES.busybox, command: ['no-such-program'], network: 'none' })
    const made = await createContainer(link, spec, true)
    containers.keep(made.id)
    expect(made.startError?.code).toBe('command-not-found')
    expect((await containers.inspect(made.id)).State.Status).toBe('created')
  })

  it('K2: what is outside the grammar is refused before the engine is asked', async () => {
    const spec = containerSpecSchema.parse({ image: IMAGES.busybox, ports: ['80:http'] })
    const before = link.sent.length
    const error = await refusal(createContainer(link, spec, true))
    expect(error).toBeInstanceOf(SlipwayError)
    expect(link.sent.length).toBe(before)
  })

  it('K3: start, pause, resume, restart, stop, kill and remove do what they say', async () => {
    const id = await containers.create()
    const act = async (action: Parameters<typeof actOnContainers>[2]) => {
      expect(await actOnContainers(link, [id], action)).toEqual([{ container: id, error: null }])
      return (await containers.inspect(id)).State?.Status
    }
    expect(await act({ kind: 'start' })).toBe('running')
    expect(await act({ kind: 'start' })).toBe('running')
    expect(await act({ kind: 'pause' })).toBe('paused')
    expect(await act({ kind: 'unpause' })).toBe('running')
    expect(await act({ kind: 'restart', seconds: 0 })).toBe('running')
    expect(await act({ kind: 'stop', seconds: 0 })).toBe('exited')
    await act({ kind: 'start' })
    expect(await act({ kind: 'kill', signal: 'SIGKILL' })).toBe('exited')
    await act({ kind: 'remove', force: false, volumes: true })
    expect((await engineRequest(socket, 'GET', `/containers/${id}/json`)).status).toBe(404)
  })

  it('K3: one action on many has a result each, and one failure does not keep the others from it', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => containers.create()))
    const results = await actOnContainers(link, [...ids.slice(0, 6), 'no-such-container', ...ids.slice(6)], {
      kind: 'start',
    })
    expect(results.map(({ container }) => container)).toEqual([
      ...ids.slice(0, 6),
      'no-such-container',
      ...ids.slice(6),
    ])
    expect(results.filter(({ error }) => error).map(({ container, error }) => [container, error?.code])).toEqual([
      ['no-such-container', 'container-not-found'],
    ])
  })

  it('K3: what somebody else removed meanwhile counts as removed, and one that runs does not', async () => {
    const [gone, there] = [await containers.create(), await containers.create()]
    const running = await containers.run()
    expect((await engineRequest(socket, 'DELETE', `/containers/${gone}`)).status).toBe(204)
    const results = await actOnContainers(link, [gone, there, running], {
      kind: 'remove',
      force: false,
      volumes: false,
    })
    expect(results.map(({ error }) => error?.code ?? null)).toEqual([null, null, 'container-running'])
  })

  it('K3: a removal says beforehand what is lost', async () => {
    const named = `named-${process.pid}`
    const id = await containers.sh('dd if=/dev/zero of=/big bs=1024 count=300; sleep 1000', {
      HostConfig: { NetworkMode: 'none', Binds: [`${named}:/named`] },
      Volumes: { '/data': {} },
    })
    try {
      const loss = await waitFor('the file', async () => {
        const [found] = await previewRemoval(link, [id, 'no-such-container'])
        return found && (found.writableBytes ?? 0) >= 300 * 1024 && found
      })
      expect(loss).toMatchObject({ container: id, running: true })
      expect(loss.anonymousVolumes).toHaveLength(1)
      expect(loss.anonymousVolumes[0]).toMatch(/^[0-9a-f]{64}$/)
      await actOnContainers(link, [id], { kind: 'remove', force: true, volumes: true })
      const volumes: { Volumes: { Name: string }[] | null } = await json('/volumes')
      const left = (volumes.Volumes ?? []).map(({ Name }) => Name)
      expect(left).toContain(named)
      expect(left).not.toContain(loss.anonymousVolumes[0])
    } finally {
      await engineRequest(socket, 'DELETE', `/containers/${id}?force=1`)
      await engineRequest(socket, 'DELETE', `/volumes/${named}`)
    }
  })

  it('K3: rename, and a taken name is explained', async () => {
    const one = await containers.create({}, `rename-one-${process.pid}`)
    const two = await containers.create({}, `rename-two-${process.pid}`)
    await renameContainer(link, one, `rename-new-${process.pid}`)
    expect((await json(`/containers/${one}/json`)).Name).toBe(`/rename-new-${process.pid}`)
    const error = await refusal(renameContainer(link, two, `rename-new-${process.pid}`))
    expect(error.message).toMatch(/already in use/)
  })

  it('K3: limits are set, raised above the old swap, and taken away again', async () => {
    const id = await containers.run()
    const host = async () => (await json(`/containers/${id}/json`)).HostConfig
    const mib = 1024 * 1024
    await updateLimits(link, id, { cpus: 0.5, memory: 64 * mib, restartPolicy: { name: 'always' } })
    expect(await host()).toMatchObject({ NanoCpus: 5e8, Memory: 64 * mib, RestartPolicy: { Name: 'always' } })
    await updateLimits(link, id, { memory: 512 * mib })
    expect(await host()).toMatchObject({ Memory: 512 * mib })
    await updateLimits(link, id, { cpus: 0, memory: 0, restartPolicy: { name: 'no' } })
    const after = await host()
    expect(after.Memory).toBe(link.facts().memory)
    expect(after.NanoCpus).toBe(link.facts().cpus * 1e9)
    expect(after.RestartPolicy.Name).toBe('no')
    expect((await containers.inspect(id)).State.Running).toBe(true)
  })

  it('K3: commit makes an image with name, message and author, or without a name', async () => {
    const id = await containers.sh('echo changed > /file; sleep 1000')
    const reference = `slipway-test/committed-${process.pid}:one`
    const options = { message: 'why', author: 'who', pause: true }
    const { image } = await commitContainer(link, id, { reference, ...options })
    const nameless = await commitContainer(link, id, { reference: '', ...options })
    try {
      expect(await json(`/images/${reference}/json`)).toMatchObject({ Id: image, Comment: 'why', Author: 'who' })
      expect((await json(`/images/${nameless.image}/json`)).RepoTags).toEqual([])
    } finally {
      await engineRequest(socket, 'DELETE', `/images/${image}`)
      await engineRequest(socket, 'DELETE', `/images/${nameless.image}`)
    }
    const error = await refusal(commitContainer(link, id, { reference: 'Not A Name', ...options }))
    expect(error).toMatchObject({ explained: { code: 'invalid-reference' } })
  })

  it('K4: changes, processes and networks are as the engine has them', async () => {
    const id = await containers.sh('echo a > /added; rm /etc/group; echo b >> /etc/passwd; sleep 1000')
    await waitFor('the changes', async () => (await containerChanges(link, id)).length >= 4)
    const changes = await containerChanges(link, id)
    expect(changes).toContainEqual({ path: '/added', kind: 1 })
    expect(changes).toContainEqual({ path: '/etc/group', kind: 2 })
    expect(changes).toContainEqual({ path: '/etc/passwd', kind: 0 })
    const top = await containerProcesses(link, id)
    expect(top.titles).toContain('PID')
    expect(top.processes.flat().join(' ')).toContain('sleep 1000')
    expect((await listNetworks(link)).map(({ name }) => name)).toEqual(expect.arrayContaining(['none', 'host']))
  })

  it('K4: one stats stream a container is shared by all who look, and ends with the last of them', async () => {
    const id = await containers.sh('while :; do :; done', { HostConfig: { NetworkMode: 'none', NanoCpus: 3e8 } })
    const streams = new StatsStreams(link)
    const before = link.sent.length
    const look = async (count: number) => {
      const samples: StatsSample[] = []
      for await (const sample of streams.watch(id)) {
        samples.push(sample)
        if (samples.length === count) break
      }
      return samples
    }
    const [one, two] = await Promise.all([look(3), look(2)])
    expect(link.sent.slice(before).filter(({ path }) => path.includes('/stats'))).toHaveLength(1)
    expect(one.slice(0, 2)).toEqual(two)
    const [first, second] = one
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(500)
    expect(second?.cpu).toBeGreaterThan(2)
    expect(second?.cpu).toBeLessThan(40)
    expect(second?.memory).toBeGreaterThan(0)
    expect(second?.processes).toBe(1)
    expect(streams.size).toBe(0)
    await expect(streams.watch('no-such-container').next()).rejects.toThrow(/No such container/)
  })

  it('C4: stats go on after the connection was away', async () => {
    const id = await containers.run()
    const own = testLink(socket)
    const streams = new StatsStreams(own)
    const watching = streams.watch(id)
    const first = (await watching.next()).value
    own.setConnected(false)
    await engineRequest(socket, 'POST', `/containers/${id}/restart?t=0`)
    own.setConnected(true)
    const next = (await watching.next()).value
    expect(next && first && next.at > first.at).toBe(true)
    await watching.return()
  })

  it('K3: an engine that says nothing is given up at the deadline, one that is gone is reported to the link', async () => {
    const gone = testLink('/nonexistent/engine.sock')
    await refusal(renameContainer(gone, 'a', 'b'))
    expect(gone.suspected).toHaveLength(1)
    const controller = new AbortController()
    controller.abort(new Error('left'))
    await expect(renameContainer(link, 'a', 'b', controller.signal)).rejects.toThrow('left')
  })
})
