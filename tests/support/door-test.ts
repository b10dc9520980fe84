import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { type EngineKind, type EngineUnderTest, startEngineUnderTest } from './engine-under-test.ts'
import { launchBrowserDoor } from './launch-browser-door.ts'
import { launchWindow } from './launch-window.ts'
import type { EngineChoice } from './program-environment.ts'
import { whyNoSharedEngine } from './shared-engine.ts'

export { expect } from '@playwright/test'

type DoorOptions = {
  /** The engine that the program finds by itself: the project's one that tests share, none, or another. */
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
/** What a project's tests share. */
type EngineFixtures = {
  /** Option of the project. */
  engineKind: EngineKind
  /** Starts it when it is first asked for: many tests need none. */
  startedEngine: () => Promise<EngineUnderTest>
  testEngine: EngineUnderTest
}
type OpenDoor = { page: Page; app: ElectronApplication | undefined; close: () => Promise<void> }

/**
 * Playwright's `test` for both doors. Each test gets a program of its own, with an empty home. A failing test keeps a
 * screenshot and a trace in test-results/.
 */
export const test = base.extend<DoorOptions & DoorFixtures & { opened: OpenDoor }, EngineFixtures>({
  engineKind: ['docker', { option: true, scope: 'worker' }],
  startedEngine: [
    async ({ engineKind }, use) => {
      let started: ReturnType<typeof startEngineUnderTest> | undefined
      await use(() => {
        started ??= startEngineUnderTest(engineKind)
        return started
      })
      await (await started?.catch(() => undefined))?.stop()
    },
    { scope: 'worker' },
  ],
  testEngine: [async ({ startedEngine }, use) => use(await startedEngine()), { scope: 'worker' }],
  engine: ['shared', { option: true }],
  programArguments: [[], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  door: async ({}, use, info) => use(info.project.name.startsWith('browser') ? 'browser' : 'window'),
  opened: async (
    { door, engine, engineKind, startedEngine, programArguments, playwright, launchOptions },
    use,
    info,
  ) => {
    const why = engine === 'shared' && engineKind === 'docker' ? whyNoSharedEngine() : undefined
    info.skip(why !== undefined, why ?? '')
    const found = engine === 'shared' ? (await startedEngine()).url : engine
    if (door === 'window') {
      const launched = await launchWindow(found, programArguments)
      try {
        const page = await launched.app.firstWindow()
        await use({ page, app: launched.app, close: launched.close })
      } finally {
        await launched.close()
      }
      return
    }
    const served = await launchBrowserDoor(found, programArguments)
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
