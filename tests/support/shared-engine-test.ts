import { test as base } from './door-test.ts'
import { sharedEngine } from './shared-engine.ts'
import { TestContainers } from './test-container.ts'

/** door-test's `test` with `containers` of the run's shared engine, which are removed after the test. */
export const test = base.extend<{ containers: TestContainers }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  containers: async ({}, use) => {
    const { socketPath } = await sharedEngine()
    const containers = new TestContainers(socketPath)
    await use(containers)
    await containers.removeAll()
  },
})
