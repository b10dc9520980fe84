import { test } from '@playwright/test'
import { waitFor } from '../support/wait-for.ts'
import { quantile, report } from './figure.ts'
import { DOORS, type Door, goTo, openDoor } from './open-door.ts'
import { whenPainted } from './painted.ts'
import { type BenchEngine, startPracticeEngine } from './practice-engine.ts'

const RUNS = 3
const CONTAINERS = 5000
const IMAGES = 1000

/** A page with a list, what its first rows say, and what the engine is asked for it. */
const LISTS = [
  {
    what: `${CONTAINERS} containers`,
    route: '/containers/environment',
    row: 'web-0',
    asks: ['/v1.51/containers/json?all=1'],
  },
  // Which containers use an image is told by the list of containers: the page needs both.
  {
    what: `${IMAGES} images (and ${CONTAINERS} containers)`,
    route: '/images/environment',
    row: 'app-0',
    asks: ['/v1.51/images/json', '/v1.51/containers/json?all=1'],
  },
] as const

let engine: BenchEngine
test.beforeAll(async () => {
  engine = await startPracticeEngine(CONTAINERS, IMAGES)
})
test.afterAll(() => engine?.stop())

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** The median of three, after one that is not counted. */
async function timeLists(paths: readonly string[]): Promise<number> {
  await engine.timeLists(paths)
  const times: number[] = []
  for (let run = 0; run < 3; run++) times.push(await engine.timeLists(paths))
  return quantile(times, 0.5)
}

/** The page is open and waits for its first list. */
async function firstPaint(door: Door, { route, row, asks }: (typeof LISTS)[number]) {
  const rows = (JSON.parse(await engine.call('GET', asks[0])) as object[]).length
  engine.gate.hold('lists')
  const { page, close } = await openDoor(door, engine)
  try {
    await goTo(page, route)
    await waitFor('the list to be asked for', () => engine.gate.held('lists') >= asks.length)
    await pause(1000)
    const firstSeen = whenPainted(page, '[role=row]', row)
    const wholeSeen = whenPainted(page, '[aria-live=polite]', `${rows} items`)
    await page.evaluate(() => 0)
    engine.gate.release('lists')
    const asked = engine.gate.listAsked
    const [first, whole] = [(await firstSeen) - asked, (await wholeSeen) - asked]
    return { list: await timeLists(asks), first, whole }
  } finally {
    engine.gate.release('lists')
    await close()
  }
}

/** The engine's list and what was painted of it, in milliseconds, one a run; the goal is the first painting's. */
function reportPaintings(name: string, lists: number[], paintings: readonly { what: string; times: number[] }[]): void {
  report({ name: `${name}: the engine's list`, values: lists, unit: 'ms' })
  for (const { what, times } of paintings)
    report({ name: `${name}: ${what} painted after the list was asked for`, values: times, unit: 'ms' })
  const [first] = paintings
  if (!first) return
  report({
    name: `${name}: ${first.what} painted ÷ list`,
    values: first.times.map((time, run) => time / (lists[run] ?? Number.NaN)),
    unit: 'ratio',
    goal: { below: 2 },
  })
}

for (const door of DOORS) {
  for (const list of LISTS)
    test(`first paint of ${list.what}, ${door}`, async () => {
      const runs: Awaited<ReturnType<typeof firstPaint>>[] = []
      for (let run = 0; run < RUNS; run++) runs.push(await firstPaint(door, list))
      const lists = runs.map((run) => run.list)
      reportPaintings(`${list.what}, ${door}`, lists, [
        { what: 'first rows', times: runs.map(({ first }) => first) },
        { what: 'all rows', times: runs.map(({ whole }) => whole) },
      ])
    })

  test(`${CONTAINERS} containers listed again, ${door}`, async () => {
    const { page, close } = await openDoor(door, engine)
    const [{ asks }] = LISTS
    try {
      const runs: { list: number; painted: number }[] = []
      await goTo(page, '/containers/environment')
      await page.getByRole('row').filter({ hasText: 'web-00001' }).waitFor()
      for (let run = -1; run < RUNS; run++) {
        const list = await timeLists(asks)
        const seen = whenPainted(page, '[role=row]', `a-listed-${run + 1}-`)
        await page.evaluate(() => 0)
        // As after an engine was away: it changed meanwhile, and is listed anew.
        engine.gate.hold('events')
        engine.gate.cutEvents()
        await waitFor('the events to be asked for', () => engine.gate.held('events') > 0)
        await engine.call('POST', `/containers/${await firstContainer()}/rename?name=a-listed-${run + 1}-`)
        engine.gate.release('events')
        const painted = (await seen) - engine.gate.listAsked
        if (run >= 0) runs.push({ list, painted })
      }
      const lists = runs.map(({ list }) => list)
      reportPaintings(`${CONTAINERS} containers listed again, ${door}`, lists, [
        { what: 'changed row', times: runs.map(({ painted }) => painted) },
      ])
    } finally {
      engine.gate.release('events')
      await close()
      await engine.call('POST', `/containers/${await firstContainer()}/rename?name=web-00000`)
    }
  })
}

/** The ID of the container that is first by name: `web-00000` by this or another name. */
async function firstContainer(): Promise<string> {
  const rows = JSON.parse(await engine.call('GET', '/containers/json?all=1')) as { Id: string; Names: string[] }[]
  const [first] = rows.sort((one, other) => ((one.Names[0] ?? '') < (other.Names[0] ?? '') ? -1 : 1))
  if (!first) throw new Error('The engine has no containers.')
  return first.Id
}
