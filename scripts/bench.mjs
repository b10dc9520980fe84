// `npm run bench`: installs and builds what is missing, measures (tests/bench) and prints a table. Writes nothing into
// the checkout but out/ and test-results/. Words are handed to Playwright: `npm run bench -- start` runs one file. See
// docs/performance.md.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { build, needsBuild } from './parts/build.mjs'
import { installPackages } from './parts/install.mjs'
import { demandNode } from './parts/node-version.mjs'
import { runTool } from './parts/run.mjs'

/** @typedef {{ name: string, values: number[], unit: string, goal?: { below: number } | { atLeast: number } }} Figure */

demandNode()
await installPackages()
if (needsBuild() && (await build()) !== 0) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'))
try {
  const results = join(folder, 'results.json')
  const code = await runTool(
    '@playwright/test/cli.js',
    ['test', '-c', 'playwright.bench.config.ts', '--reporter=list,json', ...process.argv.slice(2)],
    { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: results } },
  )
  printTable(readFigures(results))
  process.exitCode = code
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @returns {Figure[]} */
function readFigures(path) {
  const tests = JSON.parse(readFileSync(path, 'utf8')).suites.flatMap(testsOf)
  return tests
    .flatMap(({ annotations }) => annotations)
    .filter(({ type }) => type === 'figure')
    .map(({ description }) => JSON.parse(description))
}

function testsOf(suite) {
  return [...suite.specs.flatMap(({ tests }) => tests), ...(suite.suites ?? []).flatMap(testsOf)]
}

/** @param {Figure[]} figures */
function printTable(figures) {
  const memory = (totalmem() / 1e9).toFixed(0)
  console.log(`\n${cpus()[0]?.model.trim()} × ${cpus().length}, ${memory} GB, Node ${process.version}`)
  console.log(`${new Date().toISOString().slice(0, 10)}, load average ${loadavg()[0].toFixed(1)}\n`)
  console.log('| Figure | Median | Range | Goal | Met |\n| --- | --- | --- | --- | --- |')
  for (const { name, values, unit, goal } of figures) {
    const sorted = [...values].sort((one, other) => one - other)
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    const range = sorted.length > 1 ? `${show(sorted[0])} – ${show(sorted.at(-1))}` : ''
    const wish = !goal ? '' : 'below' in goal ? `< ${goal.below}` : `≥ ${goal.atLeast}`
    const met = !goal ? '' : ('below' in goal ? middle < goal.below : middle >= goal.atLeast) ? 'yes' : 'no'
    console.log(`| ${name} | ${show(middle)}${unit === 'ratio' ? '' : ` ${unit}`} | ${range} | ${wish} | ${met} |`)
  }
}

function show(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
