import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { asUser, type OrdinaryUser } from './ordinary-user.ts'
import { type EngineChoice, programEnvironment } from './program-environment.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The program running in a real Electron; `close` ends it and removes its folders. */
export type LaunchedWindow = { app: ElectronApplication; home: string; close: () => Promise<void> }

/** Starts the built program in Electron, as an ordinary user where we are root, with a home and data of its own. */
export async function launchWindow(engine: EngineChoice, extraArguments: string[] = []): Promise<LaunchedWindow> {
  const user: OrdinaryUser | undefined = process.env.SLIPWAY_TEST_USER
    ? JSON.parse(process.env.SLIPWAY_TEST_USER)
    : undefined
  const folder = temporaryFolder('sww-')
  const home = join(folder.path, 'home')
  const env = await programEnvironment(home, engine, user)
  if (user) chownSync(folder.path, user.uid, user.gid)
  const sandbox = !user && process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: user ? asUserProgram(folder.path, user) : process.env.SLIPWAY_TEST_ELECTRON,
    args: [
      ...sandbox,
      `--user-data-dir=${join(home, 'data')}`,
      process.env.SLIPWAY_TEST_PROGRAM ?? '.',
      ...extraArguments,
    ],
    cwd: folder.path,
    env,
    // Playwright turns the sandbox off by itself unless told that it shall be on.
    chromiumSandbox: sandbox.length === 0,
    timeout: 30_000,
  })
  // Once closed, Playwright's object no longer tells its process.
  const child = app.process()
  return {
    app,
    home,
    close: async () => {
      const running = () => child.exitCode === null && child.signalCode === null
      const ended = running() ? new Promise<void>((done) => child.once('exit', () => done())) : Promise.resolve()
      await Promise.race([app.close().catch(() => undefined), pause(10_000)])
      await Promise.race([ended, pause(2_000)])
      if (running()) child.kill('SIGKILL')
      await ended
      folder.remove()
    },
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

/** Playwright starts one program with arguments of its own: a script that becomes Electron as the other user. */
function asUserProgram(folder: string, user: OrdinaryUser): string {
  const path = join(folder, 'electron')
  const words = [...asUser(user), process.env.SLIPWAY_TEST_ELECTRON ?? 'electron']
  writeFileSync(path, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`)
  chmodSync(path, 0o755)
  return path
}
