import type { X509Certificate } from 'node:crypto'
import { createServer, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { certificateNames, hostIsOurs, SECURITY_HEADERS } from '../../main/serve/guards.ts'
import { Sessions } from '../../main/serve/sessions.ts'
import { serve } from '../../main/serve.ts'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../preload/transport.ts'
import { makeCertificates } from '../support/certificates.ts'
import { type RunningDoor, startDoor } from '../support/door-server.ts'

let running: RunningDoor
beforeAll(async () => {
  running = await startDoor()
})
afterAll(() => running.close())

interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** A request with exactly these headers: fetch would not let us lie about Host and Origin. */
function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: running.port, path, method, headers, setHost: !('host' in headers) },
      (response) => {
        let text = ''
        response.on('data', (part) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Opens a socket; answers 'open' or the status that refused it. */
function dial(path: string, protocols: string[], headers: Record<string, string>): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${running.port}${path}`, protocols, { headers })
    socket.on('open', () => {
      socket.close()
      resolve('open')
    })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}

const ours = () => ({ host: `127.0.0.1:${running.port}`, origin: `http://127.0.0.1:${running.port}` })
const freshToken = () => new URL(running.door.makeAddress()).hash.slice('#token='.length)

describe('X2: the browser door serves its page', () => {
  it('answers the page with every security header', async () => {
    const { status, headers, body } = await ask('/')
    expect(status).toBe(200)
    expect(body).toContain('the page')
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers[name]).toBe(value)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('answers by the names localhost and ::1 too', async () => {
    expect((await ask('/', { host: `localhost:${running.port}` })).status).toBe(200)
    expect((await ask('/', { host: `[::1]:${running.port}` })).status).toBe(200)
  })

  it.each(['/../secret.json', '/..%2fsecret.json', '/%2e%2e/secret.json', '/..\\secret.json', '/%00', '/assets'])(
    'finds nothing outside its folder: %s',
    async (path) => expect((await ask(path)).status).toBe(404),
  )

  it('refuses other methods', async () => expect((await ask('/', {}, 'PUT')).status).toBe(405))
})

describe('X2: DNS rebinding', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '',
    'localhost.evil.example:80',
    '0x7f.1:80',
  ])('refuses the Host %j', async (host) => {
    const answer = await ask('/', { host: host.replace(':80', `:${running.port}`) })
    expect([400, 421]).toContain(answer.status)
    expect(answer.body).not.toContain('the page')
  })

  it('refuses a token by a foreign Host, and the token stays good', async () => {
    const token = freshToken()
    const foreign = `evil.example:${running.port}`
    const headers = { host: foreign, origin: `http://${foreign}` }
    expect((await ask('/session', headers, 'POST', JSON.stringify({ token }))).status).toBe(421)
    expect((await ask('/session', ours(), 'POST', JSON.stringify({ token }))).status).toBe(200)
  })

  it('refuses a socket by a foreign Host', async () => {
    const session = await running.makeSession()
    const foreign = `evil.example:${running.port}`
    const status = await dial(SOCKET_PATHS.calls, [SOCKET_PROTOCOL, session], {
      host: foreign,
      origin: `http://${foreign}`,
    })
    expect(status).toBe(403)
  })
})

