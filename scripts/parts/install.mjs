import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.mjs'
import { runNpm } from './run.mjs'

/** True when node_modules is missing or older than the lock file. */
export function needsInstall(root = checkout) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  return statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
}

/**
 * Installs the locked packages when they are missing or old. Install scripts stay off: no package here needs one
 * (node-pty and swc ship prebuilt files, Electron's binary is fetched by choose-electron.mjs).
 */
export async function installPackages() {
  if (!needsInstall()) return
  console.log('Installing packages (npm ci --ignore-scripts)')
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (code !== 0) {
    console.error('npm ci failed: see above.')
    process.exit(code)
  }
}
