import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { launchBrowserDoor } from './launch-browser-door.ts'
import { launchWindow } from './launch-window.ts'
import type { EngineChoice } from './program-environment.ts'
import { whyNoSharedEngine } from './shared-engine.ts'

export { expect } from '@playwright/test'

type DoorOptions = {
  /** The engine that the program finds by itself: the run's shared one, or none. */
  engine: EngineChoice
  /** More words on the program's command line. */
  programArguments: string[]
}
type DoorFixtures = {
  /** The page of the program just started: in its window or in Chromium, by project. */
  page: Page
  door: 'window' | 'browser'
  /** The running Electron; undefined in the browser project. */
  electronApp: ElectronApplication | undefined
}
type OpenDoor = { page: Page; app: ElectronApplication | undefined; close: () => Promise<void> }

/**
 * Playwright's `test` for both doors. Each test gets a program of its own, with an empty home. A failing test keeps a
 * screenshot and a trace in test-results/.
 */
export const test = base.extend<DoorOptions & DoorFixtures & { opened: OpenDoor }>({
  engine: ['shared', { option: true }],
  programArguments: [[], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  door: async ({}, use, info) => use(info.project.name === 'browser' ? 'browser' : 'window'),
  opened: async ({ door, engine, programArguments, playwright, launchOptions }, use, info) => {
    const why = engine === 'shared' ? whyNoSharedEngine() : undefined
    info.skip(why !== undefined, why ?? '')
    if (door === 'window') {
      const launched = await launchWindow(engine, programArguments)
      try {
        const page = await launched.app.firstWindow()
        await use({ page, app: launched.app, close: launched.close })
      } finally {
        await launched.close()
      }
      return
    }
    const served = await launchBrowserDoor(engine, programArguments)
    const browser = await playwright.chromium.launch(launchOptions)
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.goto(served.address)
      await use({ page, app: undefined, close: served.close })
    } finally {
      await browser.close()
      await served.close()
    }
  },
  page: async ({ opened }, use, info) => {
    await opened.page.context().tracing.start({ snapshots: true })
    await use(opened.page)
    const failed = info.status !== info.expectedStatus
    if (failed) {
      const path = info.outputPath('failure.png')
      const taken = await opened.page.screenshot({ path, timeout: 5_000 }).catch(() => undefined)
      if (taken) await info.attach('the page', { path, contentType: 'image/png' })
    }
    const trace = failed ? { path: info.outputPath('trace.zip') } : {}
    await opened.page
      .context()
      .tracing.stop(trace)
      .catch(() => undefined)
  },
  electronApp: async ({ opened }, use) => use(opened.app),
})
