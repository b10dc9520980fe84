import type { ElectronApplication, Page } from '@playwright/test'
import { chooseTab } from '../support/details-tabs.ts'
import { expect } from '../support/door-test.ts'
import { test } from '../support/shared-engine-test.ts'

async function resize(page: Page, app: ElectronApplication | undefined, width: number, height: number): Promise<void> {
  if (!app) return page.setViewportSize({ width, height })
  await app.evaluate(
    ({ BrowserWindow }, [wide, high]) => {
      const [window] = BrowserWindow.getAllWindows()
      // Smaller than a person may make it: what 200 % zoom leaves of a small screen.
      window?.setMinimumSize(400, 300)
      window?.setContentSize(wide, high)
    },
    [width, height] as const,
  )
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
}

for (const [what, width, height] of [
  ['1024 × 640', 1024, 640],
  ['1440 × 900 at 200 % zoom', 720, 450],
] as const) {
  test(`X1: in ${what} every tab is reached, and lists, menus and dialogs stay in the window`, async ({
    page,
    electronApp,
    containers,
  }) => {
    const name = `e2e-small-${Date.now().toString(36)}`
    await containers.run({}, name)
    await resize(page, electronApp, width, height)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Containers' }).click()
    const grid = page.getByRole('grid', { name: 'Containers' })
    const row = grid.getByRole('row', { name: new RegExp(name) })

    await row.click({ button: 'right', position: { x: 60, y: 10 } })
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    // Nothing was moved out of the window to show them.
    expect(await page.evaluate(() => document.documentElement.scrollTop + document.body.scrollTop)).toBe(0)

    await row.click({ position: { x: 60, y: 10 } })
    const pane = page.getByRole('complementary', { name: `Details: ${name}` })
    for (const tab of ['Processes', 'Overview', 'Inspect', 'Stats']) {
      await chooseTab(pane, tab)
      const chosen = pane.getByRole('tab', { name: tab, exact: true })
      await expect(chosen).toHaveAttribute('aria-selected', 'true')
      await expect(chosen).toBeInViewport({ ratio: 1 })
    }
    // Beside the details no column is cut: what has no room is left out.
    const right = async (of: typeof grid) => {
      const box = await of.boundingBox()
      return (box?.x ?? 0) + (box?.width ?? 0)
    }
    for (const header of await grid.getByRole('columnheader').all()) {
      expect(await right(header)).toBeLessThanOrEqual((await right(grid)) + 1)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}

test('X1: in 1024 × 640 at 200 % zoom the road of Home gives what a station stands on its full width', async ({
  page,
  electronApp,
}) => {
  await resize(page, electronApp, 512, 320)
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Home' }).click()
  const engine = page.getByRole('list', { name: /./ }).getByRole('listitem').filter({ hasText: 'Docker Engine' })
  const whole = await engine.boundingBox()
  const evidence = await engine.getByText(/^Docker Engine/).boundingBox()
  expect(evidence?.width ?? 0).toBeGreaterThan((whole?.width ?? 0) * 0.8)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(512)
})
