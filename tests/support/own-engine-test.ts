import { type Dockerd, startDockerd, whyNoDockerd } from './dockerd.ts'
import { test as base } from './door-test.ts'
import { ordinaryUser } from './ordinary-user.ts'

/** door-test's `test` with an engine of the test's own, which may be killed; skipped with its reason where none can run. */
export const test = base.extend<{ dockerd: Dockerd }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  dockerd: async ({}, use, info) => {
    const why = whyNoDockerd()
    info.skip(why !== undefined, why ?? '')
    const dockerd = await startDockerd({ images: true, group: ordinaryUser()?.gid })
    await use(dockerd)
    await dockerd.stop()
  },
  engine: async ({ dockerd }, use) => use(`unix://${dockerd.socketPath}`),
})
