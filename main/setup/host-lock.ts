import { createHash } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'

/**
 * Takes the lock of a host for this process and answers how to give it back. Throws `host-locked` while another Slipway
 * of this data folder changes the host; a lock that a dead process left is taken over.
 */
export async function lockHost(folder: string, target: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${createHash('sha256').update(target.toLowerCase()).digest('hex').slice(0, 32)}.lock`)
  const mine = JSON.stringify({ pid: process.pid, since: new Date().toISOString(), target })
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (await make(path, mine)) return () => rm(path, { force: true })
    const held = await readFile(path, 'utf8').catch(() => '')
    const owner = readOwner(held)
    if (owner !== null && isAlive(owner)) throw locked(target, owner)
    await takeAway(path, held)
  }
  throw locked(target, null)
}

async function make(path: string, text: string): Promise<boolean> {
  try {
    // Written beside and linked, so that nobody ever reads half a lock.
    const draft = `${path}.${process.pid}.${Date.now()}`
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
    } finally {
      await file.close()
    }
    try {
      await link(draft, path)
    } finally {
      await rm(draft, { force: true })
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two that find the same dead lock must not take away each other's new one: only the one that was read may go. */
async function takeAway(path: string, held: string): Promise<void> {
  const aside = `${path}.${process.pid}.old`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8').catch(() => '')) !== held) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

function readOwner(text: string): number | null {
  try {
    const { pid } = JSON.parse(text) as { pid?: unknown }
    return typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function locked(target: string, owner: number | null): SlipwayError {
  return new SlipwayError({
    code: 'host-locked',
    message: `Another run is changing ${target}.`,
    cause: owner === null ? '' : `The process ${owner} holds the lock of this host.`,
    remedy: 'Wait until it has ended, or cancel it there.',
  })
}
