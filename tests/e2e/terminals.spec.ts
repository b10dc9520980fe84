import type { Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { expect } from '../support/door-test.ts'
import { test } from '../support/shared-engine-test.ts'
import { Clipboard, openTerminal, readable, screens, terminalInput } from '../support/terminal-dock.ts'

const unique = (name: string) => `e2e-${name}-${Date.now().toString(36)}`

const screen = (page: Page) => screens(page).first()

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('navigation').first()).toBeVisible()
})

test('T1, T2, T3: a shell in a container takes commands by keyboard and knows its size @smoke @practice', async ({
  page,
  containers,
  testEngine: { kind, dialect },
}) => {
  const { say, size, inTurn, clear } = dialect
  const name = unique('shell')
  await containers.run({ Image: dialect.fullImage }, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  // Where there is a PowerShell, it comes first.
  if (kind === 'practice') await page.keyboard.type('cmd\n')
  await page.keyboard.type(`${inTurn(say('42-answer'), size.line)}\n`)
  await expect(screen(page)).toContainText('42-answer')
  await expect(screen(page)).toContainText(size.rows)
  await expect(screen(page)).toContainText(size.columns)
  await page.getByRole('button', { name: 'Maximise the dock' }).click()
  await expect(page.getByRole('textbox', { name: /^Terminal / })).toBeFocused()
  // The new size reaches the program a moment after the dock has it: asked until it does.
  await expect
    .poll(async () => {
      await page.keyboard.type(`${inTurn(clear, size.line)}\n`)
      await expect(screen(page)).toContainText(size.rows)
      return Number(size.rows.exec((await screen(page).textContent()) ?? '')?.[1])
    })
    .toBeGreaterThanOrEqual(20)
})

test('T2: a container without an open input says that only its output is shown', async ({ page, containers }) => {
  const [open, closed] = [unique('open'), unique('closed')]
  const Cmd = ['sh', '-c', 'while true; do echo tick; sleep 1; done']
  await containers.run({ Cmd, Tty: false, OpenStdin: true }, open)
  await containers.run({ Cmd, Tty: false, OpenStdin: false }, closed)
  await readable(page)
  const hint = page.getByText('This container takes no input')
  await openTerminal(page, `Attach to ${open}`)
  await expect(screen(page)).toContainText('tick')
  await expect(hint).toHaveCount(0)
  await openTerminal(page, `Attach to ${closed}`)
  await expect(hint).toBeVisible()
  await expect(screen(page)).toContainText('tick')
})

test('T1: several lines are shown before they are pasted', async ({ page, containers }) => {
  const name = unique('paste')
  await containers.run({}, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await page.locator('.xterm-helper-textarea').evaluate((area) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'echo first-line\necho second-line\n')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('echo second-line')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(screen(page)).not.toContainText('first-line')
})

test('T3, T5: detach leaves the container running; attach again; an ended one says its exit code @practice', async ({
  page,
  containers,
  testEngine: { dialect },
}) => {
  const { say, shell } = dialect
  const name = unique('attach')
  const id = await containers.run({ Cmd: [shell], Tty: true, OpenStdin: true }, name)
  await readable(page)
  await openTerminal(page, `Attach to ${name}`)
  await page.keyboard.type(`${say('before-23')}\n`)
  await expect(screen(page)).toContainText('before-23')
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await expect(page.getByText('Detached. The container runs on.')).toBeVisible()
  expect((await containers.inspect(id)).State.Running).toBe(true)
  await page.getByRole('button', { name: 'Attach again' }).click()
  await expect(page.getByText('Detached. The container runs on.')).toBeHidden()
  await expect(screen(page)).toContainText('before-23')
  await page.getByRole('textbox', { name: /^Terminal / }).focus()
  await page.keyboard.type('exit 7\n')
  await expect(page.getByText('The container ended with exit code 7.')).toBeVisible()
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(page.getByText('The container ended with exit code 7.')).toBeHidden()
  await terminalInput(page).focus()
  await page.keyboard.type(`${say('again-33')}\n`)
  await expect(screen(page)).toContainText('again-33')
  expect((await containers.inspect(id)).State.Running).toBe(true)
})

test('T1, X1: axe finds nothing in the dock, its search, menu, split and questions; light, dark and forced colours', async ({
  page,
  containers,
  testEngine: { kind, dialect },
}) => {
  test.setTimeout(180_000)
  const name = unique('axe')
  await containers.run({ Cmd: [dialect.shell], Tty: true, OpenStdin: true }, name)
  await readable(page)
  await openTerminal(page, `Attach to ${name}`)
  const colours = 'for c in 31 32 33 34 35 36; do printf "\\033[%smcolour\\033[0m\\n" $c; done'
  await page.keyboard.type(`${dialect.inTurn(dialect.lines(5), kind === 'docker' ? colours : dialect.say('colour'))}\n`)
  await expect(screen(page)).toContainText('colour')
  await expectAxeClean(page, 'dock')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('colour')
  await expect(page.locator('search').getByRole('status')).toHaveText(/ of /)
  await expectAxeClean(page, 'search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+N')
  await expect(page.getByRole('menuitem', { name: `Shell in ${name}` })).toBeVisible()
  await expectAxeClean(page, 'new terminal', ['region'])
  await page.keyboard.press('Escape')
  await terminalInput(page).focus()
  await page.keyboard.press('Alt+Shift+Equal')
  await expect(page.locator('[data-link=connected]')).toHaveCount(2)
  await expectAxeClean(page, 'split')
  await page
    .locator('.xterm-helper-textarea')
    .last()
    .evaluate((area) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'echo first-line\necho second-line\n')
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAxeClean(page, 'several lines')
  await page.keyboard.press('Escape')
  await terminalInput(page).last().focus()
  await page.keyboard.type('exit 3\n')
  await expect(page.getByText('The container ended with exit code 3.').first()).toBeVisible()
  await expectAxeClean(page, 'ended')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Terminals' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Terminals' })).toBeVisible()
  await expectAxeClean(page, 'the page of terminals')
})

