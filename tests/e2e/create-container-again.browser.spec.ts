import { expect, test } from '../support/door-test.ts'
import { IMAGES } from '../support/images.ts'
import { TestContainers } from '../support/test-container.ts'

// In Chromium only: there a script of the program can be held back.
test('K2: the form begins anew when one comes back before the next page is there', async ({ page, testEngine }) => {
  const containers = new TestContainers(testEngine.socketPath, testEngine.dialect)
  const form = page.getByRole('form', { name: 'Create container' })
  const goTo = (path: string) =>
    page.evaluate((hash) => {
      location.hash = hash
    }, path)
  try {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await goTo(`/containers/environment/create?image=${encodeURIComponent(IMAGES.busybox)}`)
    await page.getByLabel('Name', { exact: true }).fill('cc-again')
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Storage' }).click()

    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/\/page-[^/]*\.js$/, async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('button', { name: 'Create only' }).click()
    await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
    await expect(form).toBeHidden()
    // Hidden, but not gone: otherwise this would prove nothing.
    await expect(page.locator('form[aria-label="Create container"]')).toHaveCount(1)

    await goTo(`/containers/environment/create?image=${encodeURIComponent(IMAGES.busybox)}`)
    await expect(form).toBeVisible()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('')
    await expect(page.getByText('What you had filled in before')).toBeHidden()
    release()
  } finally {
    await containers.removeAll()
  }
})
