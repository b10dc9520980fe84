import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/**
 * The folder of settings, connections, secrets and logs, the same for all doors: `SLIPWAY_USER_DATA`, else where the
 * system keeps a program's data (Known Folders; XDG Base Directory 0.8; Apple File System Programming Guide).
 */
export function userDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.SLIPWAY_USER_DATA) return env.SLIPWAY_USER_DATA
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Slipway')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Slipway')
  // A relative XDG path is invalid and to be ignored.
  const config = env.XDG_CONFIG_HOME
  return posix.join(config && posix.isAbsolute(config) ? config : posix.join(home, '.config'), 'slipway')
}
