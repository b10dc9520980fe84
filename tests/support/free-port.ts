import { createServer } from 'node:net'

/** A TCP port of 127.0.0.1 that nobody listens on at this moment; `asked` only, where it is given. */
export function freePort(asked = 0): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(asked, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}

/** The first of two ports in a row that nobody listens on at this moment. */
export async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = await freePort()
    const second = first < 65_535 && (await freePort(first + 1).catch(() => null))
    if (second) return first
  }
}
