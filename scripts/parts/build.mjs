import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.mjs'
import { runTool } from './run.mjs'

/**
 * electron-vite asks the installed Electron for its version to choose compile targets, which would need the binary.
 * The targets are written in electron.vite.config.ts; this only keeps the question from being asked.
 */
export const electronViteEnv = { ELECTRON_MAJOR_VER: '25' }

/** Builds everything into out/; resolves to electron-vite's exit code. */
export function build() {
  return runTool('electron-vite/bin/electron-vite.js', ['build'], { env: electronViteEnv })
}

const sources = [
  'main',
  'preload',
  'renderer',
  'assets',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
]
const results = ['out/main/app.js', 'out/main/cli.js', 'out/preload/index.js', 'out/renderer/index.html']

/** True when something of out/ is missing or a source is newer than the oldest result. */
export function needsBuild(root = checkout) {
  const paths = results.map((path) => join(root, path))
  if (!paths.every((path) => existsSync(path))) return true
  const built = Math.min(...paths.map((path) => statSync(path).mtimeMs))
  return sources.some((path) => newest(join(root, path)) > built)
}

function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
