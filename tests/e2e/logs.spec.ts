import { expect } from '../support/door-test.ts'
import { openLog } from '../support/open-log.ts'
import { test } from '../support/shared-engine-test.ts'

test('K4: a log follows, pauses while reading, and goes on @smoke', async ({ page, containers }) => {
  const script = 'seq 1 2000 | sed s/^/line-/; while true; do sleep 0.5; echo tick; done'
  const id = await containers.sh(script)
  const log = await openLog(page, id)
  await expect(log).toContainText('tick')
  await log.hover()
  await page.mouse.wheel(0, -2000)
  await expect(log).toHaveAttribute('data-follow', 'false')
  // The wheel's motion is animated: what is read stands still once two looks agree.
  let seen = await log.textContent()
  await expect
    .poll(async () => {
      const before = seen
      seen = await log.textContent()
      return seen === before
    })
    .toBe(true)
  const more = page.getByRole('button', { name: /new line/ })
  await expect(more).toBeVisible()
  // New lines came, and what is read stays where it is.
  expect(await log.textContent()).toBe(seen)
  await more.click()
  await expect(log).toHaveAttribute('data-follow', 'true')
  await expect(log).toContainText('tick')
})

test('K4: search goes through all lines by keyboard', async ({ page, containers }) => {
  const id = await containers.sh('seq 1 3000 | sed s/^/row-/; sleep 1000')
  const log = await openLog(page, id)
  await expect(log).toContainText('row-3000')
  await log.focus()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('row-1234')
  const status = page.locator('search').getByRole('status')
  await expect(status).toHaveText('1 of 1')
  await expect(log).toContainText('row-1234')
  await page.getByRole('textbox', { name: 'Find' }).fill('row-29')
  await expect(status).toHaveText(/of 111$/)
  await page.keyboard.press('Escape')
  await expect(log).toBeFocused()
})
