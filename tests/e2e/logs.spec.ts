import { expect } from '../support/door-test.ts'
import { openLog } from '../support/open-log.ts'
import { test } from '../support/shared-engine-test.ts'

test('K4: a log follows, pauses while reading, and goes on @smoke @practice', async ({
  page,
  containers,
  testEngine: { kind, dialect },
}) => {
  const ticks =
    kind === 'docker'
      ? 'while true; do sleep 0.5; echo tick; done'
      : '(for /L %i in (1,0,2) do @(ping -n 2 localhost >nul& echo tick))'
  const id = await containers.sh(dialect.inTurn(dialect.lines(2000, 'line-'), ticks))
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

test('K4: search goes through all lines by keyboard', async ({ page, containers, testEngine: { dialect } }) => {
  const id = await containers.sh(dialect.inTurn(dialect.lines(3000, 'row-'), dialect.wait))
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
