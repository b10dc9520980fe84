// `npm start`: installs what is missing, builds when a source is newer than out/, and opens Slipway: in a window where
// an Electron can be had and shown, else in the browser. Words after `--` are handed on.
import { join } from 'node:path'
import { build, needsBuild } from './parts/build.mjs'
import { checkout } from './parts/checkout.mjs'
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { run } from './parts/run.mjs'

demandNode()
await installPackages()
if (needsBuild()) {
  const code = await build()
  if (code !== 0) process.exit(code)
}
// Only now: what it imports may need installed packages.
const { chooseDoor, windowArguments } = await import('./parts/choose-electron.mjs')
const given = process.argv.slice(2)
const { executable, why } = await chooseDoor()
console.log(why)
if (executable) {
  process.exitCode = await run(executable, [...windowArguments(), checkout, ...given])
} else {
  console.log('Opening Slipway in the browser instead; stop it with Ctrl+C.')
  process.exitCode = await run(process.execPath, [join(checkout, 'out/main/cli.js'), 'serve', '--open', ...given])
}
