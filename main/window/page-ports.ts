import { RPCHandler } from '@orpc/server/message-port'
import { MessageChannelMain, type WebContents } from 'electron'
import { CONNECT_MESSAGE } from '../../preload/transport.ts'
import type { PageContext } from '../api/context.ts'
import type { createRouter } from '../api/router.ts'
import type { Channels } from '../channels.ts'
import { isOurPage } from './origin.ts'

/**
 * Gives the page its two ports after each load. Only the main frame of our own origin is ever handed any: there is no
 * ipcMain handler that another frame could call. Ports of the page before are closed, which ends its subscriptions.
 */
export function connectPage(
  contents: WebContents,
  router: ReturnType<typeof createRouter>,
  context: PageContext,
  channels: Channels,
  origin: string,
): void {
  const handler = new RPCHandler<PageContext>(router)
  let disconnect: () => void = () => {}
  contents.on('did-finish-load', () => {
    disconnect()
    disconnect = () => {}
    const { mainFrame } = contents
    if (!isOurPage(mainFrame.url, origin)) return
    const calls = new MessageChannelMain()
    const bytes = new MessageChannelMain()
    handler.upgrade(calls.port1, { context })
    const peer = channels.connect({ send: (frame) => bytes.port1.postMessage(frame) })
    bytes.port1.on('message', ({ data }) => {
      if (data instanceof Uint8Array) peer.receive(data)
    })
    bytes.port1.on('close', () => peer.close())
    calls.port1.start()
    bytes.port1.start()
    mainFrame.postMessage(CONNECT_MESSAGE, null, [calls.port2, bytes.port2])
    disconnect = () => {
      calls.port1.close()
      bytes.port1.close()
      peer.close()
    }
  })
  contents.on('render-process-gone', () => disconnect())
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) disconnect()
  })
  contents.on('destroyed', () => disconnect())
}
