import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, test } from '@playwright/test'
import { startProgram } from '../support/background-program.ts'
import { launchBrowserDoor } from '../support/launch-browser-door.ts'
import { launchWindow } from '../support/launch-window.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { report } from './figure.ts'
import { launchChromium } from './open-door.ts'
import { type BenchEngine, startPracticeEngine } from './practice-engine.ts'

const RUNS = 3

/** Home with its first heading and the engine's version: something can be read and done. */
async function useful(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByText('28.5.2').first().waitFor()
}

const EMPTY_PAGE = '<!doctype html><title>Empty</title><h1>Empty</h1>'

/** A program with nothing but one window. */
function writeEmptyWindow(folder: string): string {
  const path = join(folder, 'empty-window')
  mkdirSync(path)
  writeFileSync(join(path, 'package.json'), '{"name":"empty-window","main":"main.js"}')
  writeFileSync(
    join(path, 'main.js'),
    `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow().loadURL(${JSON.stringify(`data:text/html,${encodeURIComponent(EMPTY_PAGE)}`)}))`,
  )
  return path
}

/** Milliseconds from starting Electron with this program until its page is useful. */
async function windowStart(engine: BenchEngine, program: string | undefined): Promise<number> {
  const own = process.env.SLIPWAY_TEST_PROGRAM
  if (program) process.env.SLIPWAY_TEST_PROGRAM = program
  const began = performance.now()
  try {
    const { app, close } = await launchWindow(`unix://${engine.socketPath}`)
    const page = await app.firstWindow()
    await (program ? page.getByRole('heading', { level: 1 }).waitFor() : useful(page))
    const took = performance.now() - began
    await close()
    return took
  } finally {
    process.env.SLIPWAY_TEST_PROGRAM = own
  }
}

test('start to first useful page, window', async () => {
  const engine = await startPracticeEngine(50)
  const folder = temporaryFolder('swempty-')
  chmodSync(folder.path, 0o755)
  const empty = writeEmptyWindow(folder.path)
  const starts: number[] = []
  const ratios: number[] = []
  await windowStart(engine, empty)
  await windowStart(engine, undefined)
  for (let run = 0; run < RUNS; run++) {
    const nothing = await windowStart(engine, empty)
    const ours = await windowStart(engine, undefined)
    starts.push(ours)
    ratios.push(ours / nothing)
  }
  folder.remove()
  await engine.stop()
  report({ name: 'start to first useful page, window', values: starts, unit: 'ms' })
  report({ name: 'start, window ÷ an empty Electron window', values: ratios, unit: 'ratio' })
})

test('start to first useful page, browser', async () => {
  const engine = await startPracticeEngine(50)
  const folder = temporaryFolder('swempty-')
  const browser = await launchChromium()
  const script = join(folder.path, 'server.cjs')
  writeFileSync(
    script,
    `require('node:http').createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(${JSON.stringify(EMPTY_PAGE)}))
  .listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port + '/') })`,
  )
  let logs = 0
  const emptyStart = async () => {
    const log = join(folder.path, `log-${logs++}`)
    const began = performance.now()
    const server = startProgram(process.execPath, [script], log)
    const address = await waitFor('the empty server', () => /http:\S+/.exec(server.log())?.[0])
    const page = await browser.newPage()
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const took = performance.now() - began
    await page.close()
    await server.stop()
    return took
  }
  const ourStart = async () => {
    const began = performance.now()
    const served = await launchBrowserDoor(`unix://${engine.socketPath}`)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(served.address)
    await useful(page)
    const took = performance.now() - began
    await page.close()
    await served.close()
    return took
  }
  const starts: number[] = []
  const ratios: number[] = []
  await emptyStart()
  await ourStart()
  for (let run = 0; run < RUNS; run++) {
    const nothing = await emptyStart()
    const ours = await ourStart()
    starts.push(ours)
    ratios.push(ours / nothing)
  }
  await browser.close()
  folder.remove()
  await engine.stop()
  report({ name: 'start to first useful page, serve', values: starts, unit: 'ms' })
  report({ name: 'start, serve ÷ an empty page', values: ratios, unit: 'ratio' })
})
