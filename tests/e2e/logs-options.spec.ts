import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { expect } from '../support/door-test.ts'
import { downloaded } from '../support/downloaded.ts'
import { openLog } from '../support/open-log.ts'
import { test } from '../support/shared-engine-test.ts'
import { Clipboard } from '../support/terminal-dock.ts'

const toolbar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Log' })
const line = (log: Locator, text: string): Locator => log.getByText(text, { exact: true })

/** What is around the range's box is not for the reader while it is open: it is closed again. */
async function inRange(page: Page, change: (range: Locator) => Promise<void>): Promise<void> {
  await toolbar(page).getByRole('button', { name: /lines/ }).click()
  const range = page.getByRole('dialog', { name: 'Range and streams' })
  await expect(range).toBeVisible()
  await change(range)
  await page.keyboard.press('Escape')
  await expect(range).toBeHidden()
}

async function lastThousand(page: Page, range: Locator): Promise<void> {
  await range.getByRole('combobox', { name: 'Lines' }).click()
  await page.getByRole('option', { name: 'Last 1,000', exact: true }).click()
}

/** When the engine got this line, ms since the epoch. */
async function timeOf(host: string, id: string, text: string): Promise<number> {
  const { stdout } = await dockerCli(['logs', '--timestamps', id], { host })
  const found = stdout.split(/\r?\n/).find((each) => each.endsWith(` ${text}`))
  return Date.parse(found?.split(' ')[0] ?? '')
}

