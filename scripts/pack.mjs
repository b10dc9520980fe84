// Makes an unpacked program with electron-builder under dist/. Where Electron's download host cannot be reached, the
// stand-in Electron of the tests is taken on Linux, saying so.
import { dirname } from 'node:path'
import { build, needsBuild } from './parts/build.mjs'
import { installPackages } from './parts/install.mjs'
import { runTool } from './parts/run.mjs'

await installPackages()
const { officialElectron } = await import('./parts/choose-electron.mjs')
const { fetchStandIn, standIn, standInFits } = await import('./parts/stand-in.mjs')

if (needsBuild() && (await build()) !== 0) process.exit(1)
const settings = []
if (!officialElectron() && standInFits()) {
  console.log(`Packing with the stand-in Electron ${standIn.electron}: good to try and to test, not to hand out`)
  settings.push(`-c.electronDist=${dirname(await fetchStandIn())}`, `-c.electronVersion=${standIn.electron}`)
}
process.exit(await runTool('electron-builder/cli.js', ['--dir', '--publish', 'never', ...settings]))
