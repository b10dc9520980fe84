import type { IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

const server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024, perMessageDeflate: false })

/** Answers a WebSocket's handshake on a connection that was taken over; its messages are the stream. */
export function webSocketStream(request: IncomingMessage, socket: Duplex, binary: boolean): Promise<Duplex> {
  return new Promise((done, fail) => {
    socket.once('close', () => fail(new Error('the client went away')))
    server.handleUpgrade(request, socket, Buffer.alloc(0), (client) => done(streamOf(client, binary)))
  })
}

function streamOf(client: WebSocket, binary: boolean): Duplex {
  const duplex = new Duplex({
    read: () => client.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      if (client.readyState !== client.OPEN) done()
      else client.send(binary ? chunk : chunk.toString(), { binary }, () => done())
    },
    final: (done) => {
      client.close()
      done()
    },
    destroy: (error, done) => {
      client.terminate()
      done(error)
    },
  })
  client.on('message', (data: Buffer) => {
    if (!duplex.push(data)) client.pause()
  })
  client.on('close', () => {
    duplex.push(null)
    duplex.destroy()
  })
  client.on('error', () => client.terminate())
  return duplex
}
