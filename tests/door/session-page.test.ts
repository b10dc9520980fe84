import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest'
import { type RunningDoor, startDoor } from '../support/door-server.ts'
import { describeWhere } from '../support/where.ts'

const program = process.env.SLIPWAY_TEST_CHROMIUM ?? '/usr/bin/chromium'
const pages = join(process.cwd(), 'out/renderer')
const ready = existsSync(program) && existsSync(join(pages, 'index.html'))

describeWhere(ready, 'Chromium or the built pages are missing', 'X2: the session of a tab', () => {
  let browser: Browser
  let page: Page
  let running: RunningDoor

  beforeAll(async () => {
    // As root Chromium has no sandbox.
    browser = await chromium.launch({ executablePath: program, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    running = await startDoor({ pages })
    page = await browser.newPage()
  })
  afterEach(async () => {
    await page.close()
    await running.close()
  })
  const works = () => expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible({ timeout: 20_000 })
  // After the pauses between its attempts.
  const refused = () =>
    expect(page.getByText('This page has no session with Slipway.')).toBeVisible({ timeout: 40_000 })

  it('X2: a fresh address pasted into the tab that has no session, or into one that works, is taken', async () => {
    await page.goto(running.door.origin)
    await refused()
    await page.goto(running.door.makeAddress())
    await works()
    expect(page.url()).not.toContain('token')
    await page.goto(running.door.makeAddress())
    await expect.poll(() => page.url()).not.toContain('token')
    await works()
    await page.reload()
    await works()
  })

  it('X2: an address that was used says so in a second tab, and the first goes on', async () => {
    const address = running.door.makeAddress()
    await page.goto(address)
    await works()
    const second = await browser.newPage()
    await second.goto(address)
    await expect(second.getByText('This page has no session with Slipway.')).toBeVisible()
    await second.close()
    await works()
  })

  it('X2: the program started anew under an open page: the page says so, and takes the new address', async () => {
    await page.goto(running.door.makeAddress())
    await works()
    const { port } = running
    await running.close()
    await expect(page.getByText('The link to Slipway is down.')).toBeVisible()
    running = await startDoor({ pages, port })
    await refused()
    await page.goto(running.door.makeAddress())
    await works()
  }, 60_000)
})
