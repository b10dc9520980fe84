import { defineConfig } from '@playwright/test'

const everything = Boolean(process.env.SLIPWAY_TEST_ALL)
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const chromium = process.env.SLIPWAY_TEST_CHROMIUM ?? '/usr/bin/chromium'

/** The same pages through both doors: whole in the real window, a smoke of each in Chromium (all with test:all). */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/support/e2e-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // CI gives the whole of `npm test` 40 minutes.
  globalTimeout: everything ? 0 : 20 * 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'window', testMatch: '**/*.spec.ts', testIgnore: '**/*.browser.spec.ts' },
    {
      name: 'browser',
      testMatch: '**/*.spec.ts',
      testIgnore: '**/*.window.spec.ts',
      ...(!everything && { grep: /@smoke|\.browser\.spec\.ts/ }),
      use: {
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
      },
    },
  ],
})
