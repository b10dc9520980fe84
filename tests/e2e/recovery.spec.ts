import { linux, windows } from '../support/dialect.ts'
import { expect } from '../support/door-test.ts'
import { test } from '../support/own-engine-test.ts'
import { openTerminal, readable, screens, terminalInput } from '../support/terminal-dock.ts'
import { TestContainers } from '../support/test-container.ts'

test('C4, T5: an engine killed under a log and a terminal: each recovers or says that it ended, once', async ({
  page,
  ownEngine,
  engineKind,
}) => {
  test.setTimeout(180_000)
  const dialect = engineKind === 'docker' ? linux : windows
  const containers = new TestContainers(ownEngine.socketPath, dialect)
  const body = { Cmd: dialect.thenShell(dialect.lines(50, 'line-')), Tty: true, OpenStdin: true }
  const id = await containers.run(body, 'slipway-recovery')
  await readable(page)
  await openTerminal(page, 'Attach to slipway-recovery')
  await page.keyboard.type(`${dialect.say('before-81')}\n`)
  await expect(screens(page)).toContainText('before-81')
  await page.evaluate((container) => {
    location.hash = `/containers/environment?open=${container}&tab=logs`
  }, id)
  const log = page.getByRole('region', { name: /^Log of / })
  await expect(log).toContainText('before-81')
  const row = page.getByRole('row', { name: /slipway-recovery/ })
  await expect(row).toHaveCount(1)

  await ownEngine.kill()
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('Reconnecting')
  const dock = page.locator('[data-dock]')
  await expect(dock.getByText(/^Reconnecting\. /)).toBeVisible()
  await expect(row).toHaveCount(1)

  await ownEngine.restart()
  await expect(status).toContainText('Connected', { timeout: 40_000 })
  // Its container did not outlive the engine that was killed: that is said, and starting it again is offered.
  await expect(dock.getByText(/ended/i).first()).toBeVisible({ timeout: 40_000 })
  await expect(row).toHaveCount(1)
  await dock.getByRole('button', { name: 'Start again' }).click()
  await terminalInput(page).focus()
  await page.keyboard.type(`${dialect.say('after-82')}\n`)
  await expect(screens(page)).toContainText('after-82')
  await expect(row).toHaveCount(1)
  // The log went on by itself; whatever was written before is there once.
  await expect(log).toContainText('after-82', { timeout: 20_000 })
  await log.focus()
  await page.keyboard.press('Control+f')
  const find = page.getByRole('textbox', { name: 'Find' })
  const found = page.locator('search').getByRole('status')
  await find.fill('after-82')
  await expect(found).toHaveText(/of 1$/)
  // Once for each of the container's two lives.
  await find.fill('line-37')
  await expect(found).toHaveText(/of 2$/)

  await page.evaluate((container) => {
    location.hash = `/containers/environment?open=${container}&tab=stats`
  }, id)
  const charts = page.getByRole('figure')
  await expect(charts).toHaveCount(4)
  await ownEngine.kill()
  await expect(status).toContainText('Reconnecting')
  await expect(page.getByText(/is away\. Next attempt/)).toBeVisible()
  // What was measured stays to be read.
  await expect(charts).toHaveCount(4)
  await ownEngine.restart()
  await expect(status).toContainText('Connected', { timeout: 40_000 })
  await expect(page.getByText(/is away\. Next attempt/)).toBeHidden()
  // Its container ended with the engine: that is said above the charts, which show what led to it, with the way on.
  const pane = page.getByRole('tabpanel', { name: 'Stats' })
  const ended = pane.getByText('This is what was measured before.')
  await expect(ended).toBeVisible({ timeout: 20_000 })
  await expect(charts).toHaveCount(4)
  await pane.getByRole('tab', { name: 'Table' }).click()
  const times = async () => (await pane.getByRole('row').getByRole('rowheader').allTextContents()).filter(Boolean)
  const before = (await times()).length
  await pane.getByRole('button', { name: 'Start again' }).click()
  await expect(ended).toBeHidden({ timeout: 20_000 })
  await expect.poll(async () => (await times()).length, { timeout: 20_000 }).toBeGreaterThan(before + 2)
  const seen = await times()
  expect(new Set(seen).size).toBe(seen.length)
  await expect(row).toHaveCount(1)
})
