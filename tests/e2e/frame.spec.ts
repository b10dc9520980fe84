import type { Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { expect, test } from '../support/door-test.ts'
import { test as testOwnEngine } from '../support/own-engine-test.ts'
import { TestContainers } from '../support/test-container.ts'

/** What has the focus: its name, and whether it can be seen. Null when the page itself has it. */
function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join(' ')
    const by = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const named = by.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    const { width, height, right } = element.getBoundingClientRect()
    return {
      name: (element.getAttribute('aria-label') || named || labels || element.textContent || '').trim(),
      html: element.outerHTML.slice(0, 160),
      // Fluent's focus sentinels hand the focus on.
      sentinel: element.hasAttribute('data-tabster-dummy'),
      seen: width > 0 && height > 0 && right > 0,
    }
  })
}

test('X1: Tab alone reaches every control of Home, Connections and Settings, each with a name', async ({ page }) => {
  test.setTimeout(120_000)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  for (const name of ['Home', 'Connections', 'Settings']) {
    await pages.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    // From the first control on, until it comes round again.
    await page.getByRole('button', { name: 'Skip to page' }).focus()
    const names: string[] = []
    for (let step = 0; step < 80; step++) {
      await page.keyboard.press('Tab')
      const at = await focused(page)
      if (at === null || at.sentinel) continue
      if (at.name === 'Skip to page') break
      names.push(at.name)
      expect(at.name, `${name}: ${at.html}`).not.toBe('')
      expect(at.seen, `${name}: ${at.html}`).toBe(true)
    }
    expect(names.length).toBeLessThan(80)
    expect(names).toEqual(expect.arrayContaining(['Home', 'Settings', 'Notifications']))
    expect(names.join('\n')).toContain(
      { Home: 'Show connection', Connections: 'Add connection', Settings: 'Font size (px)' }[name],
    )
  }
})

test('X1: an address without a page says so, in the title of the window too, and leads home', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
  await expect(page).toHaveTitle(/^Settings - /)
  await page.evaluate(() => {
    location.hash = '/nowhere'
  })
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible()
  await expect(page).toHaveTitle(/^There is no such page - .*Slipway$/)
  await page.getByRole('button', { name: 'Go to Home' }).click()
  await expect(page).toHaveTitle(/^Home - /)
})

test('X1: by keyboard to the page, its filter, and back out of the palette and notifications', async ({ page }) => {
  await page.getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('grid', { name: 'Connections' }).focus()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: /filter/i })).toBeFocused()
  await page.keyboard.type('nothing has this name')
  await expect(page.getByRole('row')).toHaveCount(1)
  await page.keyboard.press('Escape')
  const opener = page.getByRole('button', { name: /^Notifications/ })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Notifications' }).getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('X1: axe finds nothing in the form, details, palette, switcher and notifications, in three looks', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await page.getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('row', { name: /DOCKER_HOST/ }).click()
  await expectAxeClean(page, 'details')
  await page.getByRole('tab', { name: 'Write out' }).click()
  await expect(page.getByTestId('written-out')).toBeVisible()
  await expectAxeClean(page, 'write out')
  await page.getByRole('button', { name: 'Add connection' }).click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('button', { name: 'Save connection' }).click()
  await expect(form.getByText('Fill this in.').first()).toBeVisible()
  await expectAxeClean(page, 'form with errors')
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await expectAxeClean(page, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^DOCKER_HOST/ }).click()
  await expect(page.getByRole('menuitemradio').first()).toBeVisible()
  await expectAxeClean(page, 'switcher')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Notifications/ }).click()
  await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
  await expectAxeClean(page, 'notifications')
})

testOwnEngine(
  'C4: an engine killed under an open page is said to reconnect, comes back, and nothing is there twice',
  async ({ page, ownEngine }) => {
    testOwnEngine.setTimeout(120_000)
    const containers = new TestContainers(ownEngine.socketPath)
    await containers.create({}, 'slipway-frame-1')
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Containers' }).click()
    const row = page.getByRole('row', { name: /slipway-frame-1/ })
    await expect(row).toHaveCount(1)
    const status = page.getByRole('contentinfo')
    await expect(status).toContainText('Connected')
    await ownEngine.kill()
    await expect(status).toContainText('Reconnecting')
    await expect(page.getByText(/is away|connects? again|Reconnecting to/i).first()).toBeVisible()
    // The last known rows stay.
    await expect(row).toHaveCount(1)
    await ownEngine.restart()
    await expect(status).toContainText('Connected', { timeout: 40_000 })
    await containers.create({}, 'slipway-frame-2')
    await expect(page.getByRole('row', { name: /slipway-frame-2/ })).toHaveCount(1)
    await expect(row).toHaveCount(1)
    await expect(page.getByRole('button', { name: 'Connect now' })).toHaveCount(0)
  },
)
