import { test } from '@playwright/test'
import { quantile, report } from './figure.ts'
import { DOORS, type Door, goTo, openDoor } from './open-door.ts'
import { whenPainted } from './painted.ts'
import { type BenchEngine, startPracticeEngine } from './practice-engine.ts'

const RUNS = 3
const EVENTS = 30
const MANY = 5000
const FEW = 50

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

let engines: { few: BenchEngine; many: BenchEngine }
test.beforeAll(async () => {
  engines = { few: await startPracticeEngine(FEW), many: await startPracticeEngine(MANY) }
})
test.afterAll(async () => {
  await engines?.few.stop()
  await engines?.many.stop()
})

/** The container that is first by name, and so in sight, is renamed over and over; ms from each request until it is seen. */
async function eventsToPixels(door: Door, engine: BenchEngine): Promise<number[]> {
  const { page, close } = await openDoor(door, engine)
  let name = 'web-00000'
  const rename = async (to: string) => {
    await engine.call('POST', `/containers/${name}/rename?name=${to}`)
    name = to
  }
  try {
    await goTo(page, '/containers/environment')
    await page.getByRole('row').filter({ hasText: name }).waitFor()
    const took: number[] = []
    for (let at = -3; at < EVENTS; at++) {
      const next = `a-renamed-${at + 3}-`
      const seen = whenPainted(page, '[role=row]', next)
      // The observer stands before the event is sent.
      await page.evaluate(() => 0)
      const sent = performance.timeOrigin + performance.now()
      await rename(next)
      const painted = await seen
      if (at >= 0) took.push(painted - sent)
      await pause(60 + (at % 7) * 10)
    }
    return took
  } finally {
    await close()
    await rename('web-00000')
  }
}

for (const door of DOORS)
  test(`event to pixel, ${door}`, async () => {
    const medians: number[] = []
    const tails: number[] = []
    const ratios: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const few = await eventsToPixels(door, engines.few)
      const many = await eventsToPixels(door, engines.many)
      medians.push(quantile(many, 0.5))
      tails.push(quantile(many, 0.95))
      ratios.push(quantile(many, 0.5) / quantile(few, 0.5))
    }
    report({ name: `event to pixel, ${MANY} rows, ${door}: median`, values: medians, unit: 'ms' })
    report({ name: `event to pixel, ${MANY} rows, ${door}: 95 %`, values: tails, unit: 'ms' })
    report({ name: `event to pixel, ${door}: ${MANY} rows ÷ ${FEW} rows`, values: ratios, unit: 'ratio' })
  })
