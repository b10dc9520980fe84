import type { IncomingMessage } from 'node:http'
import type { Extract } from 'tar-stream'

/**
 * Feeds an engine's archive to a tar reader at the reader's pace; resolves when all of it was read, and rejects when
 * the connection breaks in the middle or the archive is malformed.
 */
export function feedTar(stream: IncomingMessage, archive: Extract, onBytes?: (count: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      stream.destroy()
      archive.destroy()
      reject(error)
    }
    archive.on('finish', resolve)
    archive.on('error', fail)
    archive.on('drain', () => stream.resume())
    stream.on('error', fail)
    stream.on('data', (chunk: Buffer) => {
      onBytes?.(chunk.length)
      if (!archive.write(chunk)) stream.pause()
    })
    stream.on('end', () => archive.end(undefined))
    stream.on('close', () => {
      if (!stream.complete) fail(new Error('aborted'))
    })
  })
}
