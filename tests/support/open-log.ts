import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the Logs tab of a container and answers the log itself. */
export async function openLog(page: Page, id: string): Promise<Locator> {
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.evaluate((container) => {
    location.hash = `/containers/environment?open=${container}&tab=logs`
  }, id)
  const log = page.getByRole('region', { name: /^Log of / })
  await expect(log).toBeVisible()
  return log
}
