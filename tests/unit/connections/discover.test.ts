import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { contextId, discover } from '../../../main/connections/discover.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

describe('C2: discovery', () => {
  let home: TemporaryFolder
  beforeEach(() => {
    home = temporaryFolder()
    return () => home.remove()
  })
  const look = (env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux') =>
    discover({ env, home: home.path, platform })
  const first = async (env: NodeJS.ProcessEnv) => (await look(env)).found[0]

  it('C2: with nothing set there is the local engine, which is the default', async () => {
    expect(await look()).toMatchObject({
      cliDefault: 'local',
      found: [{ id: 'local', url: 'unix:///var/run/docker.sock', source: 'local', problem: null }],
    })
    expect((await look({}, 'win32')).found[0]?.url).toBe('npipe:////./pipe/docker_engine')
  })

  it('C2: DOCKER_HOST without a scheme is TCP, as the CLI takes it', async () => {
    expect(await first({ DOCKER_HOST: 'win1:2375' })).toMatchObject({ id: 'environment', url: 'tcp://win1:2375' })
  })

  it('C2: DOCKER_HOST that cannot be read is shown with its problem', async () => {
    expect(await look({ DOCKER_HOST: 'ftp://win1' })).toMatchObject({
      cliDefault: 'environment',
      found: [{ id: 'environment', definition: null, problem: { code: 'endpoint-scheme' } }, { id: 'local' }],
    })
  })

  it('C2: any value of DOCKER_TLS_VERIFY turns TLS and its check on; DOCKER_TLS only TLS; DOCKER_CERT_PATH alone nothing', async () => {
    const folder = join(home.path, 'certs')
    mkdirSync(folder)
    for (const name of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(folder, name), '')
    const tlsOf = async (env: NodeJS.ProcessEnv) =>
      (await first({ DOCKER_HOST: 'tcp://win1:2376', DOCKER_CERT_PATH: folder, ...env }))?.definition?.tls
    const files = {
      ca: { from: 'file', path: join(folder, 'ca.pem') },
      certificate: { from: 'file', path: join(folder, 'cert.pem') },
      key: { from: 'file', path: join(folder, 'key.pem') },
    }
    expect(await tlsOf({ DOCKER_TLS_VERIFY: '0' })).toEqual({ verify: true, ...files })
    expect(await tlsOf({ DOCKER_TLS: '1' })).toEqual({ verify: false, ...files })
    expect(await tlsOf({})).toBeNull()
    expect(await tlsOf({ DOCKER_TLS_VERIFY: '' })).toBeNull()
  })

  it('C2: without DOCKER_CERT_PATH the certificates lie in the CLI’s folder', async () => {
    const config = join(home.path, 'config')
    mkdirSync(config)
    writeFileSync(join(config, 'ca.pem'), '')
    const found = await first({ DOCKER_HOST: 'tcp://win1', DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: config })
    expect(found?.definition?.tls).toEqual({
      verify: true,
      ca: { from: 'file', path: join(config, 'ca.pem') },
      certificate: null,
      key: null,
    })
  })

  it('C2: a context that cannot be read, or that is current and missing, is shown as a problem and hides nothing', async () => {
    const meta = join(home.path, '.docker', 'contexts', 'meta', 'f'.repeat(64))
    mkdirSync(meta, { recursive: true })
    writeFileSync(join(meta, 'meta.json'), '{"Name":')
    writeFileSync(join(home.path, '.docker', 'config.json'), '{"currentContext":"gone"}')
    const { found, cliDefault } = await look()
    expect(cliDefault).toBe('context-gone')
    expect(found.map(({ id, problem }) => [id, problem?.code])).toEqual([
      ['local', undefined],
      [`context-broken-${'f'.repeat(12)}`, 'context-unreadable'],
      ['context-gone', 'context-missing'],
    ])
  })

  it('C2: a damaged config.json names no context', async () => {
    mkdirSync(join(home.path, '.docker'))
    writeFileSync(join(home.path, '.docker', 'config.json'), '{"currentContext":')
    expect((await look()).cliDefault).toBe('local')
  })

  it('C2: ids of contexts stay the same and fit the contract', () => {
    expect(contextId('desktop-linux')).toBe('context-desktop-linux')
    expect(contextId('a+b')).toBe(contextId('a+b'))
    expect(contextId('a+b')).toMatch(/^[\w.-]{1,80}$/)
    expect(contextId('x'.repeat(200))).toMatch(/^[\w.-]{1,80}$/)
  })
})
