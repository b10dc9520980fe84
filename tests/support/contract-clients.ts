import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import WebSocket from 'ws'
import type { PageContext } from '../../main/api/context.ts'
import { createRouter } from '../../main/api/router.ts'
import type { MenuCommands } from '../../main/window/menu-commands.ts'
import type { Contract } from '../../preload/contract/index.ts'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../preload/transport.ts'
import type { RunningDoor } from './door-server.ts'

export type ContractClient = ContractRouterClient<Contract>
/** A page's client over one transport; `leave` is what happens when the page goes. */
export interface ConnectedClient {
  client: ContractClient
  leave(): void
}

/** The window's way: oRPC's MessagePort adapter, here over Node's own ports. */
export function connectByPort(running: RunningDoor, menu: MenuCommands): ConnectedClient {
  const { port1, port2 } = new MessageChannel()
  const context: PageContext = {
    door: 'window',
    allowsHostShell: true,
    allowsHostChanges: true,
    openLink: async () => {},
    menuCommands: (signal) => menu.watch(signal),
  }
  new RPCHandler<PageContext>(createRouter(running.services)).upgrade(port1, { context })
  port1.start()
  port2.start()
  return { client: createORPCClient(new PortLink({ port: port2 })), leave: () => port2.close() }
}

/** The browser's way: a WebSocket through the real door. */
export async function connectBySocket(running: RunningDoor): Promise<ConnectedClient> {
  const session = await running.makeSession()
  const { origin } = running.door
  const address = origin.replace('http', 'ws') + SOCKET_PATHS.calls
  const socket = new WebSocket(address, [SOCKET_PROTOCOL, session], { headers: { origin } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  // ws's events are the browser's in shape; only its types differ.
  const websocket = socket as unknown as globalThis.WebSocket
  return { client: createORPCClient(new SocketLink({ websocket })), leave: () => socket.terminate() }
}
