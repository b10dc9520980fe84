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

test('I2: a pull typed in the palette opens its dialog filled in @smoke', async ({ page }) => {
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
  await page.keyboard.type('docker pull nowhere.test/app:1')
  await expect(page.getByRole('option', { name: 'Pull nowhere.test/app:1' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await expect(dialog.getByRole('textbox').first()).toHaveValue('nowhere.test/app:1')
})
