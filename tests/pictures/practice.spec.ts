import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/door-test.ts'

const pictures = join(process.cwd(), 'docs/pictures')
test.use({ engine: 'none' })

async function go(page: Page, route: string, heading: string | RegExp) {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, route)
  await expect(page.getByRole('heading', { name: heading, exact: typeof heading === 'string' }).first()).toBeVisible()
}
async function take(page: Page, name: string) {
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

test('pictures of host setup on the practice host', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
  await go(page, '/setup?on=practice:server-2022', 'Host setup')
  await expect(page.getByText('Microsoft Windows Server 2022 Datacenter').first()).toBeVisible()
  await take(page, 'setup')

  await go(page, '/setup/prepare-host?on=practice:server-2022', 'Prepare this host')
  await page.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(page.getByText('Install-WindowsFeature -Name Containers', { exact: true })).toBeVisible()
  await take(page, 'plan')
  await page.getByRole('button', { name: 'Why', exact: true }).first().click()
  await take(page, 'why')
  await page.keyboard.press('Escape')
  const agree = page.getByLabel('I have read this')
  if (await agree.isVisible()) await agree.check()
  await page.getByRole('button', { name: 'Run plan' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible({ timeout: 60_000 })
  await take(page, 'run')

  await go(page, '/practice', 'Practice host')
  await expect(page.getByText(/^Engine 28/).first()).toBeVisible()
  await take(page, 'practice')
})

test('a picture of the search for an image', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  await go(page, '/images/practice?pull=new&find=microsoft', 'Pull image')
  await page.getByRole('option', { name: 'windows/servercore', exact: true }).click()
  await page.getByRole('option', { name: /^ltsc2022 Runs here/ }).click()
  await expect(page.getByText(/GB to download/)).toBeVisible()
  await take(page, 'search')
})
