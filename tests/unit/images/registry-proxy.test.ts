import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { proxyFor } from '../../../main/engine/registry/proxy.ts'
import { RegistryClient } from '../../../main/engine/registry/registry-client.ts'
import { type Certificates, makeCertificates } from '../../support/certificates.ts'

const proxyOf = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), environment)?.href ?? null

describe('I3: which proxy a registry is asked through', () => {
  const both = { HTTPS_PROXY: 'http://proxy.corp:3128', HTTP_PROXY: 'http://plain.corp:3128' }

  test('I3: by the scheme of the address, lower case first, without a scheme as HTTP', () => {
    expect(proxyOf('https://mcr.microsoft.com/v2/', both)).toBe('http://proxy.corp:3128/')
    expect(proxyOf('http://registry.test:5000/v2/', both)).toBe('http://plain.corp:3128/')
    expect(proxyOf('https://mcr.microsoft.com/', { ...both, https_proxy: 'other.corp:8080' })).toBe(
      'http://other.corp:8080/',
    )
    expect(proxyOf('https://mcr.microsoft.com/', { HTTP_PROXY: 'http://plain.corp:3128' })).toBeNull()
    expect(proxyOf('https://mcr.microsoft.com/', {})).toBeNull()
  })

  test('I3: never to this machine itself', () => {
    for (const host of ['localhost', '127.0.0.1:5000', '127.8.8.8', '[::1]:5000']) {
      expect(proxyOf(`https://${host}/v2/`, both), host).toBeNull()
    }
  })

  test.each([
    ['*', 'mcr.microsoft.com', true],
    ['corp.test', 'corp.test', true],
    ['corp.test', 'registry.corp.test', true],
    ['corp.test', 'notcorp.test', false],
    ['.corp.test', 'registry.corp.test', true],
    ['.corp.test', 'corp.test', false],
    ['*.corp.test', 'registry.corp.test', true],
    ['a.test, corp.test', 'corp.test', true],
    ['CORP.test', 'corp.TEST', true],
    ['corp.test:5000', 'corp.test:5000', true],
    ['corp.test:5000', 'corp.test', false],
    ['corp.test:443', 'corp.test', true],
    ['10.1.2.3', '10.1.2.3:5000', true],
    ['10.1.2.3', '110.1.2.3', false],
    ['10.1.0.0/16', '10.1.200.3', true],
    ['10.1.0.0/16', '10.2.200.3', false],
    ['10.1.0.0/99', '10.1.0.1', false],
    ['fd00::/8', '[fd12::1]:5000', true],
    ['[fd12::1]', '[fd12::1]:5000', true],
    ['', 'corp.test', false],
  ])('I3: NO_PROXY=%s, asked for %s', (list, host, direct) => {
    expect(proxyOf(`https://${host}/v2/`, { ...both, NO_PROXY: list }) === null).toBe(direct)
  })

  test('C6: a proxy that is none is refused without its password', () => {
    expect(() => proxyOf('https://a.test/', { HTTPS_PROXY: 'socks5://user:secret@proxy:1080' })).toThrow(
      'HTTPS_PROXY names a socks5: proxy; only HTTP ones are used',
    )
    expect(() => proxyOf('https://a.test/', { HTTPS_PROXY: 'http://user:secret@:::' })).toThrow(
      /^HTTPS_PROXY is not an address$/,
    )
  })
})

