import { randomUUID, sign, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Certificates } from './certificates.ts'
import { REGISTRY_USER } from './registry.ts'

/** What one scope grants to a user (empty: nobody signed in), e.g. `pull`. */
export type Grant = (scope: { type: string; name: string }, user: string) => string[]

/** A token service as distribution's token specification has it; its tokens are signed by the test CA's server. */
export type TokenService = {
  realm: string
  service: string
  issuer: string
  /** Each question: `user scope`, `-` for nobody. */
  asked: string[]
  stop: () => Promise<void>
}

/** Starts a service that gives tokens to everybody, for what `grant` allows. */
export async function startTokenService(certificates: Certificates, grant: Grant): Promise<TokenService> {
  const asked: string[] = []
  const [issuer, service] = ['slipway-test-issuer', 'slipway-test-registry']
  const { cert, key } = certificates.server
  const chain = [new X509Certificate(cert).raw.toString('base64')]
  const server = createServer((request, response) => {
    const at = new URL(request.url ?? '', 'http://service')
    const login = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
    if (login && login !== `${REGISTRY_USER.name}:${REGISTRY_USER.password}`) return void response.writeHead(401).end()
    const [user = ''] = login.split(':')
    asked.push(`${user || '-'} ${at.searchParams.get('scope') ?? ''}`)
    const [type = '', ...rest] = (at.searchParams.get('scope') ?? '').split(':')
    const name = rest.slice(0, -1).join(':')
    const now = Math.floor(Date.now() / 1000)
    const token = jwt(chain, key, {
      iss: issuer,
      sub: user,
      aud: service,
      exp: now + 300,
      nbf: now - 30,
      iat: now,
      jti: randomUUID(),
      access: [{ type, name, actions: grant({ type, name }, user) }],
    })
    response.end(JSON.stringify({ token }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    service,
    issuer,
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function jwt(chain: string[], key: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = `${part({ typ: 'JWT', alg: 'ES256', x5c: chain })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(head), { key, dsaEncoding: 'ieee-p1363' })
  return `${head}.${signature.toString('base64url')}`
}