/** As the field for date and time writes it, in local time. */
function localTime(time: number): string {
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

test('K4: what is marked by mouse is copied: by dragging, a word, a line, and on with Shift @practice', async ({
  page,
  electronApp,
  containers,
  testEngine: { dialect },
}) => {
  const log = await openLog(page, await containers.sh(dialect.inTurn(dialect.lines(9, 'row and word-'), dialect.wait)))
  const clipboard = new Clipboard(page, electronApp)
  await clipboard.write('nothing yet')
  const place = async (text: string) => {
    const box = await line(log, text).boundingBox()
    if (!box) throw new Error(`${text} is not in view`)
    return { left: box.x, right: box.x + box.width, y: box.y + box.height / 2 }
  }
  const copied = async () => {
    await page.keyboard.press('Control+c')
    return clipboard.read()
  }
  const from = await place('row and word-3')
  const to = await place('row and word-5')
  await page.mouse.move(from.left - 4, from.y)
  await page.mouse.down()
  await page.mouse.move(to.right - 40, to.y)
  await page.mouse.move(to.right + 40, to.y)
  await page.mouse.up()
  await expect.poll(copied).toBe('row and word-3\nrow and word-4\nrow and word-5')
  await page.mouse.dblclick(from.right - 12, from.y)
  await expect.poll(copied).toBe('word-3')
  await page.mouse.click(from.right - 12, from.y, { clickCount: 3 })
  await expect.poll(copied).toBe('row and word-3')
  await page.mouse.click(from.left - 4, from.y)
  await page.keyboard.down('Shift')
  await page.mouse.click(to.left - 4, to.y)
  await page.keyboard.up('Shift')
  await expect.poll(copied).toBe('row and word-3\nrow and word-4\n')
})

test('K4: a range is marked and copied by keyboard only, and all lines at once', async ({
  page,
  electronApp,
  containers,
  testEngine: { dialect },
}) => {
  const log = await openLog(page, await containers.sh(dialect.inTurn(dialect.lines(5, 'row-'), dialect.wait)))
  await expect(line(log, 'row-5')).toBeVisible()
  const clipboard = new Clipboard(page, electronApp)
  await clipboard.write('nothing yet')
  await log.focus()
  await page.keyboard.press('Control+c')
  await expect(page.getByText('Mark text first').last()).toBeVisible()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+End')
  await page.keyboard.press('Control+c')
  await expect.poll(() => clipboard.read()).toBe('row-1\nrow-2\nrow-3')
  await expect(page.getByText('Copied 3 lines').last()).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expect.poll(() => clipboard.read()).toBe('row-1\nrow-2\nrow-3\nrow-4\nrow-5')
  // The same by the menu, which also is reached by keyboard.
  await clipboard.write('nothing yet')
  await toolbar(page).getByRole('button', { name: 'Copy' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Copy what is in view' }).press('Enter')
  await expect.poll(() => clipboard.read()).toMatch(/^row-1\n.*row-5$/s)
})

test('K4: timestamps, streams, wrap and the number of lines are chosen, and remembered after the tab is opened again @practice', async ({
  page,
  containers,
  testEngine: { dialect },
}) => {
  const id = await containers.sh(dialect.inTurn(dialect.streams, dialect.wait))
  const log = await openLog(page, id)
  await expect(line(log, 'err-2')).toBeVisible()
  await expect(log).not.toContainText(/\dT\d/)
  await toolbar(page).getByRole('button', { name: 'Timestamps' }).click()
  await expect(log).toContainText(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z out-1/)
  await toolbar(page).getByRole('button', { name: 'Timestamps' }).click()
  await expect(line(log, 'out-1')).toBeVisible()
  await expect(log).not.toContainText(/\dT\d/)

  await inRange(page, async (range) => {
    await range.getByRole('checkbox', { name: 'Output (stdout)' }).uncheck()
    // One of the two stays.
    await expect(range.getByRole('checkbox', { name: 'Errors (stderr)' })).toBeDisabled()
  })
  await expect(line(log, 'err-2')).toBeVisible()
  await expect(log).not.toContainText('out-')
  await inRange(page, async (range) => {
    await range.getByRole('checkbox', { name: 'Output (stdout)' }).check()
    await range.getByRole('checkbox', { name: 'Errors (stderr)' }).uncheck()
    await lastThousand(page, range)
  })
  await expect(line(log, 'out-2')).toBeVisible()
  await expect(log).not.toContainText('err-')
  await toolbar(page).getByRole('button', { name: 'Timestamps' }).click()
  await toolbar(page).getByRole('button', { name: 'Wrap' }).click()
  const wrapped = await toolbar(page).getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed')

  const remembered = async () => {
    await expect(log).toContainText(/\dT\S+Z out-2/)
    await expect(log).not.toContainText('err-')
    await expect(toolbar(page).getByRole('button', { name: 'Timestamps' })).toHaveAttribute('aria-pressed', 'true')
    await expect(toolbar(page).getByRole('button', { name: 'Wrap' })).toHaveAttribute('aria-pressed', wrapped ?? '')
    await expect(toolbar(page).getByRole('button', { name: /lines/ })).toHaveText('Last 1,000 lines')
  }
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(log).toBeHidden()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await remembered()
  await page.reload()
  await remembered()
})

test('K4: only the lines between two times are read @practice', async ({
  page,
  containers,
  testEngine: { url, dialect },
}) => {
  const { inTurn, pause, wait } = dialect
  const id = await containers.sh(inTurn('echo first', pause(3), 'echo second', pause(3), 'echo third', wait))
  const log = await openLog(page, id)
  await expect(line(log, 'third')).toBeVisible()
  const second = Math.floor((await timeOf(url, id, 'second')) / 1000) * 1000
  await inRange(page, (range) => range.getByLabel('From date and time').fill(localTime(second)))
  await expect(log).not.toContainText('first')
  await expect(line(log, 'third')).toBeVisible()
  await inRange(page, (range) => range.getByLabel('To date and time').fill(localTime(second + 2000)))
  await expect(log).not.toContainText('third')
  await expect(line(log, 'second')).toBeVisible()
  await expect(log).not.toContainText('first')
  await expect(toolbar(page).getByRole('button', { name: 'Last 10,000 lines, limited in time' })).toBeVisible()
  await inRange(page, (range) => range.getByRole('button', { name: 'Any time' }).click())
  await expect(line(log, 'first')).toBeVisible()
  await expect(line(log, 'third')).toBeVisible()
})

test('K4: search goes to the next and the previous place, round at the ends, and each comes into view', async ({
  page,
  containers,
  testEngine: { dialect },
}) => {
  const log = await openLog(page, await containers.sh(dialect.inTurn(dialect.lines(3000, 'row-'), dialect.wait)))
  await expect(log).toContainText('row-3000')
  await log.focus()
  await page.keyboard.press('Control+f')
  const bar = page.locator('search')
  const status = bar.getByRole('status')
  await page.keyboard.type('row-\\d?700$')
  await expect(status).toHaveText('No results')
  await bar.getByRole('button', { name: 'Regular expression' }).click()
  // row-700, row-1700, row-2700: the first below what is in view, else the first of all.
  const at = async (index: number, text: string) => {
    await expect(status).toHaveText(`${index} of 3`)
    await expect(line(log, text)).toBeInViewport()
  }
  await at(1, 'row-700')
  await bar.getByRole('textbox').focus()
  await page.keyboard.press('Enter')
  await at(2, 'row-1700')
  await page.keyboard.press('F3')
  await at(3, 'row-2700')
  await bar.getByRole('button', { name: /next/i }).click()
  await at(1, 'row-700')
  await bar.getByRole('button', { name: /previous/i }).click()
  await at(3, 'row-2700')
  await bar.getByRole('textbox').focus()
  await page.keyboard.press('Shift+Enter')
  await at(2, 'row-1700')
  await expect(log).toHaveAttribute('data-follow', 'false')
})

test('K4: the whole log as a file is what the engine itself gives @practice', async ({
  page,
  electronApp,
  containers,
  testEngine: { kind, url, dialect },
}) => {
  const last =
    kind === 'docker'
      ? 'printf "no line end, \\033[31mred\\033[0m, \\303\\244"'
      : '<nul set /p x=no line end, \u001b[31mred\u001b[0m'
  const id = await containers.sh(dialect.inTurn(dialect.lines(20_000), last))
  await containers.ended(id)
  const whole = await dockerCli(['logs', id], { host: url })
  expect(whole.stdout.split('\n')).toHaveLength(20_001)
  // Fewer lines in view than the log has: the file has all of them.
  const log = await openLog(page, id)
  await inRange(page, (range) => lastThousand(page, range))
  const download = () =>
    downloaded(page, electronApp, () => toolbar(page).getByRole('button', { name: 'Download whole log' }).click())
  await expect(log).toContainText('20000')
  expect((await download()).text).toBe(whole.stdout)

  // Both streams and times: in the engine's order, as the CLI writes them to one place.
  const both = await containers.run({ Cmd: dialect.script(dialect.streams) }, 'e2e-log-file')
  await containers.ended(both)
  await openLog(page, both)
  await toolbar(page).getByRole('button', { name: 'Timestamps' }).click()
  await expect(log).toContainText(/Z err-2/)
  const { stdout } = await promisify(execFile)('sh', ['-c', 'docker logs --timestamps "$0" 2>&1', both], {
    env: { ...process.env, DOCKER_HOST: url },
  })
  const file = await download()
  expect(file.text).toBe(stdout)
  expect(file.name).toBe('e2e-log-file.log')
})

test('X1: axe finds nothing in the log, its search, range and menu; light, dark and forced colours', async ({
  page,
  containers,
  testEngine: { kind, dialect },
}) => {
  test.slow()
  const all = '31 32 33 34 35 36 37 90 91 93 97'
  const colours =
    kind === 'docker'
      ? `for c in ${all}; do printf "\\033[%smcolour\\033[0m\\n" $c; done`
      : `(for %c in (${all}) do @echo \u001b[%cmcolour\u001b[0m)`
  const log = await openLog(
    page,
    await containers.sh(dialect.inTurn(colours, 'echo plain', 'echo bad>&2', dialect.wait)),
  )
  await expect(log).toContainText('bad')
  await toolbar(page).getByRole('button', { name: 'Timestamps' }).click()
  await expect(log).toContainText(/Z plain/)
  await expectAxeClean(page, 'log')
  await log.focus()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('colour')
  await expect(page.locator('search').getByRole('status')).toHaveText(/of 11$/)
  await expectAxeClean(page, 'search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await expectAxeClean(page, 'marked')
  await inRange(page, () => expectAxeClean(page, 'range'))
  await toolbar(page).getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('menuitem', { name: 'Copy all lines' })).toBeVisible()
  await expectAxeClean(page, 'copy menu', ['region'])
})
