import { defineConfig } from '@playwright/test'
import type { EngineKind } from './tests/support/engine-under-test.ts'
import { notOnPractice, onPractice } from './tests/support/on-practice.ts'

const everything = Boolean(process.env.SLIPWAY_TEST_ALL)
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const chromium = process.env.SLIPWAY_TEST_CHROMIUM ?? '/usr/bin/chromium'

/** Each a pattern for the start of a title; a title follows the name of its file. */
const notAsked = notOnPractice.map(({ title }) => new RegExp(title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
const onPracticeHost = {
  testMatch: onPractice.map((name) => `**/${name}`),
  grepInvert: notAsked,
  use: { engineKind: 'practice' as const },
}
const inChromium = {
  launchOptions: {
    executablePath: chromium,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
}

/**
 * The same pages through both doors: whole in the real window, a smoke of each in Chromium (all with test:all). Then
 * the specs that a practice host can be asked too: a choice of them (all with test:all, through both doors).
 */
export default defineConfig<object, { engineKind: EngineKind }>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/support/e2e-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // CI gives the whole of `npm test` 40 minutes.
  globalTimeout: everything ? 0 : 25 * 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'window', testMatch: '**/*.spec.ts', testIgnore: '**/*.browser.spec.ts' },
    {
      name: 'browser',
      testMatch: '**/*.spec.ts',
      testIgnore: '**/*.window.spec.ts',
      ...(!everything && { grep: /@smoke|\.browser\.spec\.ts/ }),
      use: inChromium,
    },
    { name: 'practice', ...onPracticeHost, ...(!everything && { grep: /@practice/ }) },
    ...(everything
      ? [
          {
            name: 'browser-practice',
            ...onPracticeHost,
            testIgnore: '**/*.window.spec.ts',
            use: { ...onPracticeHost.use, ...inChromium },
          },
        ]
      : []),
  ],
})
