import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseChallenge } from '../../../main/engine/registry/challenge.ts'
import { registryEndpoints } from '../../../main/engine/registry/endpoint.ts'
import { makeLogin, type RegistryLogin } from '../../../main/engine/registry/login.ts'
import { nextPage } from '../../../main/engine/registry/name-pages.ts'
import { RegistryClient } from '../../../main/engine/registry/registry-client.ts'

type Answer = (request: IncomingMessage & { text: string }, response: ServerResponse) => void
const servers: Server[] = []
let seen: string[] = []
beforeEach(() => {
  seen = []
})
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done))
})

/** A server that notes what it was asked, with what. */
async function serve(name: string, answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    seen.push(`${name} ${request.method} ${request.url} ${request.headers.authorization ?? '-'} ${text}`.trim())
    response.setHeader('connection', 'close')
    answer(Object.assign(request, { text }), response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const client = (url: string | string[], login: RegistryLogin | null = null) =>
  new RegistryClient([url].flat(), { login, problem: null }, new AbortController().signal)
const ask = (of: RegistryClient, limit = 1000) => of.get('/v2/team/app/manifests/latest', { limit })
const json = (response: ServerResponse, value: unknown) => response.end(JSON.stringify(value))

async function bearerRegistry(tokens: Answer): Promise<string> {
  const auth = await serve('auth', tokens)
  return serve('registry', (request, response) => {
    if (request.headers.authorization === 'Bearer good') response.end('manifest')
    else {
      const scope = 'repository:team/app:pull'
      response.setHeader('www-authenticate', `Bearer realm="${auth}/token",service="reg",scope="${scope}"`)
      response.writeHead(401).end('{}')
    }
  })
}

describe('the registry client', () => {
  test('I2: without a login a token is asked for anonymously, once a repository', async () => {
    const of = client(await bearerRegistry((_, response) => json(response, { token: 'good' })))
    expect((await ask(of)).text).toBe('manifest')
    await ask(of)
    expect(seen).toEqual([
      'registry GET /v2/team/app/manifests/latest -',
      'auth GET /token?service=reg&scope=repository%3Ateam%2Fapp%3Apull -',
      'registry GET /v2/team/app/manifests/latest Bearer good',
      'registry GET /v2/team/app/manifests/latest Bearer good',
    ])
  })

  test('C6: a password goes to the token service only, an identity token in a body', async () => {
    const url = await bearerRegistry((_, response) => json(response, { access_token: 'good' }))
    await ask(client(url, makeLogin('u', 'pw')))
    expect(seen.filter((line) => line.includes('Basic'))).toEqual([
      `auth GET /token?service=reg&scope=repository%3Ateam%2Fapp%3Apull Basic ${btoa('u:pw')}`,
    ])
    seen = []
    await ask(client(url, makeLogin('', '', 'idt')))
    expect(seen.filter((line) => line.includes('idt'))).toEqual([
      'auth POST /token - grant_type=refresh_token&refresh_token=idt&service=reg&scope=repository%3Ateam%2Fapp%3Apull&client_id=slipway',
    ])
  })

  test('C6: a token service elsewhere without TLS is not asked', async () => {
    const url = await serve('registry', (_, response) => {
      response.setHeader('www-authenticate', 'Bearer realm="file:///etc/passwd",service="x"')
      response.writeHead(401).end()
    })
    await expect(ask(client(url, makeLogin('u', 'pw')))).rejects.toThrow()
    expect(seen).toHaveLength(1)
  })

  test('C6: a redirection to another origin does not carry the login along', async () => {
    const blobs = await serve('blobs', (_, response) => response.end('bytes'))
    const url = await serve('registry', (request, response) => {
      if (request.headers.authorization) response.writeHead(307, { location: `${blobs}/x` }).end()
      else response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
    })
    expect((await ask(client(url, makeLogin('u', 'pw')))).text).toBe('bytes')
    expect(seen.at(-1)).toBe('blobs GET /x -')
    expect(seen.at(-2)).toContain('Basic')
  })

  test('I2: a circle of redirections and an endless answer end', async () => {
    const circle = await serve('circle', (_, response) => response.writeHead(302, { location: '/again' }).end())
    await expect(ask(client(circle))).rejects.toMatchObject({
      explained: { detail: expect.stringContaining('too often') },
    })
    const endless = await serve('endless', (_, response) => {
      response.on('error', () => undefined)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    await expect(ask(client(endless), 50_000)).rejects.toMatchObject({
      explained: { detail: expect.stringContaining('longer than 50000 bytes') },
    })
  })

  test('I2: refusals by their kind', async () => {
    for (const [status, code] of [
      [401, 'registry-unauthorized'],
      [403, 'registry-unauthorized'],
      [404, 'image-not-found'],
      [429, 'registry-rate-limit'],
      [502, 'registry-answer'],
    ] as const) {
      const url = await serve('registry', (_, response) => response.writeHead(status).end('{}'))
      await expect(ask(client(url))).rejects.toMatchObject({ explained: { code } })
    }
    await expect(ask(client('http://127.0.0.1:9'))).rejects.toMatchObject({
      explained: { code: 'registry-unreachable' },
    })
  })

  test('I2: HTTPS is tried first, then plain HTTP where it is allowed', async () => {
    const url = await serve('registry', (_, response) => response.end('manifest'))
    const host = url.slice('http://'.length)
    expect((await ask(client(registryEndpoints(host, {})))).text).toBe('manifest')
  })
})

describe('where a registry may be asked', () => {
  test('I2: plain HTTP for this machine and for what the engine lists, never for others', () => {
    const policy = {
      InsecureRegistryCIDRs: ['127.0.0.0/8', '10.1.0.0/16', 'nonsense'],
      IndexConfigs: { 'plain.example:5000': { Secure: false }, 'tls.example': { Secure: true } },
    }
    const plain = (registry: string) => registryEndpoints(registry, policy).some((url) => url.startsWith('http:'))
    for (const registry of ['localhost', 'localhost:5000', '127.0.0.1', '127.9.9.9:1', '[::1]:5000', '10.1.2.3:5000']) {
      expect([registry, plain(registry)]).toEqual([registry, true])
    }
    expect(plain('plain.example:5000')).toBe(true)
    for (const registry of [
      'plain.example',
      'tls.example',
      '10.2.0.1',
      '127.0.0.1.example',
      'localhost.example',
      'docker.io',
    ]) {
      expect([registry, plain(registry)]).toEqual([registry, false])
    }
    expect(registryEndpoints('docker.io', policy)).toEqual(['https://registry-1.docker.io'])
  })

  test('I2: the challenge of a registry', () => {
    expect(parseChallenge('Bearer realm="https://a/t",service="s\\"x",scope="repository:a,b:pull,push"')).toEqual({
      scheme: 'bearer',
      realm: 'https://a/t',
      service: 's"x',
      scope: 'repository:a,b:pull,push',
    })
    expect(parseChallenge('Basic realm="x"')).toEqual({ scheme: 'basic' })
    expect(parseChallenge('basic realm="x", Bearer realm=https://a/t')).toMatchObject({ scheme: 'bearer', scope: '' })
    expect(parseChallenge('Negotiate')).toBeNull()
    expect(parseChallenge('Bearer error="x"')).toBeNull()
  })

  test('I2: the next page of tags, at the same registry only', () => {
    const at = 'https://reg.example/v2/a/tags/list?n=2'
    expect(nextPage('</v2/a/tags/list?last=b&n=2>; rel="next"', at)).toBe('/v2/a/tags/list?last=b&n=2')
    expect(nextPage('<https://reg.example/v2/a/tags/list?last=c>; rel=next', at)).toBe('/v2/a/tags/list?last=c')
    expect(nextPage('<https://evil.example/x>; rel="next"', at)).toBeNull()
    expect(nextPage('</x>; rel="prev"', at)).toBeNull()
    expect(nextPage(null, at)).toBeNull()
  })
})
