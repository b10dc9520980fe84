// `npm run lint`: Biome, the three TypeScript projects, the import directions, and what nobody uses. All are run, so
// that one reading shows everything that is wrong.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, missingBuildInputs } from './parts/checkout.mjs'
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { runTool } from './parts/run.mjs'

demandNode()
await installPackages()

const failed = []
await check('biome', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])
await typeCheck('main', 'main')
await typeCheck('preload', 'preload/index.ts')
await typeCheck('renderer', 'renderer/main.tsx')
await check('dependency-cruiser', '../scripts/cruise.mjs', [])
await unused()

if (failed.length > 0) console.error(`\nlint: ${failed.join(', ')} failed`)
process.exitCode = failed.length > 0 ? 1 : 0

async function check(name, script, args) {
  console.log(`-- ${name}`)
  if ((await runTool(script, args)) !== 0) failed.push(name)
}

/** tsc refuses a project without files: one whose first source does not exist yet is left out, and said. */
async function typeCheck(project, firstSource) {
  if (existsSync(join(checkout, firstSource))) {
    await check(`tsc ${project}`, 'typescript/bin/tsc', ['-p', `tsconfig.${project}.json`])
  } else console.log(`-- tsc ${project} left out: ${firstSource} is not there yet`)
}

/** While an entry of the program is missing, everything behind it looks unused: then knip only tells. */
async function unused() {
  const missing = missingBuildInputs()
  const young = missing.length > 0
  if (young) console.log(`-- knip only tells, does not fail: ${missing.join(', ')} not there yet`)
  await check('knip', 'knip/bin/knip.js', [
    '--no-progress',
    ...(young ? ['--no-exit-code', '--reporter', 'compact'] : []),
  ])
}