describe('X2: foreign origins', () => {
  const foreign = () => [
    'http://evil.example',
    'null',
    `http://127.0.0.1:${running.port + 1}`,
    `https://127.0.0.1:${running.port}`,
    `http://localhost:${running.port}`,
  ]

  it('refuses a token from each foreign origin and from none', async () => {
    const token = freshToken()
    for (const origin of foreign()) {
      const answer = await ask('/session', { ...ours(), origin }, 'POST', JSON.stringify({ token }))
      expect([origin, answer.status]).toEqual([origin, 403])
    }
    expect((await ask('/session', { host: ours().host }, 'POST', JSON.stringify({ token }))).status).toBe(403)
    expect((await ask('/session', ours(), 'POST', JSON.stringify({ token }))).status).toBe(200)
  })

  it('refuses a socket from each foreign origin, with a good session', async () => {
    const session = await running.makeSession()
    for (const origin of foreign()) {
      expect(await dial(SOCKET_PATHS.channels, [SOCKET_PROTOCOL, session], { origin })).toBe(403)
    }
    expect(await dial(SOCKET_PATHS.channels, [SOCKET_PROTOCOL, session], { origin: ours().origin })).toBe('open')
  })

  it('refuses a sub-resource that another site asks for, lets a followed link through', async () => {
    const site = { ...ours(), 'sec-fetch-site': 'cross-site' }
    expect((await ask('/', { ...site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' })).status).toBe(403)
    expect((await ask('/', { ...site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).status).toBe(403)
    expect((await ask('/', { ...site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200)
  })
})

describe('X2: one-time tokens and sessions', () => {
  it('takes a token once only', async () => {
    const body = JSON.stringify({ token: freshToken() })
    expect((await ask('/session', ours(), 'POST', body)).status).toBe(200)
    expect((await ask('/session', ours(), 'POST', body)).status).toBe(401)
  })

  it('refuses a body that is no token, and one that is too long', async () => {
    expect((await ask('/session', ours(), 'POST', 'no json')).status).toBe(401)
    expect((await ask('/session', ours(), 'POST', 'x'.repeat(5000))).status).toBe(413)
  })

  it('refuses sockets without, and with a made-up session', async () => {
    const { origin } = ours()
    expect(await dial(SOCKET_PATHS.calls, [SOCKET_PROTOCOL], { origin })).toBe(401)
    expect(await dial(SOCKET_PATHS.calls, [SOCKET_PROTOCOL, 'made-up'], { origin })).toBe(401)
    expect(await dial('/socket/other', [SOCKET_PROTOCOL, await running.makeSession()], { origin })).toBe(404)
  })

  it('refuses an upload without a session', async () => {
    expect((await ask('/page-files/anything', ours(), 'POST', 'bytes')).status).toBe(401)
  })

  it('closes the exchange after five wrong tokens, also for a right one, and opens it again', () => {
    let now = 1_000_000
    const sessions = new Sessions(() => now)
    const good = sessions.makeToken()
    for (let at = 0; at < 5; at += 1) expect(sessions.exchange('wrong')).toEqual({ ok: false, reason: 'wrong' })
    expect(sessions.exchange(good)).toEqual({ ok: false, reason: 'too-many' })
    now += 60_000
    const result = sessions.exchange(good)
    expect(result.ok && sessions.knows(result.session)).toBe(true)
  })

  it('lets a token lapse after ten minutes', () => {
    let now = 0
    const sessions = new Sessions(() => now)
    const token = sessions.makeToken()
    now = 10 * 60_000 + 1
    expect(sessions.exchange(token)).toEqual({ ok: false, reason: 'wrong' })
  })

  it('answers 429 with Retry-After over HTTP', async () => {
    const door = await startDoor()
    try {
      const body = JSON.stringify({ token: 'wrong' })
      const post = () =>
        fetch(`${door.door.origin}/session`, { method: 'POST', headers: { origin: door.door.origin }, body })
      const statuses: number[] = []
      for (let at = 0; at < 6; at += 1) statuses.push((await post()).status)
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
      expect((await post()).headers.get('retry-after')).toBe('60')
    } finally {
      await door.close()
    }
  })

  it('hands nothing to a second local server: no cookie, and its origin is refused', async () => {
    const second = createServer((_request, response) => response.end('second')).listen(0, '127.0.0.1')
    await new Promise((resolve) => second.once('listening', resolve))
    const address = second.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      const session = await running.makeSession()
      const exchanged = await ask('/session', ours(), 'POST', JSON.stringify({ token: freshToken() }))
      expect(exchanged.headers['set-cookie']).toBeUndefined()
      const status = await dial(SOCKET_PATHS.calls, [SOCKET_PROTOCOL, session], { origin: `http://127.0.0.1:${port}` })
      expect(status).toBe(403)
    } finally {
      second.close()
    }
  })
})

describe('X2: beyond loopback', () => {
  it.each(['0.0.0.0', '192.0.2.1', 'host.example'])('refuses %s without TLS', async (host) => {
    const options = { host, port: 0, tls: null, pages: '/nowhere', allowsHostShell: false, allowsHostChanges: false }
    await expect(serve(running.services, options)).rejects.toMatchObject({ explained: { code: 'tls-required' } })
  })
})

// An error without a listener would be an uncaught exception, which fails this file and ends the program.
describe('X2: what a hostile client does to a socket ends that socket only', () => {
  const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

  it.each([0, 1, 5])('a refused upgrade that is reset after %s ms', async (after) => {
    const socket = connect(running.port, '127.0.0.1').on('error', () => undefined)
    const lines = ['GET /socket/calls HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket', '', '']
    await new Promise((done) => socket.once('connect', done))
    socket.write(lines.join('\r\n'))
    if (after > 0) await pause(after)
    socket.resetAndDestroy()
    await pause(50)
    expect((await ask('/')).status).toBe(200)
  })

  it.each(Object.values(SOCKET_PATHS))('a frame that is too long, and bytes that are none, on %s', async (path) => {
    const session = await running.makeSession()
    const codes: number[] = []
    for (const hostile of ['long', 'none'] as const) {
      const url = `ws://127.0.0.1:${running.port}${path}`
      const socket = new WebSocket(url, [SOCKET_PROTOCOL, session], { headers: ours() })
      socket.on('error', () => undefined)
      await new Promise((done) => socket.once('open', done))
      const closed = new Promise<number>((done) => socket.once('close', done))
      if (hostile === 'long') socket.send(Buffer.alloc(3 * 1024 * 1024))
      else (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(Buffer.from([0xff, 0xff, 0xff]))
      codes.push(await closed)
    }
    expect(codes.every((code) => code > 1000)).toBe(true)
    expect(await dial(path, [SOCKET_PROTOCOL, session], ours())).toBe('open')
  })
})

describe('X2: beyond loopback the certificate says by which names the door is reached', () => {
  const names = (subjectAltName: string) => certificateNames({ subjectAltName } as X509Certificate)
  const certified = names('DNS:Win1.Corp.Example, DNS:*.lab.example, IP Address:FD00:0:0:0:0:0:0:7')
  const door = { port: 8443, tls: true, names: new Set(certified) }

  it.each([
    'win1.corp.example:8443',
    'WIN1.corp.example:8443',
    'a.lab.example:8443',
    '[fd00::7]:8443',
    '[FD00:0::7]:8443',
  ])('X2: %s is ours', (host) => expect(hostIsOurs(host, door)).toBe(true))
  it.each([
    'lab.example:8443',
    'a.b.lab.example:8443',
    'corp.example:8443',
    '*.evil:8443',
    '1.0.0.7:8443',
    'win1.corp.example',
  ])('X2: %s is not', (host) => expect(hostIsOurs(host, door)).toBe(false))

  it('X2: on every address, the address to open is one that the certificate names', async () => {
    const made = await makeCertificates()
    const tls = {
      cert: Buffer.from(made.server.cert),
      key: Buffer.from(made.server.key),
      names: ['*.lab.example', 'localhost'],
    }
    const open = await startDoor({ host: '0.0.0.0', tls })
    try {
      expect(open.door.makeAddress()).toMatch(/^https:\/\/localhost:\d+\/#token=/)
    } finally {
      await open.close()
      made.remove()
    }
  })
})
