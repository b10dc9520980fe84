import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

/** xterm draws on a canvas: what a person reads is taken from its accessibility tree, which a setting turns on. */
export async function readable(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/settings'
  })
  await page.getByRole('switch', { name: /screen reader/i }).click()
}

/** Opens a terminal by the dock's menu and waits until it has the keyboard. */
export async function openTerminal(page: Page, item: string | RegExp): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/containers/environment'
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
  await page.keyboard.press('Control+Shift+N')
  await page.getByRole('menuitem', { name: item }).first().click()
  await expect(page.locator('[data-link=connected]')).toBeVisible()
  await expect(terminalInput(page)).toBeFocused()
}

/** What the terminals show, in the order of their panes; `readable` before. */
export const screens = (page: Page): Locator => page.locator('.xterm-accessibility-tree')

/** Where the keys of the terminals go. */
export const terminalInput = (page: Page): Locator => page.getByRole('textbox', { name: /^Terminal / })

/** The computer's clipboard, from outside the page where there is an outside. */
export class Clipboard {
  readonly #page: Page
  readonly #app: ElectronApplication | undefined

  constructor(page: Page, app: ElectronApplication | undefined) {
    this.#page = page
    this.#app = app
  }

  async write(text: string): Promise<void> {
    if (this.#app) return this.#app.evaluate(({ clipboard }, value) => clipboard.writeText(value), text)
    await this.#allow()
    await this.#page.evaluate((value) => navigator.clipboard.writeText(value), text)
  }

  async read(): Promise<string> {
    if (this.#app) return this.#app.evaluate(({ clipboard }) => clipboard.readText())
    await this.#allow()
    return this.#page.evaluate(() => navigator.clipboard.readText())
  }

  /** As a person answers the browser's question. */
  async #allow(): Promise<void> {
    await this.#page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  }
}
