import { expect, test } from '../support/door-test.ts'

test('X1: the palette goes to a page by keyboard only @smoke', async ({ page }) => {
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
  await page.keyboard.type('settings')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
})

test('C7: a pasted error is explained in the palette @smoke', async ({ page }) => {
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.keyboard.press('Control+Shift+P')
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
  await page.keyboard.type('paste an error')
  await page.keyboard.press('Enter')
  await page
    .getByRole('textbox', { name: 'Text of the error' })
    .fill('error during connect: open //./pipe/docker_engine: Access is denied.')
  await expect(page.getByRole('alert')).toContainText('pipe')
})
