// `npm run pictures`: takes the README's pictures from the running program into docs/pictures/.
import { build, needsBuild } from './parts/build.mjs'
import { installPackages } from './parts/install.mjs'
import { runTool } from './parts/run.mjs'
import { ensureSystemPackages } from './parts/system-packages.mjs'

await installPackages()
if (!(await ensureSystemPackages('test'))) process.exit(1)
if (needsBuild() && (await build()) !== 0) process.exit(1)
process.exitCode = await runTool('@playwright/test/cli.js', ['test', '--config', 'playwright.pictures.config.ts'])
