import { defineConfig } from '@playwright/test'

/** `npm run bench`: measurements, outside `npm test`. Figures travel as annotations (tests/bench/figure.ts). */
export default defineConfig({
  testDir: 'tests/bench',
  testMatch: '**/*.bench.ts',
  outputDir: 'test-results/bench',
  globalSetup: './tests/support/e2e-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 300_000,
  reporter: 'list',
})
