import { expect, type Page } from '@playwright/test'

/** Goes to a page by its address and waits for its heading. */
export async function go(page: Page, route: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, route)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true })

/** Reaches a control of the page by Tab alone and presses it. */
export async function press(page: Page, name: string, role: 'button' | 'checkbox' = 'button'): Promise<void> {
  const target = page.getByRole('main').getByRole(role, { name, exact: true })
  await expect(target).toBeEnabled({ timeout: 30_000 })
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
  await page.keyboard.press(role === 'button' ? 'Enter' : 'Space')
}

/** Opens a wizard on a host, as far as its options, by mouse. */
export async function openWizard(page: Page, wizard: string, heading: string, target: string): Promise<void> {
  await go(page, `/setup/${wizard}?on=${encodeURIComponent(target)}`, heading)
  await expect(page.getByRole('heading', { name: 'Which host?' })).toBeVisible()
  await button(page, 'Next').click()
  await expect(page.getByRole('heading', { name: 'What should it be like?' })).toBeVisible()
}

/** From the options to the plan, once the host was looked at. */
export async function review(page: Page): Promise<void> {
  await button(page, 'Next').click()
  await expect(page.getByRole('heading', { name: 'The plan, before anything is changed' })).toBeVisible()
  await expect(button(page, 'Look again')).toBeVisible({ timeout: 30_000 })
}

/** Runs the reviewed plan, what it warns of agreed to, and waits until it is done. */
export async function runToEnd(page: Page): Promise<void> {
  await begin(page)
  await expect(state(page, 'Done')).toBeVisible({ timeout: 60_000 })
}

/** Runs the reviewed plan, and is on its page. */
export async function begin(page: Page): Promise<void> {
  const agree = page.getByRole('checkbox', { name: 'I have read this' })
  if ((await agree.count()) > 0) await agree.check()
  await button(page, 'Run plan').click()
  await expect(page).toHaveURL(/setup\/run\//)
}

/** The state of the run whose page is open. */
export const state = (page: Page, word: string) => page.getByTestId('run-state').getByText(word, { exact: true })
