import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { containersMirror } from '../../main/engine/containers-mirror.ts'
import { EngineEvents } from '../../main/engine/events.ts'
import { imagesMirror } from '../../main/engine/images-mirror.ts'
import type { ImageRow } from '../../preload/contract/images.ts'
import { applyLiveEvent } from '../../preload/contract/live.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { startDockerd } from '../support/dockerd.ts'
import { engineRequest } from '../support/engine-request.ts'
import { importImage } from '../support/images.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
describeWhere(!why, why ?? '', 'Images, live', () => {
  const name = 'slipway-live/app'
  let socket = ''
  let url = ''
  let registry: Registry
  let end = () => {}
  /** An engine of its own, where nobody else makes events. */
  let stopQuiet = async () => {}
  beforeAll(async () => {
    ;({ socketPath: socket, url } = await sharedEngine())
    registry = await startRegistry()
  })
  afterEach(async () => {
    end()
    await stopQuiet()
    stopQuiet = async () => {}
    await docker('rm', '-f', 'slipway-live-user')
    await docker('rmi', '-f', `${name}:1`, `${name}:2`, `${registry.host}/live:1`)
  })
  afterAll(() => registry?.stop())

  const docker = (...args: string[]) => dockerCli(args, { host: url })

  async function watchAs(link = testLink(socket)) {
    const controller = new AbortController()
    const page = { rows: new Map() as ReadonlyMap<string, ImageRow>, stale: false, link }
    const events = new EngineEvents(link)
    const mirror = imagesMirror(link, events, containersMirror(link, events), 0)
    const done = (async () => {
      for await (const event of mirror.watch(controller.signal)) {
        page.rows = applyLiveEvent(page.rows, event)
        page.stale = event.stale
      }
    })()
    end = () => {
      controller.abort()
      mirror.close()
    }
    done.catch(() => undefined)
    await waitFor('the first list', () => page.rows.size > 0)
    const find = (tag: string) => [...page.rows.values()].find((row) => row.tags.includes(tag))
    return { page, find }
  }

  it('I1: the containers that are listed anyway are not listed once more for the images', async () => {
    const link = testLink(socket)
    const events = new EngineEvents(link)
    const containers = containersMirror(link, events)
    const images = imagesMirror(link, events, containers, 0)
    const controller = new AbortController()
    const seen: string[] = []
    const watch = async (mirror: typeof containers | typeof images, name: string) => {
      for await (const _ of mirror.watch(controller.signal)) seen.push(name)
    }
    const done = Promise.all([watch(containers, 'containers'), watch(images, 'images')])
    await waitFor('both lists', () => seen.includes('containers') && seen.includes('images'))
    controller.abort()
    await done
    containers.close()
    images.close()
    expect(link.sent.filter(({ path }) => path.includes('/containers/json'))).toHaveLength(1)
  })

  it('I1: tag, untag and remove reach the page by events; one row an image, however many tags', async () => {
    const { page, find } = await watchAs()
    await importImage(socket, `${name}:1`, [{ name: 'file', content: `${Math.random()}` }], 'CMD ["/none"]')
    const row = await waitFor('the new image', () => find(`${name}:1`))
    expect(row).toMatchObject({ tags: [`${name}:1`], digests: [], usedBy: [], dangling: false })
    await docker('tag', `${name}:1`, `${name}:2`)
    await waitFor('the second tag', () => page.rows.get(row.id)?.tags.length === 2)
    expect(page.rows.get(row.id)?.tags).toEqual([`${name}:1`, `${name}:2`])
    await docker('rmi', `${name}:2`)
    await waitFor('the untag', () => page.rows.get(row.id)?.tags.length === 1)
    await docker('rmi', `${name}:1`)
    await waitFor('the removal', () => !page.rows.has(row.id))
  })

  it('I1: who uses an image is kept true when containers come, are renamed and go', async () => {
    await importImage(socket, `${name}:1`, [{ name: 'file', content: `${Math.random()}` }], 'CMD ["/none"]')
    const { find } = await watchAs()
    await docker('create', '--name', 'slipway-live-first', `${name}:1`)
    await waitFor('the user', () => find(`${name}:1`)?.usedBy.includes('slipway-live-first'))
    await docker('rename', 'slipway-live-first', 'slipway-live-user')
    await waitFor('the new name', () => find(`${name}:1`)?.usedBy.includes('slipway-live-user'))
    expect(find(`${name}:1`)?.usedBy).toEqual(['slipway-live-user'])
    await docker('rm', 'slipway-live-user')
    await waitFor('nobody', () => find(`${name}:1`)?.usedBy.length === 0)
  })

  it('I1: a pulled image comes with its digest, and a dangling one says so', async () => {
    const pushed = `${registry.host}/live:1`
    await importImage(socket, `${name}:1`, [{ name: 'file', content: `${Math.random()}` }], 'CMD ["/none"]')
    await docker('tag', `${name}:1`, pushed)
    await docker('push', pushed)
    await docker('rmi', pushed, `${name}:1`)
    const { page, find } = await watchAs()
    await docker('pull', pushed)
    const row = await waitFor('the pulled image', () => find(pushed))
    expect(row.digests[0]).toMatch(new RegExp(`^${registry.host}/live@sha256:[0-9a-f]{64}$`))
    // Another image takes a tag over: the first is left without any.
    await importImage(socket, `${name}:1`, [{ name: 'file', content: 'old' }], 'CMD ["/none"]')
    const old = await waitFor('the old image', () => find(`${name}:1`))
    await importImage(socket, `${name}:1`, [{ name: 'file', content: 'new' }], 'CMD ["/none"]')
    await waitFor('the old one dangling', () => page.rows.get(old.id)?.dangling)
    expect(page.rows.get(old.id)?.tags).toEqual([])
    await docker('rmi', old.id)
  })

  it('I1: nothing is asked while nothing happens, and a burst of events is answered by a few lists', async () => {
    const quiet = await startDockerd({ network: 'none' })
    stopQuiet = quiet.stop
    await importImage(quiet.socketPath, `${name}:1`, [{ name: 'file', content: `${Math.random()}` }], 'CMD ["/none"]')
    const { page, find } = await watchAs(testLink(quiet.socketPath))
    await waitFor('the image', () => find(`${name}:1`))
    const lists = () => page.link.sent.filter((call) => call.path.startsWith('/images/json')).length
    const before = lists()
    await new Promise((done) => setTimeout(done, 1000))
    expect(lists()).toBe(before)
    for (let n = 0; n < 40; n++) {
      await engineRequest(quiet.socketPath, 'POST', `/images/${name}:1/tag?repo=${name}&tag=2`)
      await engineRequest(quiet.socketPath, 'DELETE', `/images/${name}:2`)
    }
    await engineRequest(quiet.socketPath, 'POST', `/images/${name}:1/tag?repo=${name}&tag=2`)
    await waitFor('the last tag', () => find(`${name}:2`))
    expect(lists() - before).toBeLessThan(12)
  })

  it('I1: while the engine is away the rows are stale; afterwards they are true again', async () => {
    await importImage(socket, `${name}:1`, [{ name: 'file', content: `${Math.random()}` }], 'CMD ["/none"]')
    const { page, find } = await watchAs()
    await waitFor('the image', () => find(`${name}:1`))
    page.link.setConnected(false)
    await waitFor('stale', () => page.stale)
    expect(find(`${name}:1`)).toBeDefined()
    await docker('tag', `${name}:1`, `${name}:2`)
    page.link.setConnected(true)
    await waitFor('what was missed', () => !page.stale && find(`${name}:2`))
  })
})