test('T1, T3: Ctrl+C copies a selection and else interrupts; Ctrl+V and right-click paste, several lines asked @practice', async ({
  page,
  electronApp,
  containers,
  testEngine: { kind, dialect },
}) => {
  const { say } = dialect
  const name = unique('copy')
  await containers.run({}, name)
  const clipboard = new Clipboard(page, electronApp)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await clipboard.write('nothing yet')
  const [line, interrupted] =
    kind === 'docker'
      ? [`sh -c 'trap "echo GOT-INTERRUPT; exit" INT; clear; echo COPYME; sleep 99 & wait'`, 'GOT-INTERRUPT']
      : ['cls& echo COPYME& ping -t localhost', 'Control-C']
  await page.keyboard.type(`${line}\n`)
  await expect(screen(page)).toContainText(/^\s*COPYME/)
  await page.locator('.xterm-screen').dblclick({ position: { x: 20, y: 8 } })
  await page.keyboard.press('Control+c')
  await expect.poll(() => clipboard.read()).toBe('COPYME')
  await expect(screen(page)).not.toContainText(interrupted)
  await page.keyboard.press('Control+c')
  await expect(screen(page)).toContainText(interrupted)

  await clipboard.write(say('by-key-42'))
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('by-key-42')
  await clipboard.write(say('by-mouse-43'))
  await page.locator('.xterm-screen').click({ button: 'right' })
  await expect(screen(page)).toContainText(say('by-mouse-43'))
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('by-mouse-43')
  await clipboard.write(`${say('one-44')}\n${say('two-45')}\n`)
  await page.keyboard.press('Control+v')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(say('two-45'))
  await dialog.getByRole('button', { name: 'Paste' }).click()
  await expect(screen(page)).toContainText('one-44')
  await expect(screen(page)).toContainText('two-45')
})

