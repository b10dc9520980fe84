import http, { type ClientRequest } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SshTunnel } from './ssh/tunnel.ts'

/** An address that does not answer is given up after this; milliseconds. */
export const connectDeadline = 10_000

/** What Node calls to get a request's connection; not in its type declarations. */
type Connect = (options: object, callback: (error: Error | null, stream?: Duplex) => void) => Socket | undefined
type Connecting = { createConnection: Connect; addRequest(request: ClientRequest, ...more: unknown[]): void }

/** For pipe, socket and plain TCP. Each request has its own connection: a kept one may be stale after a restart. */
export function plainAgent(): http.Agent {
  return withDeadline(withoutRedirects(new http.Agent({ keepAlive: false })), 'connect')
}

/** For TLS; connections are kept for a moment, because a handshake costs more than a request. */
export function tlsAgent(options: https.AgentOptions): https.Agent {
  const agent = new https.Agent({ ...options, keepAlive: true, timeout: 0, maxFreeSockets: 4 })
  return withDeadline(withoutRedirects(agent), 'secureConnect')
}

/** For SSH: each connection is a channel of the tunnel, kept for further requests. */
export function sshAgent(tunnel: SshTunnel): http.Agent {
  const agent = withoutRedirects(new http.Agent({ keepAlive: true, maxFreeSockets: 3 }))
  const connect: Connect = (_, callback) => {
    tunnel.channel().then(
      (stream) => callback(null, stream),
      (error: Error) => callback(error),
    )
    return undefined
  }
  return Object.assign(agent, { createConnection: connect })
}

/**
 * Engines never redirect; what does so is another server. docker-modem would follow it to any address, without the
 * agent's TLS, and a failure of that second request reaches nobody: it ends the program. So the answer loses its
 * location before docker-modem looks for one, and stands as the failure that it is.
 */
function withoutRedirects<A extends http.Agent>(agent: A): A {
  const target = agent as A & Connecting
  const add = target.addRequest.bind(agent)
  target.addRequest = (request, ...more) => {
    request.prependListener('response', ({ headers }) => {
      delete headers.location
    })
    add(request, ...more)
  }
  return target
}

function withDeadline<A extends http.Agent>(agent: A, event: 'connect' | 'secureConnect'): A {
  const target = agent as A & Connecting
  const connect = target.createConnection.bind(agent)
  target.createConnection = (options, callback) => {
    const socket = connect(options, callback)
    if (!socket) return socket
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT', syscall: 'connect' }))
    }, connectDeadline)
    socket.once(event, () => {
      clearTimeout(timer)
      // A link that dies in silence is noticed by the system's own probes.
      socket.setKeepAlive(true, 15_000)
    })
    socket.once('close', () => clearTimeout(timer))
    return socket
  }
  return target
}
