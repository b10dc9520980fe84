import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'

/** sun_path of sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero with them. */
const longestSocketPath = 100

/**
 * Where the practice engine of a state folder listens: a pipe on Windows; elsewhere a Unix socket in the state folder, or,
 * where its path is too long for one, in a folder of this user alone. The same folder gives the same address.
 */
export function engineAddress(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): { path: string; url: string } {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  if (platform === 'win32') {
    return { path: `\\\\.\\pipe\\slipway_practice_${mark}`, url: `npipe:////./pipe/slipway_practice_${mark}` }
  }
  const near = join(folder, 'docker.sock')
  const path = near.length <= longestSocketPath ? near : join(privateFolder(), `${mark}.sock`)
  return { path, url: `unix://${path}` }
}

function privateFolder(): string {
  const runtime = process.env.XDG_RUNTIME_DIR
  const folder = runtime ? join(runtime, 'slipway') : join(tmpdir(), `slipway-${userInfo().uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = statSync(folder)
  if (uid !== userInfo().uid || (mode & 0o077) !== 0) {
    throw new SlipwayError({
      code: 'practice-folder',
      message: `The folder ${folder} is not this user’s alone.`,
      cause: 'The practice engine’s socket would be within reach of others.',
      remedy: 'Remove the folder, or set XDG_RUNTIME_DIR.',
    })
  }
  return folder
}
