import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Call, CallOutcome, Reading } from '../call.ts'
import type { InvokeOptions } from './session.ts'

/** Bytes of a piece: base64 of it stays well below what a line of standard input and a WinRM envelope carry at once. */
const pieceSize = 384 * 1024

interface Invoker {
  readonly name: string
  invoke(call: Call, options?: InvokeOptions): Promise<CallOutcome>
}

/**
 * Copies a file to the host in pieces, through the same channel as calls, so that it works over every kind of session.
 * Rejects with a SlipwayError `file-not-copied`; the target is then as it was.
 */
export async function putFile(
  session: Invoker,
  local: string,
  remote: string,
  options: InvokeOptions = {},
): Promise<void> {
  const Part = `slipway-${randomUUID()}`
  const at = { Path: remote, Part }
  const file = await open(local, 'r').catch((error: unknown) => notCopied(local, error))
  try {
    const buffer = Buffer.alloc(pieceSize)
    const hash = createHash('sha256')
    for (let offset = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, pieceSize, offset)
      if (bytesRead === 0 && offset > 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      const Data = piece.toString('base64')
      await ask(session, { run: 'Add-SlipwayFilePart', with: { ...at, Offset: offset, Data } }, remote, options)
      offset += bytesRead
      if (bytesRead === 0) break
    }
    const Sha256 = hash.digest('hex')
    await ask(session, { run: 'Complete-SlipwayFile', with: { ...at, Sha256 } }, remote, options)
  } catch (error) {
    // The host may be gone; what is left there has a name of its own and harms nobody.
    if (!isLost(error)) await session.invoke({ run: 'Remove-SlipwayFilePart', with: at }).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

/** Copies a file from the host; the local target is replaced whole or not at all. Errors as `putFile`. */
export async function getFile(
  session: Invoker,
  remote: string,
  local: string,
  options: InvokeOptions = {},
): Promise<void> {
  const part = `${local}.slipway-${randomUUID()}`
  const file = await open(part, 'wx').catch((error: unknown) => notCopied(local, error))
  try {
    for (let offset = 0; ; ) {
      const part: Call = {
        run: 'Read-SlipwayFilePart',
        with: { Path: remote, Offset: offset, Count: pieceSize },
        take: ['Data'],
      }
      const { Data } = await ask(session, part, remote, options)
      const piece = Buffer.from(typeof Data === 'string' ? Data : '', 'base64')
      if (piece.length === 0) break
      await file.write(piece, 0, piece.length, offset)
      offset += piece.length
    }
    await file.sync()
    await file.close()
    const { Sha256 } = await ask(
      session,
      { run: 'Get-SlipwayFile', with: { Path: remote }, take: ['Sha256'] },
      remote,
      options,
    )
    if (Sha256 !== (await hashFile(part))) return notCopied(remote, 'The file changed on its way.')
    await rename(part, local)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  }
}

/** SHA-256 of a local file in hexadecimal digits. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function ask(session: Invoker, call: Call, path: string, options: InvokeOptions): Promise<Reading> {
  const { objects, errors } = await session.invoke(call, options)
  const [error] = errors
  if (error) return notCopied(path, error.message)
  return objects[0] ?? {}
}

function isLost(error: unknown): boolean {
  return error instanceof SlipwayError && error.explained.code === 'session-lost'
}

function notCopied(path: string, why: unknown): never {
  const text = why instanceof Error ? why.message : String(why)
  throw new SlipwayError({
    code: 'file-not-copied',
    message: `The file could not be copied: ${path}`,
    cause: text,
    remedy: 'Check the path, its rights and the free space, and try again.',
    detail: text,
  })
}
