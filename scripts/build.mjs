// `npm run build`: main, preload and renderer into out/, with electron-vite.

import { build } from './parts/build.mjs'
import { demandNode } from './parts/node-version.mjs'

demandNode()
process.exitCode = await build()
