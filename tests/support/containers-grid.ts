import type { Locator, Page } from '@playwright/test'
import { expect } from './door-test.ts'

/** Goes to the containers of the test's engine, once the program is there. */
export async function openContainers(page: Page): Promise<Locator> {
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.evaluate(() => {
    location.hash = '/containers/environment'
  })
  return page.getByRole('grid', { name: 'Containers' })
}

export const rowOf = (grid: Locator, name: string) => grid.getByRole('row').filter({ hasText: name })
