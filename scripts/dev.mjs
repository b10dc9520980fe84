// `npm run dev`: the window with hot reload of the pages; main and preload are built again when they change.
import { electronViteEnv } from './parts/build.mjs'
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { runTool } from './parts/run.mjs'

demandNode()
await installPackages()
const { chooseDoor, windowArguments } = await import('./parts/choose-electron.mjs')
const { executable, why } = await chooseDoor()
console.log(why)
if (!executable) {
  console.error('npm run dev needs a window; use npm start for the browser.')
  process.exit(1)
}
const sandbox = windowArguments().includes('--no-sandbox') ? ['--noSandbox'] : []
process.exitCode = await runTool('electron-vite/bin/electron-vite.js', ['dev', '--watch', ...sandbox], {
  env: { ...electronViteEnv, ELECTRON_EXEC_PATH: executable },
})
