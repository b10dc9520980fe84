import { RPCLink } from '@orpc/client/websocket'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../preload/transport.ts'
import type { ChannelPort, Connection } from './connection.ts'
import { forgetSession, openSession } from './session.ts'

/** A socket that never opens is given up after this time. */
const OPEN_WITHIN_MS = 15_000

function openSocket(path: string, session: string): Promise<WebSocket> {
  const address = new URL(path, location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  address.hash = ''
  const socket = new WebSocket(address, [SOCKET_PROTOCOL, session])
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.close(), OPEN_WITHIN_MS)
    socket.addEventListener('open', () => {
      clearTimeout(timer)
      resolve(socket)
    })
    socket.addEventListener('close', () => {
      clearTimeout(timer)
      reject(new Error('The socket did not open.'))
    })
  })
}

/** A refused upgrade and an absent server look alike to a page; whether the server still gives out its page tells. */
async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

let refusals = 0

/** The browser door: two WebSockets with the session as second subprotocol. */
export async function dialBrowser(): Promise<Connection> {
  const session = await openSession()
  let sockets: WebSocket[]
  try {
    sockets = await Promise.all([openSocket(SOCKET_PATHS.calls, session), openSocket(SOCKET_PATHS.channels, session)])
  } catch (error) {
    refusals = (await serverAnswers()) ? refusals + 1 : 0
    // Twice, because a server that is just starting may answer pages before sockets.
    if (refusals >= 2) throw forgetSession()
    throw error
  }
  refusals = 0
  const [calls, bytes] = sockets
  if (!calls || !bytes) throw new Error('unreachable')
  const channels: ChannelPort = {
    send: (frame) => {
      if (bytes.readyState === WebSocket.OPEN) bytes.send(frame)
    },
    onFrame: null,
  }
  bytes.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data instanceof ArrayBuffer) channels.onFrame?.(new Uint8Array(event.data))
  })
  const closed = new Promise<void>((resolve) => {
    for (const socket of sockets)
      socket.addEventListener('close', () => {
        // One without the other is of no use.
        for (const each of sockets) each.close()
        resolve()
      })
  })
  return { calls: new RPCLink({ websocket: calls }), channels, closed }
}
