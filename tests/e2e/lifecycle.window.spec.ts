import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/door-test.ts'
import { waitFor } from '../support/wait-for.ts'

test.describe('X1, X4: the life of the window', () => {
  test('is the only one: a second start brings the first to the front and leaves', async ({ page, electronApp }) => {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    const first = electronApp?.process()
    if (!first) throw new Error('no process')
    await electronApp?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = spawn(first.spawnfile, first.spawnargs.slice(1), { stdio: 'ignore' })
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(0)
    await waitFor('the window to come back', () =>
      electronApp?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    )
    expect(await electronApp?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('keeps its size and place', async ({ page, electronApp }) => {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    const folder = await electronApp?.evaluate(({ app }) => app.getPath('userData'))
    await electronApp?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1111, height: 666 }),
    )
    await waitFor('the kept state', () => {
      try {
        const state = JSON.parse(readFileSync(join(folder ?? '', 'window.json'), 'utf8'))
        return state.width === 1111 && state.height === 666
      } catch {
        return false
      }
    })
  })

  test('has native menus with accelerators that the page carries out', async ({ page, electronApp }) => {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    const accelerators = await electronApp?.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap((item) =>
        (item.submenu?.items ?? []).map(({ label, accelerator }) => [
          label.replace('&', ''),
          String(accelerator ?? ''),
        ]),
      ),
    )
    expect(Object.fromEntries(accelerators ?? [])).toMatchObject({
      'Command palette': 'CmdOrCtrl+Shift+P',
      Settings: 'CmdOrCtrl+,',
      'Terminal dock': 'CmdOrCtrl+`',
      'Zoom in': 'CmdOrCtrl+=',
    })
    await electronApp?.evaluate(({ Menu }) => {
      const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
      items.find(({ label }) => label.includes('Settings'))?.click()
    })
    await expect(page).toHaveURL(/#\/settings/)
  })

  test('recovers from a reload and from a crash of its page', async ({ page, electronApp }) => {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await page.reload()
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await electronApp?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    // Playwright's page is gone with the crashed renderer, so main looks. A question put to a page in the middle of its
    // crash is never answered.
    await waitFor('the page after the crash', () =>
      electronApp?.evaluate(
        ({ BrowserWindow }) =>
          new Promise<boolean>((resolve) => {
            setTimeout(() => resolve(false), 1000)
            BrowserWindow.getAllWindows()[0]
              ?.webContents.executeJavaScript("document.querySelector('nav') !== null")
              .then(resolve, () => resolve(false))
          }),
      ),
    )
  })

  test('applies the zoom of the settings', async ({ page, electronApp }) => {
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await electronApp?.evaluate(({ Menu }) => {
      const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
      items.find(({ label }) => label.includes('Zoom') && label.includes('in'))?.click()
    })
    await waitFor('the zoom', () =>
      electronApp?.evaluate(
        ({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 1) > 1.05,
      ),
    )
  })
})