test('T1: after its menu the keyboard is in the terminal again, and what was cleared stays so after a reload', async ({
  page,
  containers,
}) => {
  const name = unique('clear')
  await containers.run({}, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await page.keyboard.type('echo SECRET-$((40+2))\n')
  await expect(screen(page)).toContainText('SECRET-42')
  const choose = async (entry: string) => {
    await page.locator('.xterm-screen').click({ button: 'right', modifiers: ['Shift'] })
    await page.getByRole('menuitem', { name: entry }).click()
  }
  await choose('Clear')
  await expect(screen(page)).not.toContainText('SECRET')
  await page.keyboard.type('echo after-$((40+3))\n')
  await expect(screen(page)).toContainText('after-43')
  await choose('Find')
  await page.keyboard.type('after-43')
  await expect(page.getByRole('textbox', { name: 'Find' })).toHaveValue('after-43')
  await page.reload()
  await expect(screen(page)).toContainText('after-43')
  await expect(screen(page)).not.toContainText('SECRET')
})

test('T1: a right-click goes to a program that follows the mouse, and pastes nothing into it', async ({
  page,
  electronApp,
  containers,
}) => {
  const name = unique('mouse')
  await containers.run({}, name)
  const clipboard = new Clipboard(page, electronApp)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await clipboard.write('FROM-CLIPBOARD')
  await page.keyboard.type(`printf '\\033[?1000;1006h'; echo follows-$((40+2)); cat -v\n`)
  await expect(screen(page)).toContainText('follows-42')
  await page.locator('.xterm-screen').click({ button: 'right', position: { x: 20, y: 8 } })
  await expect(screen(page)).toContainText(/\^\[\[<2;\d+;\d+M.*\^\[\[<2;\d+;\d+m/)
  await page.keyboard.type('end-of-mouse')
  await expect(screen(page)).toContainText('end-of-mouse')
  await expect(screen(page)).not.toContainText('FROM-CLIPBOARD')
})

test('T1: links are http and https only; a program does not reach the clipboard', async ({
  page,
  electronApp,
  containers,
}) => {
  const name = unique('links')
  await containers.run({}, name)
  const clipboard = new Clipboard(page, electronApp)
  await clipboard.write('mine')
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  const link = (address: string, text: string) => `\\033]8;;${address}\\007${text}\\033]8;;\\007\\n`
  const lines = `${link('file:///etc/passwd', 'FILELINK')}${link('https://example.com/shown', 'WEBLINK')}`
  // OSC 52 with "hacked" in Base64.
  await page.keyboard.type(`clear; printf '${lines}\\033]52;c;aGFja2Vk\\007over-%s\\n' 1\n`)
  await expect(screen(page)).toContainText('over-1')
  const at = page.locator('.xterm-screen')
  const rowHeight = await at.evaluate(
    (element) =>
      element.clientHeight /
      Number(element.closest('.xterm')?.querySelectorAll('.xterm-accessibility-tree > *').length),
  )
  const click = async (row: number) => {
    await at.hover({ position: { x: 30, y: rowHeight * (row + 0.5) } })
    // The link under the pointer is looked up in the next frames.
    await page.waitForTimeout(500)
    await at.click({ position: { x: 32, y: rowHeight * (row + 0.5) } })
  }
  await click(0)
  await page.waitForTimeout(500)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await click(1)
  await expect(page.getByRole('dialog', { name: 'Open this address' })).toContainText('https://example.com/shown')
  await page.keyboard.press('Escape')
  expect(await clipboard.read()).toBe('mine')
})

test('T1, T3: search steps both ways; a split and the window give each program its size @practice', async ({
  page,
  electronApp,
  containers,
  testEngine: { kind, dialect },
}) => {
  const { clear, inTurn, lines, say, size } = dialect
  const name = unique('split')
  await containers.run({ Image: dialect.fullImage }, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  if (kind === 'practice') await page.keyboard.type('cmd\n')
  await page.keyboard.type(`${inTurn(clear, lines(20, 'find-'))}\n`)
  await expect(screen(page)).toContainText('find-20')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('find-1')
  const status = page.locator('search').getByRole('status')
  await expect(status).toHaveText('11 of 11')
  await page.keyboard.press('Shift+Enter')
  await expect(status).toHaveText('10 of 11')
  await page.keyboard.press('Enter')
  await expect(status).toHaveText('11 of 11')
  await page.keyboard.press('Enter')
  await expect(status).toHaveText('1 of 11')
  await page.keyboard.press('Escape')
  await expect(terminalInput(page)).toBeFocused()

  let asked = 0
  const columns = async (pane: number): Promise<number> => {
    asked++
    await terminalInput(page).nth(pane).focus()
    await page.keyboard.type(`${inTurn(clear, size.line, say(`asked-${asked}`))}\n`)
    await expect(screens(page).nth(pane)).toContainText(`asked-${asked}`)
    return Number(size.columns.exec((await screens(page).nth(pane).textContent()) ?? '')?.[1])
  }
  const whole = await columns(0)
  await page.keyboard.press('Alt+Shift+Equal')
  await expect(page.locator('[data-link=connected]')).toHaveCount(2)
  if (kind === 'practice') {
    await terminalInput(page).nth(1).focus()
    await page.keyboard.type('cmd\n')
  }
  await expect.poll(() => columns(0)).toBeLessThan(whole * 0.55)
  expect(await columns(1)).toBeLessThan(whole * 0.55)
  const half = await columns(1)
  if (electronApp) {
    await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700))
  } else await page.setViewportSize({ width: 1000, height: 700 })
  await expect.poll(() => columns(1)).toBeLessThan(half - 5)
})

test('T2: two terminals on one container show the same, and letting one go leaves the other @practice', async ({
  page,
  door,
  containers,
  testEngine: {
    dialect: { say, shell },
  },
}) => {
  const name = unique('twice')
  const id = await containers.run({ Cmd: [shell], Tty: true, OpenStdin: true }, name)
  await readable(page)
  await openTerminal(page, `Attach to ${name}`)
  await page.keyboard.press('Alt+Shift+Equal')
  await expect(page.locator('[data-link=connected]')).toHaveCount(2)
  await terminalInput(page).nth(1).focus()
  await page.keyboard.type(`${say('both-51')}\n`)
  for (const pane of [0, 1]) await expect(screens(page).nth(pane)).toContainText('both-51')
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await expect(page.getByText('Detached. The container runs on.')).toHaveCount(1)
  await terminalInput(page).nth(0).focus()
  await page.keyboard.type(`${say('still-52')}\n`)
  await expect(screens(page).nth(0)).toContainText('still-52')
  expect((await containers.inspect(id)).State.Running).toBe(true)
  if (door === 'window') return
  // Another tab of the browser, as "Duplicate tab" makes one.
  const opening = page.context().waitForEvent('page')
  await page.evaluate(() => {
    window.open(location.href)
  })
  const other = await opening
  await expect(screens(other).nth(0)).toContainText('still-52')
  await other.reload()
  await expect(screens(other).nth(0)).toContainText('still-52')
  await terminalInput(page).nth(0).focus()
  await page.keyboard.type(`${say('three-53')}\n`)
  for (const each of [page, other]) await expect(screens(each).nth(0)).toContainText('three-53')
})
