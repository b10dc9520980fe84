import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShownAction } from '../../preload/contract/command-line/actions.ts'
import { toEquivalent } from '../../preload/contract/command-line/print.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { engineRequest } from '../support/engine-request.ts'
import { IMAGES } from '../support/images.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoDockerCli() ?? whyNoRegistry()

describeWhere(!why, why ?? '', 'H11, I2, I5: the equivalent of a pull', () => {
  let host = ''
  let socket = ''
  let registry: Registry | undefined
  let repository = ''

  async function byHand(action: ShownAction): Promise<string> {
    let output = ''
    for (const [, ...args] of toEquivalent(action).docker) {
      const { code, stdout, stderr } = await dockerCli(args, { host })
      if (code !== 0) throw new Error(stderr)
      output += stdout
    }
    return output
  }
  async function tags(): Promise<string[]> {
    const images: { RepoTags: string[] | null }[] = JSON.parse(
      (await engineRequest(socket, 'GET', '/images/json')).body,
    )
    return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag.startsWith(`${repository}:`))
  }

  beforeAll(async () => {
    const engine = await sharedEngine()
    host = engine.url
    socket = engine.socketPath
    registry = await startRegistry()
    repository = `${registry.host}/equivalent`
    for (const tag of ['one', 'two']) {
      await byHand({ action: 'tag', image: IMAGES.noShell, target: `${repository}:${tag}` })
      const { code, stderr } = await dockerCli(['push', `${repository}:${tag}`], { host })
      if (code !== 0) throw new Error(stderr)
    }
    await byHand({ action: 'rmi', images: [`${repository}:one`, `${repository}:two`] })
  })
  afterAll(async () => {
    for (const tag of await tags()) await engineRequest(socket, 'DELETE', `/images/${tag}?force=1`)
    await registry?.stop()
  })

  it('H11, I2: one tag, with a platform', async () => {
    await byHand({ action: 'pull', image: `${repository}:one`, platform: 'linux/amd64' })
    expect(await tags()).toEqual([`${repository}:one`])
  })
  it('H11, I2: all tags of a repository, then untagged', async () => {
    await byHand({ action: 'pull', image: repository, allTags: true })
    expect((await tags()).sort()).toEqual([`${repository}:one`, `${repository}:two`])
    await byHand({ action: 'rmi', images: [`${repository}:one`, `${repository}:two`], force: true })
    expect(await tags()).toEqual([])
  })
  it('H11, I2: by digest', async () => {
    await byHand({ action: 'pull', image: `${repository}:two` })
    const [image] = JSON.parse(await byHand({ action: 'image-inspect', images: [`${repository}:two`] }))
    const digest: string = image.RepoDigests.find((name: string) => name.startsWith(repository))
    expect(digest).toMatch(/@sha256:/)
    await byHand({ action: 'pull', image: digest })
  })
})
