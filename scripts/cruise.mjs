// Checks the import directions (.dependency-cruiser.cjs). dependency-cruiser parses with swc here, because TypeScript 7
// has no JavaScript API; as it calls swc, JSX is a syntax error and `import type` is an import like any other. Both are
// mended before it starts: JSX is parsed where the file needs it, and imports of types, which leave nothing behind at
// run time, are taken out.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkout } from './parts/checkout.mjs'
import { withoutTypeImports } from './parts/type-imports.mjs'

const swc = createRequire(import.meta.url)('@swc/core')
const parse = swc.parseFileSync.bind(swc)
swc.parseFileSync = (path, options) => withoutTypeImports(parse(path, { ...options, tsx: path.endsWith('x') }))

const folders = ['main', 'preload', 'renderer'].filter((folder) => existsSync(join(checkout, folder)))
process.argv.push('--config', '.dependency-cruiser.cjs', ...folders)
await import(pathToFileURL(join(checkout, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')).href)
