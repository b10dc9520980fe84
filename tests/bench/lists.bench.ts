import { request } from 'node:http'
import { type Page, test } from '@playwright/test'
import { waitFor } from '../support/wait-for.ts'
import { quantile, report } from './figure.ts'
import { DOORS, type Door, goTo, openDoor } from './open-door.ts'
import { StubEngine } from './stub-engine.ts'

const RUNS = 3
const EVENTS = 30
const MANY = 5000
const FEW = 50
/** Milliseconds until the engine's own list was received and read as JSON. */
function listOnce(socketPath: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    request({ socketPath, path: '/v1.41/containers/json?all=1' }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        JSON.parse(Buffer.concat(parts).toString())
        resolve(performance.now() - began)
      })
    })
      .on('error', reject)
      .end()
  })
}

/** From the moment this text comes into the document until the frame with it is out, as epoch milliseconds. */
function whenPainted(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    ([where, wanted]) =>
      new Promise<number>((resolve) => {
        const there = () => [...document.querySelectorAll(where)].some((found) => found.textContent?.includes(wanted))
        const observer = new MutationObserver(() => {
          if (!there()) return
          observer.disconnect()
          // A message posted in the frame's callback is delivered after that frame was produced.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
            port2.postMessage(null)
          })
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    [selector, text] as const,
  )
}

const epoch = () => performance.timeOrigin + performance.now()
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** First row, sorted before all others: it is in sight, and each event gives it a new name. */
async function eventsToPixels(door: Door, count: number): Promise<number[]> {
  const engine = new StubEngine(count)
  await engine.start()
  const { page, close } = await openDoor(door, engine)
  try {
    await goTo(page, '/containers/environment')
    await page.getByRole('row').filter({ hasText: 'web-00000' }).waitFor()
    const row = engine.rows[0]
    if (!row) throw new Error('no row')
    const took: number[] = []
    for (let at = -3; at < EVENTS; at++) {
      const name = `a-renamed-${at + 3}-`
      const seen = whenPainted(page, '[role=row]', name)
      // The observer stands before the event is sent.
      await page.evaluate(() => 0)
      row.Names = [`/${name}`]
      const sent = epoch()
      engine.sendEvent(row)
      const painted = await seen
      if (at >= 0) took.push(painted - sent)
      await pause(60 + (at % 7) * 10)
    }
    return took
  } finally {
    await close()
    await engine.stop()
  }
}

/** The page is open and waits for the first list. A real engine's rows come in another order than the page's. */
async function firstPaint(door: Door): Promise<{ list: number; first: number; whole: number }> {
  const engine = new StubEngine(MANY)
  await engine.start()
  engine.holdsLists = true
  const { page, close } = await openDoor(door, engine)
  try {
    await goTo(page, '/containers/environment')
    await waitFor('the list to be asked for', () => engine.heldLists > 0)
    await pause(1000)
    const firstSeen = whenPainted(page, '[role=row]', 'web-000')
    const wholeSeen = whenPainted(page, '[aria-live=polite]', `${MANY} items`)
    await page.evaluate(() => 0)
    engine.answerLists()
    const [first, whole] = [(await firstSeen) - engine.listAsked, (await wholeSeen) - engine.listAsked]
    await listOnce(engine.socketPath)
    const list = quantile([await listOnce(engine.socketPath), await listOnce(engine.socketPath)], 0.5)
    return { list, first, whole }
  } finally {
    await close()
    await engine.stop()
  }
}

for (const door of DOORS) {
  test(`first paint of ${MANY} containers, ${door}`, async () => {
    const figures = { list: [] as number[], first: [] as number[], whole: [] as number[], ratios: [] as number[] }
    for (let run = 0; run < RUNS; run++) {
      const { list, first, whole } = await firstPaint(door)
      figures.list.push(list)
      figures.first.push(first)
      figures.whole.push(whole)
      figures.ratios.push(first / list)
    }
    const name = `${MANY} containers, ${door}`
    report({ name: `${name}: the engine's list`, values: figures.list, unit: 'ms' })
    report({ name: `${name}: first rows painted after the list was asked for`, values: figures.first, unit: 'ms' })
    report({ name: `${name}: all rows painted after the list was asked for`, values: figures.whole, unit: 'ms' })
    report({ name: `${name}: first rows painted ÷ list`, values: figures.ratios, unit: 'ratio', goal: { below: 2 } })
  })

  test(`${MANY} containers listed again, ${door}`, async () => {
    const engine = new StubEngine(MANY)
    await engine.start()
    const { page, close } = await openDoor(door, engine)
    try {
      const ratios: number[] = []
      const paints: number[] = []
      const lists: number[] = []
      await goTo(page, '/containers/environment')
      await page.getByRole('row').filter({ hasText: 'web-00001' }).waitFor()
      const row = engine.rows[0]
      if (!row) throw new Error('no row')
      for (let run = -1; run < RUNS; run++) {
        await listOnce(engine.socketPath)
        const list = quantile([await listOnce(engine.socketPath), await listOnce(engine.socketPath)], 0.5)
        // The frame's search watches the list all the time, so a new list is what an engine that comes back causes.
        const name = `a-listed-${run + 1}-`
        row.Names = [`/${name}`]
        const seen = whenPainted(page, '[role=row]', name)
        await page.evaluate(() => 0)
        engine.dropEvents()
        const painted = (await seen) - engine.listAsked
        if (run < 0) continue
        paints.push(painted)
        lists.push(list)
        ratios.push(painted / list)
      }
      const name = `${MANY} containers listed again, ${door}`
      report({ name: `${name}: the engine's list`, values: lists, unit: 'ms' })
      report({ name: `${name}: changed row painted after the list was asked for`, values: paints, unit: 'ms' })
      report({ name: `${name}: changed row painted ÷ list`, values: ratios, unit: 'ratio', goal: { below: 2 } })
    } finally {
      await close()
      await engine.stop()
    }
  })

  test(`event to pixel, ${door}`, async () => {
    const medians: number[] = []
    const tails: number[] = []
    const ratios: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const few = await eventsToPixels(door, FEW)
      const many = await eventsToPixels(door, MANY)
      medians.push(quantile(many, 0.5))
      tails.push(quantile(many, 0.95))
      ratios.push(quantile(many, 0.5) / quantile(few, 0.5))
    }
    report({ name: `event to pixel, ${MANY} rows, ${door}: median`, values: medians, unit: 'ms' })
    report({ name: `event to pixel, ${MANY} rows, ${door}: 95 %`, values: tails, unit: 'ms' })
    report({ name: `event to pixel, ${door}: ${MANY} rows ÷ ${FEW} rows`, values: ratios, unit: 'ratio' })
  })
}
