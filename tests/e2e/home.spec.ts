import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../support/door-test.ts'

test('X1: Home, Connections and Settings are reached by mouse and axe finds nothing, light and dark @smoke', async ({
  page,
}) => {
  const pages = page.getByRole('navigation', { name: 'Pages' })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const name of ['Home', 'Connections', 'Settings']) {
      await pages.getByRole('link', { name }).click()
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
      // Fluent's focus traps put hidden, focusable sentinels at both ends of a dialog; they are not content.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('[data-tabster-dummy]').analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    }
  }
})

test('C2: the engine found by itself is the first station that is done @smoke', async ({ page }) => {
  await page.getByRole('link', { name: 'Home' }).click()
  const road = page.getByRole('list', { name: 'From host to running container' })
  await expect(road.getByText(/Docker Engine .*API 1\./)).toBeVisible()
})
