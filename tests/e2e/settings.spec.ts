import { expect, test } from '../support/door-test.ts'

/** Whether the page is dark, by what is painted behind it. */
const isDark = (page: import('@playwright/test').Page) =>
  page.evaluate(() => {
    const bar = document.querySelector('footer')
    const [red = 255] = (bar ? getComputedStyle(bar).backgroundColor : '').match(/\d+/g)?.map(Number) ?? []
    return red < 128
  })

test('X1: the theme is chosen, shown at once and kept when the page is loaded again', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'As the system' }).check()
  await expect.poll(() => isDark(page)).toBe(false)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(() => isDark(page)).toBe(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect.poll(() => isDark(page)).toBe(true)
  await page.getByRole('radio', { name: 'As the system' }).check()
  await expect.poll(() => isDark(page)).toBe(false)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => isDark(page)).toBe(true)
})

test('X1: the window’s zoom is set by keyboard and kept', async ({ page, electronApp }) => {
  test.skip(electronApp === undefined, 'a browser has its own zoom')
  const factor = () =>
    electronApp?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  await page.getByRole('link', { name: 'Settings' }).click()
  const slider = page.getByRole('slider', { name: /Zoom/ })
  await slider.focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', '130 %')
  await expect.poll(factor).toBeCloseTo(1.3)
  await page.reload()
  await expect(page.getByRole('slider', { name: /Zoom/ })).toHaveAttribute('aria-valuetext', '130 %')
  await expect.poll(factor).toBeCloseTo(1.3)
})

test('X1: a number out of range is refused with its limits and not saved', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings' }).click()
  const size = page.getByRole('textbox', { name: 'Font size (px)' })
  await size.fill('99')
  await expect(page.getByText('A number from 8 to 40.')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.reload()
  await expect(size).toHaveValue('14')
  await size.fill('16')
  await page.keyboard.press('Enter')
  await page.reload()
  await expect(size).toHaveValue('16')
})

test('C6: where there is no keychain an encrypted file is made with a passphrase, and it says so', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings' }).click()
  const secrets = page.getByRole('region', { name: 'Secrets' })
  await expect(secrets).toContainText('kept in memory only')
  await secrets.getByRole('button', { name: 'Keep them in an encrypted file' }).click()
  const dialog = page.getByRole('dialog')
  const passphrase = dialog.getByLabel(/^Passphrase\W*$/)
  await expect(passphrase).toHaveAttribute('type', 'password')
  await passphrase.fill('harbour-lights')
  await dialog.getByLabel(/once more/).fill('harbour-light')
  await dialog.getByRole('button', { name: 'Make file' }).click()
  await expect(dialog.getByText('The two are not the same.')).toBeVisible()
  await dialog.getByLabel(/once more/).fill('harbour-lights')
  await dialog.getByRole('button', { name: 'Make file' }).click()
  await expect(secrets).toContainText('encrypted file, which is unlocked')
})
