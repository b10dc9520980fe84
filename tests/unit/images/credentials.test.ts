import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHelper } from '../../../main/engine/registry/credential-helper.ts'
import { DockerCredentials } from '../../../main/engine/registry/credentials.ts'
import { type RegistryLogin, registryAuthHeader } from '../../../main/engine/registry/login.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
const bin = join(folder.path, 'bin')
const env = { PATH: `${bin}:/usr/bin:/bin` }
let count = 0
afterAll(folder.remove)
beforeAll(() => mkdirSync(bin))

function helper(name: string, body: string): void {
  const path = join(bin, `docker-credential-${name}`)
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
}

function credentials(config: unknown): DockerCredentials {
  const path = join(folder.path, `config-${count++}`)
  mkdirSync(path)
  writeFileSync(join(path, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  return new DockerCredentials({ folder: path, env })
}

const reveal = (login: RegistryLogin | null) =>
  login?.kind === 'password' ? `${login.username}:${login.password.reveal()}` : login && `token:${login.token.reveal()}`
const basic = (text: string) => ({ auth: Buffer.from(text).toString('base64') })
const failure = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof SlipwayError) return error.explained
  throw new Error(`Expected a SlipwayError, got ${error}`)
}

describe('the logins of the docker CLI', () => {
  test('C6: plain file, default store and a helper for one registry, the nearest first', async () => {
    helper('store', 'read s; echo "{\\"Username\\":\\"store\\",\\"Secret\\":\\"for $s\\"}"')
    helper('own', 'read s; echo "{\\"Username\\":\\"own\\",\\"Secret\\":\\"for $s\\"}"')
    const all = credentials({
      auths: { 'a.example': basic('plain:p:w'), 'https://old.example/v1/': basic('old:pw') },
      credsStore: 'store',
      credHelpers: { 'b.example:5000': 'own' },
    })
    expect(reveal(await all.forRegistry('b.example:5000'))).toBe('own:for b.example:5000')
    expect(reveal(await all.forRegistry('docker.io'))).toBe('store:for https://index.docker.io/v1/')
    const plain = credentials({
      auths: { 'a.example': basic('plain:p:w'), 'https://old.example/v1/': basic('old:pw') },
    })
    expect(reveal(await plain.forRegistry('a.example'))).toBe('plain:p:w')
    expect(reveal(await plain.forRegistry('old.example'))).toBe('old:pw')
    expect(await plain.forRegistry('c.example')).toBeNull()
    expect(await new DockerCredentials({ folder: '/nonexistent' }).forRegistry('a.example')).toBeNull()
  })

  test('C6: identity tokens, of a helper and of the file', async () => {
    helper('token', 'read s; echo \'{"Username":"<token>","Secret":"tok"}\'')
    expect(reveal(await credentials({ credsStore: 'token' }).forRegistry('x.example'))).toBe('token:tok')
    const inFile = credentials({ auths: { 'x.example': { ...basic('u:'), identitytoken: 'tik' } } })
    const login = await inFile.forRegistry('x.example')
    expect(reveal(login)).toBe('token:tik')
    if (!login) throw new Error('no login')
    const header = registryAuthHeader(login, 'x.example').reveal()
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      identitytoken: 'tik',
      serveraddress: 'x.example',
    })
  })

  test('C6: a helper that keeps nothing is no failure; the file is asked next', async () => {
    helper('empty', 'echo credentials not found in native keychain; exit 1')
    const both = credentials({ credsStore: 'empty', auths: { 'a.example': basic('u:p') } })
    expect(reveal(await both.forRegistry('a.example'))).toBe('u:p')
    expect(await both.forRegistry('b.example')).toBeNull()
  })

  test('C6: a helper’s name cannot leave its folder or reach a shell, and it must lie on the PATH', async () => {
    for (const name of ['../evil', 'a/b', 'a b', 'a;b', '$(b)', '.', '']) {
      expect(await failure(askHelper(name, 'x', { env }))).toMatchObject({ code: 'credential-helper-failed' })
    }
    expect((await failure(askHelper('missing', 'x', { env }))).cause).toContain('No program docker-credential-missing')
    helper('relative', 'echo "{}"')
    const relative = { env: { PATH: `.:./bin:bin` } }
    expect((await failure(askHelper('relative', 'x', relative))).cause).toContain('No program')
  })

  test('C6: what a broken helper prints is never repeated', async () => {
    helper('broken', 'echo hunter2; echo hunter2 >&2; exit 3')
    helper('garbage', 'echo hunter2')
    helper('shape', 'echo \'{"Secret":"hunter2"}\'')
    helper('slow', 'exec sleep 30')
    for (const name of ['broken', 'garbage', 'shape']) {
      const explained = await failure(askHelper(name, 'x', { env }))
      expect(explained.code).toBe('credential-helper-failed')
      expect(JSON.stringify(explained)).not.toContain('hunter2')
    }
    expect((await failure(askHelper('slow', 'x', { env, deadline: 100 }))).cause).toContain('in time')
    const abort = new AbortController()
    const asked = askHelper('slow', 'x', { env, signal: abort.signal })
    setTimeout(() => abort.abort(), 50)
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('C6: a broken configuration file is told without what stands in it', async () => {
    for (const text of ['{"auths": {"a": {"auth": "aHVudGVyMg=="}}', '{"auths": {"a": {"auth": ["aHVudGVyMg=="]}}}']) {
      const explained = await failure(credentials(text).forRegistry('a.example'))
      expect(explained.code).toBe('docker-config-unreadable')
      expect(JSON.stringify(explained)).not.toContain('aHVudGVyMg')
    }
  })

  test('C6: a login never prints its secret', async () => {
    const login = await credentials({ auths: { 'a.example': basic('u:hunter2') } }).forRegistry('a.example')
    const header = login && registryAuthHeader(login, 'a.example')
    const shown = [JSON.stringify({ login, header }), inspect({ login, header }, { depth: 9 }), `${header}`].join()
    expect(shown).toContain('[redacted]')
    expect(shown).not.toContain('hunter2')
    expect(shown).not.toContain(Buffer.from('hunter2').toString('base64').slice(0, 6))
  })
})
