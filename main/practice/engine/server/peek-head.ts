import type { Socket } from 'node:net'
import { PLAIN_HIJACK } from './http-answer.ts'

/** Go takes heads up to 1 MB plus slack; Node's own default of 16 KB would be too little. */
export const MAX_HEAD = 1024 * 1024
/** Milliseconds for a head to come. */
const HEAD_TIMEOUT = 60_000

const HIJACKED = /^POST \/(?:v[\d.]+\/)?(?:containers\/[^/ ]+\/attach|exec\/[^/ ]+\/start)(?:\?[^ ]*)? HTTP\/1\.1\r\n/

/**
 * Looks at the first head of a connection before Node's parser does. An attach or exec start without an upgrade is
 * still taken over by the engine (200 and raw bytes); Node lets go of a connection only for an upgrade, so one is written
 * into the head, marked as not the client's.
 */
export function peekHead(socket: Socket, pass: (socket: Socket) => void): void {
  let seen: Buffer[] = []
  let size = 0
  const timer = setTimeout(() => socket.destroy(), HEAD_TIMEOUT)
  timer.unref()
  const settle = () => {
    clearTimeout(timer)
    socket.off('data', look).off('end', ended).off('close', closed)
  }
  const hand = (bytes: Buffer) => {
    settle()
    socket.pause()
    pass(socket)
    socket.unshift(bytes)
    socket.resume()
  }
  const look = (chunk: Buffer) => {
    seen.push(chunk)
    size += chunk.length
    const bytes = seen.length === 1 ? chunk : Buffer.concat(seen)
    seen = [bytes]
    const end = bytes.indexOf('\r\n\r\n')
    if (end >= 0) hand(rewrite(bytes, end))
    // Only an attach or exec matters here: everything else goes on at once.
    else if (size > 64 * 1024 || !bytes.subarray(0, 5).equals(Buffer.from('POST ').subarray(0, bytes.length)))
      hand(bytes)
  }
  const ended = () => {
    settle()
    socket.end(
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
    )
  }
  const closed = () => settle()
  socket.on('error', () => socket.destroy())
  socket.on('data', look).on('end', ended).on('close', closed)
}

function rewrite(bytes: Buffer, end: number): Buffer {
  const head = bytes.subarray(0, end).toString('latin1')
  if (!HIJACKED.test(`${head}\r\n`) || /\r\nupgrade:/i.test(head)) return bytes
  const kept = head.split('\r\n').filter((line) => !/^connection:/i.test(line))
  const text = [...kept, 'Connection: Upgrade', 'Upgrade: tcp', `${PLAIN_HIJACK}: yes`].join('\r\n')
  return Buffer.concat([Buffer.from(text, 'latin1'), bytes.subarray(end)])
}
