import { readFileSync } from 'node:fs'
import { expect, test } from '../support/door-test.ts'

test.use({ engine: 'none' })

test("Security: the page's process runs in Chromium's sandbox, as an ordinary user", async ({ page, electronApp }) => {
  test.skip(process.platform !== 'linux', 'the state of a process is read from /proc')
  test.skip(
    process.getuid?.() === 0 && !process.env.SLIPWAY_TEST_USER,
    "run as root without an ordinary user: the operating system's sandbox was not tested",
  )
  await page.waitForLoadState()
  const pids = await electronApp?.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter((metric) => metric.type === 'Tab')
      .map((metric) => metric.pid),
  )
  expect(pids).toHaveLength(1)
  const status = readFileSync(`/proc/${pids?.[0]}/status`, 'utf8')
  // 2 is SECCOMP_MODE_FILTER (proc(5)).
  expect(/^Seccomp:\s+(\d)/m.exec(status)?.[1]).toBe('2')
  expect(/^NoNewPrivs:\s+(\d)/m.exec(status)?.[1]).toBe('1')
  expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0')
})
