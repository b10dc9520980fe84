import { existsSync, lstatSync, statSync } from 'node:fs'
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
  if (isLink(join(checkout, 'node_modules'))) {
    console.error(
      'node_modules is a link and not what the lock file asks for: npm ci would empty the folder behind it.',
    )
    process.exit(1)
  }
  console.log('Installing packages (npm ci --ignore-scripts)')
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (code !== 0) {
    console.error('npm ci failed: see above.')
    process.exit(code)
  }
}

/** True when a path is a symbolic link or junction, whether what it points to exists or not. */
export function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
