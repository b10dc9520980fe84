import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OrdinaryUser } from './ordinary-user.ts'
import { sharedEngine } from './shared-engine.ts'

/** Which engine the program under test finds by itself. */
export type EngineChoice = 'shared' | 'none' | `unix://${string}`

/** What would lead the program to somebody else's engine, settings or keychain. */
const foreign = /^(DOCKER_|XDG_(CONFIG|DATA|STATE|CACHE)_HOME$|DBUS_SESSION_BUS_ADDRESS$|SLIPWAY_)/

/**
 * The environment of a program under test: an empty home of its own, and the shared engine as DOCKER_HOST or none.
 * `owner` is who the home belongs to, when another than we.
 */
export async function programEnvironment(
  home: string,
  engine: EngineChoice,
  owner?: OrdinaryUser,
): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !foreign.test(pair[0]),
  )
  const folders = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local-share'),
    XDG_STATE_HOME: join(home, '.local-state'),
    XDG_CACHE_HOME: join(home, '.cache'),
  }
  for (const folder of Object.values(folders)) {
    mkdirSync(folder, { recursive: true })
    if (owner) chownSync(folder, owner.uid, owner.gid)
  }
  return {
    ...Object.fromEntries(inherited),
    ...folders,
    ...(engine !== 'none' && { DOCKER_HOST: engine === 'shared' ? (await sharedEngine()).url : engine }),
  }
}
