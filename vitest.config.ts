import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version
const shared = {
  environment: 'node' as const,
  // As Playwright's: real daemons on a busy machine. A second try is shown in the output.
  retry: process.env.CI ? 1 : 0,
  testTimeout: 10_000,
  hookTimeout: 30_000,
}
const sharedEngine = ['tests/support/shared-engine-setup.ts']

/** One project a kind of proof: what it needs around it differs (docs/testing.md). */
export default defineConfig({
  define: { __SLIPWAY_VERSION__: JSON.stringify(version) },
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...shared, name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx,mjs}'] } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'door',
          include: ['tests/door/**/*.test.ts'],
          globalSetup: sharedEngine,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'engine',
          include: ['tests/engine/**/*.test.ts'],
          globalSetup: sharedEngine,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'pack',
          include: ['tests/pack/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: { ...shared, name: 'practice', include: ['tests/practice/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'powershell',
          include: ['tests/powershell/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
