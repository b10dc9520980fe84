import { type Page, test } from '@playwright/test'
import { report } from './figure.ts'
import { DOORS, goTo, openDoor } from './open-door.ts'
import { FLOOD_ENDED, StubEngine } from './stub-engine.ts'

/** So many that the median of one bench is that of the next: single runs differ by a fifth. */
const RUNS = 9
/** 64 KiB of what builds and listings print: short lines, some colours, some characters beyond ASCII. */
const BLOCK = Buffer.from(
  Array.from({ length: 2000 }, (_, at) => {
    const colour = 31 + (at % 6)
    return `\x1b[${colour}m[${String(at).padStart(5, '0')}]\x1b[0m step ${at % 97}: copying lib/módulo-${at}.so → /usr/lib\r\n`
  }).join(''),
).subarray(0, 65_536)
const TIMES = 256
const MEGABYTES = (BLOCK.length * TIMES) / 1e6

/** The page's own xterm.js, found by way of React: `window.benchTerminal`. */
async function findTerminal(page: Page): Promise<void> {
  await page.evaluate(() => {
    const view = document.querySelector('[data-terminal]')
    const key = Object.keys(view ?? {}).find((name) => name.startsWith('__reactFiber$'))
    type Hook = { memoizedState?: { deps?: unknown[] } | null; next?: Hook | null }
    type Fiber = { memoizedState?: Hook | null; return?: Fiber | null }
    let fiber: Fiber | null | undefined = (view as unknown as Record<string, Fiber>)[key ?? '']
    for (; fiber; fiber = fiber.return)
      for (let hook = fiber.memoizedState; hook; hook = hook.next)
        for (const value of Array.isArray(hook.memoizedState?.deps) ? hook.memoizedState.deps : []) {
          const xterm = (value as { instance?: { xterm?: unknown } } | null)?.instance?.xterm
          if (xterm) return void Object.assign(window, { benchTerminal: xterm })
        }
    throw new Error('The terminal was not found.')
  })
}

interface BenchTerminal {
  write(bytes: Uint8Array, done: () => void): void
  input(text: string): void
  onTitleChange(listener: (title: string) => void): { dispose(): void }
}

/** Milliseconds from the key that starts the flood until its last byte is parsed. */
function throughDoor(page: Page): Promise<number> {
  return page.evaluate((ended) => {
    const { benchTerminal } = window as unknown as { benchTerminal: BenchTerminal }
    return new Promise<number>((resolve) => {
      const began = performance.now()
      const listening = benchTerminal.onTitleChange((title) => {
        if (title !== ended) return
        listening.dispose()
        resolve(performance.now() - began)
      })
      benchTerminal.input('g')
    })
  }, FLOOD_ENDED)
}

/** Milliseconds for the same bytes given to the same terminal by the page itself, at most 1 MB ahead. */
function fedDirectly(page: Page): Promise<number> {
  return page.evaluate(
    ([base64, times]) => {
      const { benchTerminal } = window as unknown as { benchTerminal: BenchTerminal }
      const block = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      return new Promise<number>((resolve) => {
        const began = performance.now()
        let written = 0
        let parsed = 0
        const feed = () => {
          while (written < times && written - parsed < 16) {
            written++
            benchTerminal.write(block.slice(), () => {
              parsed++
              if (parsed === times) resolve(performance.now() - began)
              else feed()
            })
          }
        }
        feed()
      })
    },
    [BLOCK.toString('base64'), TIMES] as const,
  )
}

for (const door of DOORS)
  test(`terminal throughput, ${door}`, async () => {
    const engine = new StubEngine(1)
    engine.flood = { block: BLOCK, times: TIMES }
    await engine.start()
    const { page, close } = await openDoor(door, engine)
    try {
      await goTo(page, '/containers/environment')
      await page.getByRole('row').filter({ hasText: 'web-00000' }).waitFor()
      await page.keyboard.press('Control+Shift+N')
      await page.getByRole('menuitem', { name: 'Attach to web-00000' }).click()
      await page.locator('[data-link=connected]').waitFor()
      await findTerminal(page)
      await fedDirectly(page)
      await throughDoor(page)
      const ratios: number[] = []
      const speeds: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const direct = await fedDirectly(page)
        const through = await throughDoor(page)
        ratios.push(direct / through)
        speeds.push((MEGABYTES / through) * 1000)
      }
      report({ name: `terminal, ${door}: speed`, values: speeds, unit: 'MB/s' })
      report({
        name: `terminal, ${door} ÷ xterm.js fed directly`,
        values: ratios,
        unit: 'ratio',
        goal: { atLeast: 0.9 },
      })
    } finally {
      await close()
      await engine.stop()
    }
  })
