import { test as base } from './door-test.ts'
import { TestContainers } from './test-container.ts'

/** door-test's `test` with `containers` of the engine that tests share, which are removed after the test. */
export const test = base.extend<{ containers: TestContainers }>({
  containers: async ({ testEngine }, use) => {
    const containers = new TestContainers(testEngine.socketPath, testEngine.dialect)
    await use(containers)
    await containers.removeAll()
  },
})
