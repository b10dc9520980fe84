import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** An archive as it is, whether it was sent packed with gzip or not. */
export async function unzipped(stream: Readable): Promise<Readable> {
  const first = await new Promise<Buffer | null>((done) => {
    const look = () => {
      const chunk = stream.read() as Buffer | null
      if (chunk === null && !stream.readableEnded) return
      stream.off('readable', look).off('end', look)
      // Put back at once: a body that is all there ends before a promise goes on, and takes nothing back then.
      if (chunk) stream.unshift(chunk)
      done(chunk)
    }
    stream.on('readable', look).on('end', look)
    look()
  })
  if (first?.[0] !== 0x1f || first[1] !== 0x8b) return stream
  const gunzip = createGunzip()
  stream.on('error', (error) => gunzip.destroy(error))
  return stream.pipe(gunzip)
}
