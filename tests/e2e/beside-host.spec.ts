import type { Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { chooseTab } from '../support/details-tabs.ts'
import { expect, test } from '../support/door-test.ts'

test.use({ engine: 'none' })

async function go(page: Page, route: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, route)
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
}

/** Makes and starts a container by the form, and opens its Host tab. */
async function runAndCompare(page: Page, name: string, isolation: 'Process' | 'Hyper-V') {
  await go(page, '/containers/practice/create', 'Create container')
  const step = (title: string) =>
    page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: title }).click()
  await page.getByRole('combobox', { name: 'Image' }).fill('mcr.microsoft.com/windows/nanoserver:ltsc2022')
  await page.keyboard.press('Escape')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await step('Run')
  await page.getByLabel('Command', { exact: true }).fill('ping -t localhost')
  await step('Isolation and limits')
  await page.getByRole('radio', { name: isolation, exact: true }).check()
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page).toHaveURL(/containers\/practice\?open=[0-9a-f]{64}/)
  const details = page.getByRole('complementary', { name: `Details: ${name}` })
  await chooseTab(details, 'Host')
  const pids = details.getByRole('table', { name: 'Processes by PID' })
  await expect(pids.getByRole('row', { name: /^\d+ ping / })).toBeVisible()
  return { details, pids }
}

test('K5: with Hyper-V on the host, the processes of one container are on the host and those of the other are not', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await go(page, '/practice', 'Practice host')
  await page.getByRole('combobox', { name: 'Machine' }).click()
  await page.getByRole('option', { name: /engine 28.* and Hyper-V: containers of both isolations/ }).click()
  await expect(page.getByText(/^Engine 28.* runs$/)).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('Connected')).toBeVisible()

  const shared = await runAndCompare(page, 'shared', 'Process')
  await expect(shared.details.getByRole('img', { name: /are on the host too/ })).toBeVisible()
  await expect(shared.pids.getByRole('row', { name: /^\d+ ping ping / })).toBeVisible()
  await expect(shared.pids.getByText('Not on the host')).toHaveCount(0)
  await expect(shared.details.getByRole('table', { name: 'Virtual machines on the host' })).toHaveCount(0)

  const isolated = await runAndCompare(page, 'isolated', 'Hyper-V')
  await expect(isolated.details.getByRole('img', { name: /the host sees only vmmem/ })).toBeVisible()
  await expect(isolated.pids.getByRole('row', { name: /^\d+ ping Not on the host/ })).toBeVisible()
  const inside = await isolated.pids.getByRole('row').count()
  await expect(isolated.pids.getByText('Not on the host')).toHaveCount(inside - 1)
  const machines = isolated.details.getByRole('table', { name: 'Virtual machines on the host' })
  await expect(machines.getByRole('row', { name: /vmmem/ })).toBeVisible()
  await expect(machines.getByRole('row', { name: /vmwp/ })).toBeVisible()
  // A message that fades has no colours to be judged.
  await expect(page.getByText('isolated is running')).toHaveCount(0)
  await expectAxeClean(page, 'Hyper-V-isolated container beside host')
})
