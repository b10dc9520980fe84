import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** How a file is replaced. */
export interface ReplaceOptions {
  /** Permission bits of the new file; 0o644 unless given. Folders that must be made get 0o700. */
  mode?: number
  /** Keep what was there under this path. */
  backup?: string
}

// A virus scanner or an indexer may hold the old file open for a moment on Windows.
const retryCodes = new Set(['EPERM', 'EACCES', 'EBUSY'])

/**
 * Puts `text` in place of a file so that a crash leaves either the old one or the new one whole: written beside,
 * flushed to the disk, then renamed over it. Throws what the file system throws; nothing is left behind then.
 */
export async function replaceFile(
  path: string,
  text: string | Uint8Array,
  options: ReplaceOptions = {},
): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx', options.mode ?? 0o644)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (options.backup) await copyFile(path, options.backup).catch(ignoreMissing)
    await renameOver(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (process.platform !== 'win32' || !retryCodes.has(code) || attempt === 10) throw error
      await new Promise((done) => setTimeout(done, 20 * attempt))
    }
  }
}

/** The rename itself must reach the disk too; Windows cannot open folders and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
