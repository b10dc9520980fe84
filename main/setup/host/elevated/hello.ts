import { timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'

/** Characters that a first line may have, beyond which nobody is listened to. */
const longest = 4096
/** Milliseconds from the connection to the end of the first line. */
const patience = 10_000

/** Whether the first line of a connection is the helper's: `{"hello":"NONCE"}`. What follows it stays to be read. */
export function saysHello(socket: Socket, nonce: string): Promise<boolean> {
  return new Promise((done) => {
    let heard = Buffer.alloc(0)
    const timer = setTimeout(() => answer(false), patience)
    const answer = (known: boolean) => {
      clearTimeout(timer)
      socket.off('data', listen)
      socket.off('close', gone)
      done(known)
    }
    const gone = () => answer(false)
    const listen = (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes])
      const end = heard.indexOf('\n')
      if (end < 0 && heard.length <= longest) return
      const known = end >= 0 && isSame(heard.subarray(0, end).toString('ascii').trim(), `{"hello":"${nonce}"}`)
      if (known) {
        // It flows again as soon as the link reads it.
        socket.pause()
        if (heard.length > end + 1) socket.unshift(heard.subarray(end + 1))
      }
      answer(known)
    }
    socket.on('data', listen)
    socket.once('close', gone)
  })
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
