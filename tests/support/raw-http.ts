import { connect, type Socket } from 'node:net'
import { waitFor } from './wait-for.ts'

/** A connection on which bytes are sent as they are. */
export interface RawHttp {
  readonly socket: Socket
  send(text: string | Uint8Array): void
  /** All that came so far, one character a byte. */
  seen(): string
  /** Waits until what came has this text. */
  until(text: string): Promise<string>
  /** Waits until the other side ended; what came. */
  ended(): Promise<string>
  close(): void
}

export function rawHttp(path: string): RawHttp {
  const socket = connect({ path, allowHalfOpen: true })
  let seen = ''
  let over = false
  socket.on('data', (bytes: Buffer) => {
    seen += bytes.toString('latin1')
  })
  socket.on('end', () => {
    over = true
  })
  socket.on('close', () => {
    over = true
  })
  socket.on('error', () => undefined)
  return {
    socket,
    send: (text) => void socket.write(text),
    seen: () => seen,
    until: (text) => waitFor(JSON.stringify(text), () => seen.includes(text) && seen, 8),
    ended: () =>
      new Promise((done, fail) => {
        const settle = () => {
          clearTimeout(timer)
          socket.off('end', settle).off('close', settle)
          done(seen || ' ')
        }
        const timer = setTimeout(
          () => fail(new Error(`the connection did not end; it said ${seen.slice(0, 300)}`)),
          8000,
        )
        if (over) settle()
        else socket.on('end', settle).on('close', settle)
      }),
    close: () => socket.destroy(),
  }
}
