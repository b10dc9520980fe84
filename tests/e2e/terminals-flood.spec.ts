import { expect } from '../support/door-test.ts'
import { test } from '../support/shared-engine-test.ts'
import { openTerminal, readable, screens, terminalInput } from '../support/terminal-dock.ts'

const MEGABYTES = process.env.SLIPWAY_TEST_ALL ? 200 : 30

const LINE = 'a line of eighty characters, as a build writes it: 0123456789 0123456789 0123456'

/** Says in the terminal's title that it goes, writes, writes its last line and says that it is over. */
const linuxFlood = (word: string) =>
  [
    `printf '\\033]0;${word}-goes\\007'`,
    `yes '${LINE}' | head -c ${MEGABYTES}000000`,
    `printf '\\n${word}-last-%s\\n\\033]0;${word}-over\\007' line`,
  ].join('; ')

const windowsFlood = (word: string) =>
  [
    `title ${word}-goes`,
    `(for /L %i in (1,1,${Math.ceil((MEGABYTES * 1e6) / (LINE.length + 2))}) do @echo ${LINE})`,
    `echo ${word}-last-line`,
    `title ${word}-over`,
  ].join('& ')

test(`T4: a flood of ${MEGABYTES} MB: the window serves a click in its middle, a reload goes on, the last line comes`, async ({
  page,
  containers,
  testEngine: { kind, dialect },
}) => {
  test.setTimeout(process.env.SLIPWAY_TEST_ALL ? 300_000 : 120_000)
  const name = `e2e-flood-${Date.now().toString(36)}`
  const [flood, key] = kind === 'docker' ? [linuxFlood, 'read x'] : [windowsFlood, 'set /p x=']
  const script = dialect.inTurn(key, flood('first'), key, flood('second'), dialect.wait)
  await containers.run({ Cmd: dialect.script(script), Tty: true, OpenStdin: true }, name)
  await openTerminal(page, `Attach to ${name}`)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await pages.getByRole('link', { name: 'Terminals' }).click()
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toBeVisible()

  await terminalInput(page).focus()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('first-goes')
  const asked = Date.now()
  await pages.getByRole('link', { name: 'Images' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Images' })).toBeVisible()
  const served = Date.now() - asked
  await pages.getByRole('link', { name: 'Terminals' }).click()
  // Else it was not the middle.
  await expect(row).toContainText('first-goes', { timeout: 1 })
  expect(served).toBeLessThan(3000)
  await expect(row).toContainText('first-over', { timeout: 120_000 })
  await readable(page)
  await expect(screens(page)).toContainText('first-last-line', { timeout: 60_000 })

  await pages.getByRole('link', { name: 'Terminals' }).click()
  await terminalInput(page).focus()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('second-goes')
  await page.reload()
  await expect(row).toContainText('second-goes')
  await expect(row).toContainText('second-over', { timeout: 120_000 })
  await expect(screens(page)).toContainText('second-last-line', { timeout: 60_000 })
})
