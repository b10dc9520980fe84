import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { containersMirror } from '../../main/engine/containers-mirror.ts'
import { EngineEvents } from '../../main/engine/events.ts'
import type { ContainerRow } from '../../preload/contract/containers.ts'
import { applyLiveEvent } from '../../preload/contract/live.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { engineRequest } from '../support/engine-request.ts'
import { IMAGES } from '../support/images.ts'
import { testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd()
describeWhere(!why, why ?? '', 'Containers, live', () => {
  let socket = ''
  const made: string[] = []
  const ends: (() => void)[] = []
  // Calls are counted here: on an engine that other tests use too, their events would count along.
  let engine: Dockerd | undefined
  beforeAll(async () => {
    engine = await startDockerd({ images: true, network: 'none' })
    socket = engine.socketPath
  })
  afterAll(() => engine?.stop())
  afterEach(async () => {
    for (const end of ends.splice(0)) end()
    for (const id of made.splice(0)) await engineRequest(socket, 'DELETE', `/containers/${id}?force=1`)
  })

  async function create(name: string, body: object = {}): Promise<string> {
    const answer = await engineRequest(socket, 'POST', `/containers/create?name=${name}`, {
      Image: IMAGES.busybox,
      Cmd: ['sleep', '1000'],
      HostConfig: { NetworkMode: 'none' },
      ...body,
    })
    const id: string = JSON.parse(answer.body).Id
    made.push(id)
    return id
  }

  /** A page that watches; `rows` is what it would show. */
  function watchAs(mirror: ReturnType<typeof containersMirror>) {
    const controller = new AbortController()
    const page = {
      rows: new Map<string, ContainerRow>() as ReadonlyMap<string, ContainerRow>,
      stale: false,
      end: () => {},
    }
    const done = (async () => {
      for await (const event of mirror.watch(controller.signal)) {
        page.rows = applyLiveEvent(page.rows, event)
        page.stale = event.stale
      }
    })()
    page.end = () => controller.abort()
    ends.push(page.end)
    return { page, done }
  }

  const listCalls = (link: ReturnType<typeof testLink>) =>
    link.sent.filter((call) => call.path.includes('/containers/json'))

  it('K1: every change of a container reaches the page by events, nothing is polled', async () => {
    const before = await create('mirror-before')
    const link = testLink(socket)
    const { page } = watchAs(containersMirror(link, new EngineEvents(link)))
    await waitFor('the first list', () => page.rows.has(before))
    expect(listCalls(link)).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(link.sent.filter((call) => call.method === 'GET')).toHaveLength(2)

    const id = await create('mirror-a', {
      Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
    })
    await waitFor('the new row', () => page.rows.get(id)?.state === 'created')
    expect(page.rows.get(id)).toMatchObject({
      name: 'mirror-a',
      composeProject: 'shop',
      composeService: 'web',
      networks: ['none'],
    })
    const step = async (path: string, seen: (row: ContainerRow) => boolean) => {
      await engineRequest(socket, 'POST', `/containers/${id}/${path}`)
      await waitFor(path, () => {
        const row = page.rows.get(id)
        return row && seen(row)
      })
    }
    await step('start', (row) => row.state === 'running')
    expect(Date.now() - (page.rows.get(id)?.stateSince ?? 0)).toBeLessThan(60_000)
    await step('pause', (row) => row.state === 'paused')
    await step('unpause', (row) => row.state === 'running')
    await step('rename?name=mirror-b', (row) => row.name === 'mirror-b')
    await step('kill', (row) => row.state === 'exited' && row.exitCode === 137)
    await engineRequest(socket, 'DELETE', `/containers/${id}`)
    await waitFor('the row to go', () => !page.rows.has(id))
    expect(page.rows.has(before)).toBe(true)
    for (const call of listCalls(link).slice(1)) expect(decodeURIComponent(call.path)).toContain(id)
  })

  it('K1: a burst of events is answered by few reads', async () => {
    const link = testLink(socket)
    const { page } = watchAs(containersMirror(link, new EngineEvents(link)))
    await waitFor('the first list', () => listCalls(link).length === 1 && link.sent.length > 1)
    const ids = await Promise.all(Array.from({ length: 40 }, (_, index) => create(`mirror-burst-${index}`)))
    await waitFor('all rows', () => ids.every((id) => page.rows.has(id)))
    expect(listCalls(link).length).toBeLessThan(30)
  })

  it('C4: rows go stale while the engine is away and are listed whole when it is back', async () => {
    const link = testLink(socket)
    const { page } = watchAs(containersMirror(link, new EngineEvents(link)))
    const first = await create('mirror-first')
    await waitFor('the first row', () => page.rows.has(first))
    link.setConnected(false)
    await waitFor('stale', () => page.stale)
    expect(page.rows.has(first)).toBe(true)
    const missed = await create('mirror-missed')
    await engineRequest(socket, 'DELETE', `/containers/${first}`)
    link.setConnected(true)
    await waitFor('the missed row', () => page.rows.has(missed) && !page.rows.has(first) && !page.stale)
  })

  it('K1: the event stream and the rows are dropped after the last watcher left, and shared by all before', async () => {
    const link = testLink(socket)
    const events = new EngineEvents(link)
    const mirror = containersMirror(link, events, 200)
    const one = watchAs(mirror)
    const two = watchAs(mirror)
    await waitFor('the rows', () => mirror.rows !== null)
    expect(listCalls(link)).toHaveLength(1)
    expect(link.sent.filter((call) => call.path.includes('/events'))).toHaveLength(1)
    one.page.end()
    await one.done
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(events.listening).toBe(true)
    two.page.end()
    await two.done
    expect(events.listening).toBe(true)
    await waitFor('the stream to end', () => !events.listening)
    expect(mirror.rows).toBeNull()
  })

  it('K1: a page that comes while the engine is away gets its rows once it is there', async () => {
    const id = await create('mirror-late')
    const link = testLink(socket, { connected: false })
    const { page } = watchAs(containersMirror(link, new EngineEvents(link)))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(link.sent).toEqual([])
    link.setConnected(true)
    await waitFor('the row', () => page.rows.has(id))
  })

  it('K1: closing a mirror ends its watchers', async () => {
    const link = testLink(socket)
    const mirror = containersMirror(link, new EngineEvents(link))
    const { done } = watchAs(mirror)
    await waitFor('the rows', () => mirror.rows !== null)
    mirror.close()
    await done
  })
})
