import { expect } from '../support/door-test.ts'
import { test } from '../support/shared-engine-test.ts'
import { openTerminal, readable, screens } from '../support/terminal-dock.ts'
import { waitFor } from '../support/wait-for.ts'

test('T2: a shell of this computer takes commands', async ({ page }) => {
  await readable(page)
  await openTerminal(page, /^(bash|sh|zsh|dash)\b/i)
  await page.keyboard.type('echo host-$((60+1))\n')
  await expect(screens(page)).toContainText('host-61')
})

test('T1, X1: the terminal comes back after the page crashed, with what it showed', async ({
  page,
  electronApp,
  containers,
  testEngine: {
    dialect: { inTurn, pause, say },
  },
}) => {
  const name = `e2e-crash-${Date.now().toString(36)}`
  await containers.run({}, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await page.keyboard.type(`${inTurn(say('before-71'), pause(3), say('during-72'))}\n`)
  await expect(screens(page)).toContainText('before-71')
  await electronApp?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  // Playwright's page is gone with the crashed renderer, so main looks. A question put to a page in the middle of its
  // crash is never answered.
  const shown = await waitFor(
    'the terminal after the crash',
    async () => {
      const text = await electronApp?.evaluate(
        ({ BrowserWindow }) =>
          new Promise<string>((resolve) => {
            setTimeout(() => resolve(''), 1000)
            BrowserWindow.getAllWindows()[0]
              ?.webContents.executeJavaScript("document.querySelector('.xterm-accessibility-tree')?.textContent ?? ''")
              .then(resolve, () => resolve(''))
          }),
      )
      return text?.includes('during-72') ? text : undefined
    },
    30,
  )
  expect(shown).toContain('before-71')
})
