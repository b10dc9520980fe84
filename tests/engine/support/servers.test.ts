import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dockerCli } from '../../support/docker-cli.ts'
import { buildLayeredImage } from '../../support/layered-image.ts'
import { REGISTRY_USER, type Registry, startRegistry, whyNoRegistry } from '../../support/registry.ts'
import { sharedEngine, whyNoSharedEngine } from '../../support/shared-engine.ts'
import { type Sshd, startSshd, whyNoSshd } from '../../support/sshd.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { describeWhere } from '../../support/where.ts'

const whyNoPush = whyNoRegistry() ?? whyNoSharedEngine()
describeWhere(!whyNoPush, whyNoPush ?? '', 'the tests’ own registry', () => {
  let registry: Registry
  const config = temporaryFolder()
  beforeAll(async () => {
    registry = await startRegistry({ auth: true })
  })
  afterAll(async () => {
    await registry?.stop()
    config.remove()
  })

  it('takes a layered image from who has the password only', async () => {
    const { socketPath, url } = await sharedEngine()
    const name = `${registry.host}/layers:latest`
    await buildLayeredImage(socketPath, { name, layers: 3, layerBytes: 100_000 })
    const cli = (...args: string[]) => dockerCli(args, { host: url, config: config.path })
    expect((await cli('push', name)).code).not.toBe(0)
    const login = await cli('login', '-u', REGISTRY_USER.name, '-p', REGISTRY_USER.password, registry.host)
    expect(login).toMatchObject({ code: 0 })
    expect(await cli('push', name)).toMatchObject({ code: 0, stdout: expect.stringContaining('digest: sha256:') })
    expect((await cli('rmi', name)).code).toBe(0)
    expect((await cli('pull', name)).code).toBe(0)
    await cli('rmi', name)
  })
})

const whyNoSsh = whyNoSshd()
describeWhere(!whyNoSsh, whyNoSsh ?? '', 'the tests’ own sshd', () => {
  let sshd: Sshd
  beforeAll(async () => {
    sshd = await startSshd({ environment: { DOCKER_HOST: 'unix:///from/the/test' } })
  })
  afterAll(() => sshd?.stop())

  it('lets the user key in, sets the environment, and can change its host key', async () => {
    const known = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR']
    const args = [
      ...known,
      '-i',
      sshd.keyPath,
      '-p',
      String(sshd.port),
      `${sshd.user}@${sshd.host}`,
      'echo $DOCKER_HOST',
    ]
    expect(execFileSync('ssh', args, { encoding: 'utf8' })).toBe('unix:///from/the/test\n')
    const before = sshd.hostKey()
    await sshd.changeHostKey()
    expect(sshd.hostKey()).not.toBe(before)
    expect(execFileSync('ssh', args, { encoding: 'utf8' })).toBe('unix:///from/the/test\n')
  })
})