describe('I3: a registry behind a real proxy', () => {
  const servers: NetServer[] = []
  const tunnels: Duplex[] = []
  let certificates: Certificates
  let seen: string[] = []
  let refuse = 0
  let proxy = ''

  const listen = async (server: Server) => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    servers.push(server)
    return (server.address() as AddressInfo).port
  }
  /** Every name is this machine, as a proxy with names of its own sees it. */
  const startProxy = async () => {
    const server = createServer((incoming, outgoing) => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization'] ?? '-'}`)
      if (refuse) return void outgoing.writeHead(refuse).end('<h1>no</h1>')
      const to = new URL(incoming.url ?? '')
      const call = request({ host: '127.0.0.1', port: to.port, path: to.pathname, headers: incoming.headers })
      call.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      })
      call.on('error', () => outgoing.destroy())
      call.end()
    })
    server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
      seen.push(`CONNECT ${incoming.url} ${incoming.headers['proxy-authorization'] ?? '-'}`)
      if (refuse) return void socket.end(`HTTP/1.1 ${refuse} Refused\r\n\r\n`)
      const to = connect(Number(incoming.url?.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        to.pipe(socket).pipe(to)
      })
      to.on('error', () => socket.destroy())
      socket.on('error', () => to.destroy())
      tunnels.push(to, socket)
    })
    return listen(server)
  }
  const answer = JSON.stringify({ repositories: ['team/app'] })
  const client = (endpoints: string[]) =>
    new RegistryClient(endpoints, { login: null, problem: null }, new AbortController().signal)
  const ask = (endpoint: string) => client([endpoint]).get('/v2/_catalog', { limit: 1000 })

  beforeEach(async () => {
    seen = []
    refuse = 0
    certificates = await makeCertificates()
    proxy = `127.0.0.1:${await startProxy()}`
    vi.stubEnv('HTTPS_PROXY', `http://user:pass%40word@${proxy}`)
    vi.stubEnv('HTTP_PROXY', `http://${proxy}`)
    for (const name of ['https_proxy', 'http_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, '')
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    certificates.remove()
    for (const tunnel of tunnels.splice(0)) tunnel.destroy()
    for (const server of servers.splice(0)) {
      if ('closeAllConnections' in server) (server as Server).closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  })

  test('I3: plain HTTP is asked by the proxy, redirections and all', async () => {
    const port = await listen(
      createServer((incoming, outgoing) => {
        if (incoming.url === '/v2/_catalog') return void outgoing.writeHead(307, { location: '/v2/elsewhere' }).end()
        outgoing.end(answer)
      }),
    )
    const got = await ask(`http://registry.test:${port}`)
    expect(got.text).toBe(answer)
    expect(seen).toEqual([
      `GET http://registry.test:${port}/v2/_catalog -`,
      `GET http://registry.test:${port}/v2/elsewhere -`,
    ])
  })

  test('I3: HTTPS goes in a tunnel, with the login of the proxy; its certificate is checked all the same', async () => {
    const { cert, key } = certificates.server
    const port = await listen(createSecureServer({ cert, key }, (_, outgoing) => outgoing.end(answer)))
    await expect(ask(`https://registry.test:${port}`)).rejects.toMatchObject({
      explained: { code: 'registry-certificate' },
    })
    const login = Buffer.from('user:pass@word').toString('base64')
    expect(seen).toEqual([`CONNECT registry.test:${port} Basic ${login}`])
    // As if its authority were known here: only the start of a process can name one.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    expect((await ask(`https://registry.test:${port}`)).text).toBe(answer)
  })

  test.each([407, 403, 502])(
    'I3: a proxy that answers %i is named, not the registry; no password is told',
    async (status) => {
      refuse = status
      for (const endpoint of ['https://registry.test:5000', ...(status === 407 ? ['http://registry.test:5000'] : [])]) {
        const error = await ask(endpoint).catch((failure: unknown) => failure)
        expect(error, endpoint).toMatchObject({ explained: { code: 'registry-proxy' } })
        const told = JSON.stringify((error as { explained: unknown }).explained)
        expect(told).toContain(proxy)
        expect(told).toContain(String(status))
        expect(told).not.toMatch(/pass|word@/)
      }
    },
  )

  test('I3: NO_PROXY leaves the proxy out, and a proxy that is away is told as no route', async () => {
    vi.stubEnv('NO_PROXY', 'registry.invalid')
    await expect(ask('https://registry.invalid')).rejects.toMatchObject({ explained: { code: 'registry-unreachable' } })
    expect(seen).toEqual([])
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9')
    await expect(ask('https://registry.test')).rejects.toMatchObject({
      explained: { code: 'registry-unreachable', remedy: expect.stringContaining('HTTPS_PROXY') },
    })
  })

  test('I3: a request through a proxy ends when its caller gives up', async () => {
    const port = await listen(createServer(() => {}))
    const abort = new AbortController()
    const waiting = new RegistryClient([`http://registry.test:${port}`], { login: null, problem: null }, abort.signal)
    const asked = waiting.get('/v2/', { limit: 1000 })
    setTimeout(() => abort.abort(), 100)
    await expect(asked).rejects.toThrow(/abort/i)
  })
})
