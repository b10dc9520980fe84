import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

/** `npm run pictures`: the README's pictures, taken from the running program in Chromium through `serve`. */
export default defineConfig({
  ...base,
  testDir: 'tests/pictures',
  retries: 0,
  timeout: 120_000,
  projects: (base.projects ?? [])
    .filter(({ name }) => name === 'browser')
    .map(({ use }) => ({ name: 'browser', testMatch: '**/*.spec.ts', use: { ...use } })),
})
