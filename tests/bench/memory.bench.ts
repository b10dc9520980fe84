import { type Page, test } from '@playwright/test'
import { report } from './figure.ts'
import { goTo, openDoor } from './open-door.ts'
import { StubEngine } from './stub-engine.ts'

const ROWS = 1000
const EVENTS = 1_000_000
const MEGABYTE = 1e6

/** The page's JavaScript heap after a collection, in MB. */
async function pageHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  await session.detach()
  return usedSize / MEGABYTE
}

test('memory after a million events, window', async () => {
  const engine = new StubEngine(ROWS)
  await engine.start()
  const { page, app, close } = await openDoor('window', engine)
  try {
    const mainMemory = async () => {
      const rss = await app?.evaluate(() => process.memoryUsage().rss)
      return (rss ?? Number.NaN) / MEGABYTE
    }
    await goTo(page, '/containers/environment')
    await page.getByRole('row').filter({ hasText: 'web-00000' }).waitFor()
    // At start: shown, and a first few events taken.
    await engine.sendEvents(2_000)
    await page.waitForTimeout(5_000)
    const before = { main: await mainMemory(), page: await pageHeap(page) }
    const began = performance.now()
    await engine.sendEvents(EVENTS)
    const seconds = (performance.now() - began) / 1000
    const name = engine.rows[0]?.Names
    if (name) name[0] = '/a-last-event'
    if (engine.rows[0]) engine.sendEvent(engine.rows[0])
    await page.getByRole('row').filter({ hasText: 'a-last-event' }).waitFor({ timeout: 60_000 })
    await page.waitForTimeout(10_000)
    const after = { main: await mainMemory(), page: await pageHeap(page) }
    report({ name: 'a million events taken in', values: [seconds], unit: 's' })
    report({ name: 'main process, memory at start', values: [before.main], unit: 'MB' })
    report({ name: 'main process, after ÷ at start', values: [after.main / before.main], unit: 'ratio' })
    report({ name: "page's heap at start", values: [before.page], unit: 'MB' })
    report({ name: "page's heap, after ÷ at start", values: [after.page / before.page], unit: 'ratio' })
  } finally {
    await close()
    await engine.stop()
  }
})
