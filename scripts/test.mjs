// `npm test`: sets up what is missing, then lint, build, vitest, Playwright, and one plain line with the totals.
// `--all` (npm run test:all) adds what is too long for every change.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missingBuildInputs } from './parts/checkout.mjs'
import { add, countPlaywright, countVitest, lastLine, oneFailure, zero } from './parts/count.mjs'
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { pathWithPowerShell } from './parts/powershell.mjs'
import { run, runTool } from './parts/run.mjs'
import { ensureSystemPackages } from './parts/system-packages.mjs'

demandNode()
const all = process.argv.includes('--all')
// The warning is about loading vitest.config.ts in a way that vite may choose one day; today's way is meant.
const env = { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', ...(all && { SLIPWAY_TEST_ALL: '1' }) }
/** CI gives the whole of `npm test` 40 minutes; Playwright keeps its own limit (playwright.config.ts). */
const vitestLimit = all ? undefined : 17 * 60_000
const reports = mkdtempSync(join(tmpdir(), 'slipway-reports-'))

let count = zero
await installPackages()
process.env.PATH = await pathWithPowerShell()
if (!(await ensureSystemPackages('test'))) {
  rmSync(reports, { recursive: true, force: true })
  console.log(lastLine(oneFailure))
  process.exit(1)
}

heading('Lint')
await step('lint', () => run(process.execPath, ['scripts/lint.mjs']))

const missing = missingBuildInputs()
let built = false
if (missing.length === 0) {
  heading('Build')
  built = await step('build', () => run(process.execPath, ['scripts/build.mjs']))
} else console.log(`\n*** BUILD AND PLAYWRIGHT LEFT OUT: ${missing.join(', ')} not there yet ***\n`)

heading('vitest')
const vitestReport = join(reports, 'vitest.json')
await counted('vitest', vitestReport, countVitest, () =>
  runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`], {
    env,
    timeout: vitestLimit,
  }),
)

if (built) {
  heading('Playwright')
  const playwrightReport = join(reports, 'playwright.json')
  await counted('Playwright', playwrightReport, countPlaywright, () =>
    runTool('@playwright/test/cli.js', ['test', '--pass-with-no-tests', '--reporter=list,json'], {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
    }),
  )
}

if (missing.length === 0 && !built) console.log('\n*** PLAYWRIGHT LEFT OUT: THE BUILD FAILED ***\n')

rmSync(reports, { recursive: true, force: true })
if (count.skippedNames.length > 0) {
  heading('Skipped')
  for (const name of count.skippedNames) console.log(`  ${name}`)
}
console.log(`\n${lastLine(count)}`)
process.exitCode = count.failed > 0 ? 1 : 0

function heading(title) {
  console.log(`\n== ${title} ==`)
}

/** Runs one step that has no tests of its own; failing counts as one failure. Resolves to whether it went well. */
async function step(name, action) {
  const code = await action()
  if (code === 0) return true
  console.error(`${name} failed (exit code ${code})`)
  count = add(count, oneFailure)
  return false
}

/** Runs a test runner and adds its report. One that fails without a failed test, or leaves no report, failed once. */
async function counted(name, report, read, action) {
  const code = await action()
  let found = zero
  try {
    found = read(JSON.parse(readFileSync(report, 'utf8')))
  } catch (error) {
    console.error(`${name} left no readable report: ${error.message}`)
    found = oneFailure
  }
  if (code !== 0 && found.failed === 0) {
    console.error(`${name} failed (exit code ${code}) without a failed test`)
    found = add(found, oneFailure)
  }
  count = add(count, found)
}
