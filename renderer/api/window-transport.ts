import { RPCLink } from '@orpc/client/message-port'
import { CONNECT_MESSAGE } from '../../preload/transport.ts'
import type { ChannelPort, Connection } from './connection.ts'

/** The window door: two ports that the preload script hands over once the page says that it listens. */
export function dialWindow(): Promise<Connection> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      const [calls, bytes] = event.ports
      if (event.source !== window || event.data !== CONNECT_MESSAGE || !calls || !bytes) return
      window.removeEventListener('message', listen)
      const channels: ChannelPort = {
        send: (frame) => bytes.postMessage(frame),
        onFrame: null,
      }
      bytes.addEventListener('message', (frame: MessageEvent<unknown>) => {
        if (frame.data instanceof Uint8Array) channels.onFrame?.(frame.data as Uint8Array<ArrayBuffer>)
        else if (frame.data instanceof ArrayBuffer) channels.onFrame?.(new Uint8Array(frame.data))
      })
      // Chrome tells of a closed port since 122; before that main's end ends the window too.
      const closed = new Promise<void>((gone) => {
        calls.addEventListener('close', () => gone())
        bytes.addEventListener('close', () => gone())
      })
      const link = new RPCLink({ port: calls })
      calls.start()
      bytes.start()
      resolve({ calls: link, channels, closed })
    }
    window.addEventListener('message', listen)
    window.postMessage(`${CONNECT_MESSAGE}:ready`, window.location.origin)
  })
}
