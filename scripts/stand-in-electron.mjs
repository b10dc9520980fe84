// Fetches the stand-in Electron (Linux x64) into the user's cache and prints the path of its executable.
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { fetchStandIn, standInFits } from './parts/stand-in.mjs'

demandNode()
if (!standInFits()) {
  console.error('The stand-in Electron runs on Linux x64 only.')
  process.exit(1)
}
await installPackages()
console.log(await fetchStandIn({ say: console.error }))
