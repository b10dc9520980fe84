import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './background-program.ts'
import { canRead, canSandbox, ordinaryUser } from './ordinary-user.ts'
import { prepareSharedEngine } from './shared-engine.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { startXvfb } from './xvfb.ts'

/**
 * Playwright's global set-up: the Electron of the window project (SLIPWAY_TEST_ELECTRON), a display, a lazily started
 * engine, and the folder of the built program (SLIPWAY_TEST_PROGRAM). Returns the teardown.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const undo: (() => Promise<void> | void)[] = [prepareSharedEngine()]
  process.env.SLIPWAY_TEST_ELECTRON ??= execFileSync(process.execPath, ['scripts/electron-path.mjs'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
    // In a fresh checkout the packages are installed first, which says so.
    .trim()
    .replace(/^[\s\S]*\n/, '')
  if (process.platform === 'linux' && findProgram('Xvfb')) {
    const display = await startXvfb()
    process.env.DISPLAY = display.name
    delete process.env.WAYLAND_DISPLAY
    undo.push(display.stop)
  }
  process.env.SLIPWAY_TEST_PROGRAM = process.cwd()
  if (process.platform === 'linux' && process.getuid?.() === 0) chooseUser(undo)
  return async () => {
    for (const action of undo.reverse()) await action()
  }
}

/** Started by root: the window runs as an ordinary user, who must be able to read the program and the Electron. */
function chooseUser(undo: (() => Promise<void> | void)[]): void {
  const user = ordinaryUser()
  const electron = process.env.SLIPWAY_TEST_ELECTRON ?? ''
  const why = !user
    ? 'no ordinary user could be made'
    : !canSandbox(user)
      ? 'this kernel gives ordinary users no namespaces'
      : !canRead(user, electron)
        ? `an ordinary user cannot read ${electron}`
        : undefined
  if (!user || why) {
    console.warn(`*** THE WINDOW RUNS AS ROOT WITHOUT CHROMIUM'S SANDBOX, WHICH IS NOT TESTED: ${why} ***`)
    return
  }
  process.env.SLIPWAY_TEST_USER = JSON.stringify(user)
  if (canRead(user, join(process.cwd(), 'out', 'main', 'app.js'))) return
  const copy = temporaryFolder('swp-')
  chmodSync(copy.path, 0o755)
  for (const path of ['package.json', 'out', 'assets', 'node_modules/node-pty', 'node_modules/@lydell']) {
    if (existsSync(path)) cpSync(path, join(copy.path, path), { recursive: true, dereference: true })
  }
  process.env.SLIPWAY_TEST_PROGRAM = copy.path
  undo.push(copy.remove)
}
