import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The absolute path of this checkout: where package.json is. */
export const checkout = resolve(import.meta.dirname, '..', '..')

/** The files without which `npm run build` cannot start. */
const buildInputs = ['main/app.ts', 'main/cli.ts', 'preload/index.ts', 'renderer/index.html']

/** The build inputs that do not exist yet; empty when the program can be built. */
export function missingBuildInputs(root = checkout) {
  return buildInputs.filter((path) => !existsSync(join(root, path)))
}
