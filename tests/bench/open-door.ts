import { chromium, type ElectronApplication, type Page } from '@playwright/test'
import { launchBrowserDoor } from '../support/launch-browser-door.ts'
import { launchWindow } from '../support/launch-window.ts'

export const DOORS = ['window', 'browser'] as const
export type Door = (typeof DOORS)[number]

/** An engine by its Unix socket. */
export interface ReachedEngine {
  socketPath: string
}

export interface OpenDoor {
  page: Page
  app: ElectronApplication | null
  close: () => Promise<void>
}

/** Chromium as the end-to-end tests start it. */
export function launchChromium() {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  return chromium.launch({
    executablePath: process.env.SLIPWAY_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [...(asRoot ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  })
}

/** The built program on this engine, in its window or in Chromium, with its navigation shown. */
export async function openDoor(door: Door, engine: ReachedEngine): Promise<OpenDoor> {
  const opened = door === 'window' ? await openWindow(engine) : await openBrowser(engine)
  await opened.page.getByRole('navigation').first().waitFor()
  if (door === 'browser') await stopWatchingNetwork(opened.page)
  return opened
}

/**
 * Playwright has Chromium report every WebSocket frame with its content, through the page, the browser and this process:
 * a third of all the work of a terminal's flood. There is no public switch, so its own session is asked.
 */
async function stopWatchingNetwork(page: Page): Promise<void> {
  const { _connection } = page as unknown as { _connection?: { toImpl?: (page: Page) => unknown } }
  type Implementation = { delegate?: Delegate; _delegate?: Delegate }
  type Delegate = { _mainFrameSession?: { _client?: { send(method: string): Promise<unknown> } } }
  const implementation = _connection?.toImpl?.(page) as Implementation | undefined
  const client = (implementation?.delegate ?? implementation?._delegate)?._mainFrameSession?._client
  if (!client) throw new Error('Playwright changed inside: its watching of the network could not be switched off.')
  await client.send('Network.disable')
}

async function openWindow(engine: ReachedEngine): Promise<OpenDoor> {
  const { app, close } = await launchWindow(`unix://${engine.socketPath}`)
  return { page: await app.firstWindow(), app, close }
}

async function openBrowser(engine: ReachedEngine): Promise<OpenDoor> {
  const served = await launchBrowserDoor(`unix://${engine.socketPath}`)
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(served.address)
  return {
    page,
    app: null,
    close: async () => {
      await browser.close()
      await served.close()
    },
  }
}

/** Goes to a page of the program by its route, e.g. `/settings`. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, route)
}
