import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { callEngine } from '../../main/engine/call.ts'
import { type EngineEvent, EngineEvents } from '../../main/engine/events.ts'
import { FolderCache } from '../../main/engine/files/folder-cache.ts'
import { listFolder } from '../../main/engine/files/list-folder.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { engineRequest } from '../support/engine-request.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { TestContainers } from '../support/test-container.ts'
import { testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'The event stream of an engine', () => {
  let socket = ''
  let containers: TestContainers
  beforeAll(async () => {
    socket = (await sharedEngine()).socketPath
    containers = new TestContainers(socket)
  })
  afterEach(() => containers.removeAll())

  it('C4: what happens while the stream is broken is told afterwards, and nothing twice', async () => {
    const link = testLink(socket)
    const events = new EngineEvents(link)
    const seen: EngineEvent[] = []
    let opened = 0
    let lost = 0
    const end = events.subscribe({
      opened: () => {
        opened += 1
      },
      lost: () => {
        lost += 1
      },
      event: (event) => {
        seen.push(event)
      },
    })
    await waitFor('the stream', () => opened === 1)
    const before = await containers.create()
    await waitFor('its event', () => seen.some(({ id }) => id === before))
    link.breakStreams()
    await waitFor('the loss', () => lost === 1)
    const during = await containers.create()
    await waitFor('the stream again', () => opened === 2)
    const after = await containers.create()
    await waitFor('the last event', () => seen.some(({ id }) => id === after))
    end()
    const mine = seen.filter(({ id, action }) => action === 'create' && [before, during, after].includes(id))
    expect(mine.map(({ id }) => id)).toEqual([before, during, after])
    expect(link.suspected.length).toBeGreaterThanOrEqual(1)
    const asked = link.sent.length
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(link.sent.length).toBe(asked)
  })

  it('K1: an engine that takes a request and says nothing is given up at the deadline', async () => {
    const folder = temporaryFolder()
    const path = join(folder.path, 's')
    const server = createServer(() => {}).listen(path)
    try {
      const call = callEngine(testLink(path), { method: 'GET', path: '/info', deadline: 200 })
      const error = await call.then(
        () => null,
        (failure: unknown) => failure,
      )
      expect(error instanceof SlipwayError && error.explained.code).toBe('engine-no-answer')
    } finally {
      server.closeAllConnections()
      server.close()
      folder.remove()
    }
  })

  it('K4: a listing that is left in the middle lets go of the container', async () => {
    const link = testLink(socket)
    // Sparse: no room on the disk, and an archive of 8 GB.
    const id = await containers.sh('mkdir /big; truncate -s 8G /big/a; touch /big/b; touch /ready; sleep 1000')
    await waitFor('the files', async () => {
      return (await engineRequest(socket, 'HEAD', `/containers/${id}/archive?path=/ready`)).status === 200
    })
    const began = Date.now()
    for await (const part of listFolder(link, id, '/big', new FolderCache())) {
      expect(part.done).toBe(false)
      if (part.entries.some(({ name }) => name === 'a')) break
    }
    const answer = await engineRequest(socket, 'DELETE', `/containers/${id}?force=1`)
    expect(answer.status).toBe(204)
    expect(Date.now() - began).toBeLessThan(10_000)
  })
})
