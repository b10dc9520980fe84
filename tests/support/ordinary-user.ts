import { execFileSync, spawnSync } from 'node:child_process'
import { findProgram } from './background-program.ts'

/** The user as whom the window runs in tests started by root: only then is Chromium's sandbox on. */
export type OrdinaryUser = { name: string; uid: number; gid: number }

const name = 'slipway-test'

/** The ordinary user, made when root asks for the first time; undefined when we are not root or cannot make one. */
export function ordinaryUser(): OrdinaryUser | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findProgram('setpriv')) return undefined
  if (spawnSync('id', [name]).status !== 0) {
    const useradd = findProgram('useradd')
    const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', name]
    // Two at once: the second fails, and finds the user all the same.
    if (useradd) spawnSync(useradd, args)
  }
  const number = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [number('-u'), number('-g')]
  return uid > 0 && gid > 0 ? { name, uid, gid } : undefined
}

/** The start of a command line that runs the rest as this user. It replaces itself: process ids and signals stay. */
export function asUser(user: OrdinaryUser): string[] {
  return [findProgram('setpriv') ?? 'setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--']
}

/** True when this user can read a file. */
export function canRead(user: OrdinaryUser, path: string): boolean {
  const [program = '', ...args] = asUser(user)
  return spawnSync(program, [...args, 'test', '-r', path]).status === 0
}

/** True when this user may make user namespaces, which Chromium's sandbox needs. */
export function canSandbox(user: OrdinaryUser): boolean {
  const [program = '', ...args] = asUser(user)
  try {
    execFileSync(program, [...args, 'unshare', '--user', '--map-root-user', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
