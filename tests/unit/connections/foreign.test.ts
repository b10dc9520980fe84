import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { dial } from '../../../main/connections/dial.ts'
import { parseEndpoint } from '../../../main/connections/endpoint.ts'
import { HostKeys } from '../../../main/connections/ssh/host-keys.ts'
import { explain } from '../../../main/explain/explain.ts'
import type { Explained } from '../../../preload/contract/explained.ts'

const around = { env: {}, home: '/nonexistent', platform: 'linux' as const }
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listening(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

/** Dials; the failure, or null where it connects. */
async function dialled(url: string): Promise<Explained | null> {
  try {
    const connection = await dial(
      { endpoint: parseEndpoint(url), tls: null, ssh: null },
      {
        ...around,
        credentials: async () => ({ key: null, keyPassphrase: null, password: null }),
        hostKeys: new HostKeys(around),
        machine: 'm',
        signal: AbortSignal.timeout(5000),
      },
    )
    connection.close()
    return null
  } catch (error) {
    return explain(error, { machine: 'm' })
  }
}

const web = (answer: RequestListener) => listening(createServer(answer)).then(dialled)
const says = (status: number, type: string, body: string) => (_: unknown, response: ServerResponse) =>
  response.writeHead(status, { 'content-type': type }).end(body)

describe('C7: what answers is no engine', () => {
  it('C7: a redirect is not followed, and its failure does not end the program', async () => {
    let followed = 0
    const other = await listening(createServer((_, response) => response.end(String(followed++))))
    for (const location of [other.replace('tcp', 'http'), 'https://no-such-host.invalid/', 'ftp://x/', 'no address']) {
      const failure = await web((_, response) => response.writeHead(301, { location }).end())
      expect(failure, location).toMatchObject({ code: 'not-an-engine', cause: expect.stringContaining('status 301') })
    }
    // An unhandled failure of a second request would come now, and fail this file.
    await new Promise((done) => setTimeout(done, 200))
    expect(followed).toBe(0)
  })

  it.each([
    ['a page', says(200, 'text/html', '<html>It works</html>')],
    ['other JSON', says(200, 'application/json', '{"a":1}')],
    ['null', says(200, 'application/json', 'null')],
    ['a list', says(200, 'application/json', '[]')],
    ['a page that is missing', says(404, 'text/html', '<html>404</html>')],
    ['a sign-in', says(401, 'text/html', '')],
  ])('C7: %s is told from an engine', async (_, answer) => {
    expect(await web(answer)).toMatchObject({
      code: 'not-an-engine',
      action: { kind: 'edit-connection', machine: 'm' },
    })
  })

  it('C7: what is not HTTP is told from TLS', async () => {
    const banner = (text: string) => listening(createSocketServer((socket) => socket.end(text, 'latin1'))).then(dialled)
    expect((await banner('SSH-2.0-OpenSSH_9.2\r\n'))?.code).toBe('not-an-engine')
    expect((await banner('\x15\x03\x01\x00\x02\x02\x16'))?.code).toBe('plain-to-tls')
  })

  it('C7: an engine’s own words stand, and a proxy’s page is not shown as if they were', async () => {
    const refusal = says(403, 'application/json', '{"message":"authorization denied by plugin x"}')
    expect((await web(refusal))?.message).toBe('Authorization denied by plugin x')
    const tls = says(400, 'text/plain', 'Client sent an HTTP request to an HTTPS server.\n')
    expect((await web(tls))?.code).toBe('plain-to-tls')
    expect(await web(says(502, 'text/html', '<html>Bad gateway</html>'))).toMatchObject({
      code: 'engine-error',
      message: 'The engine answered with status 502.',
    })
    expect(await web(says(200, 'application/json', '{"Version":"29.0.0","ApiVersion":"1.52"}'))).toBeNull()
  })
})
