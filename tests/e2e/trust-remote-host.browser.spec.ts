import type { Page } from '@playwright/test'
import { explainRefusal } from '../../main/setup/host/refusals.ts'
import { expectAxeClean } from '../support/axe-looks.ts'
import { expect, test } from '../support/door-test.ts'
import { go, review, runToEnd, state } from '../support/wizard-steps.ts'

test.use({ engine: 'none' })

const target = 'winrm://CORP%5Cadmin@srv1.corp.com'

/**
 * What WinRM says can only be had on Windows: the program's own answer for this host is exchanged on its way to the page
 * for the one that the program gives there for Windows's words (about_Remote_Troubleshooting).
 */
async function answerAsOnWindows(page: Page): Promise<void> {
  const { explained } = explainRefusal(
    target,
    {
      refused: 'connect',
      error: {
        kind: 'error',
        value: {
          id: 'ServerNotTrusted,PSSessionOpenFailed',
          message:
            'Connecting to remote server srv1.corp.com failed with the following error message : The WinRM client cannot process the request. If the authentication scheme is different from Kerberos, or if the client computer is not joined to a domain, then HTTPS transport must be used or the destination machine must be added to the TrustedHosts configuration setting.',
          category: 'OpenError',
          target: 'srv1.corp.com',
          exception: 'System.Management.Automation.Remoting.PSRemotingTransportException',
          hresult: null,
          terminating: true,
        },
      },
    },
    'win32',
  )
  const asked = new Set<unknown>()
  await page.routeWebSocket(/.*/, (toPage) => {
    const toProgram = toPage.connectToServer()
    toPage.onMessage((message) => {
      if (typeof message === 'string' && message.includes('/setup/facts') && message.includes(target)) {
        asked.add(JSON.parse(message).i)
      }
      toProgram.send(message)
    })
    toProgram.onMessage((message) => {
      const answer: { i?: unknown; p?: { b?: { json?: object } } } =
        typeof message === 'string' ? JSON.parse(message) : {}
      const known = answer.p?.b?.json
      if (!asked.delete(answer.i) || !known || !('data' in known)) return toPage.send(message)
      toPage.send(JSON.stringify({ ...answer, p: { ...answer.p, b: { json: { ...known, data: explained } } } }))
    })
  })
  await page.reload()
}

test('H1: a host that WinRM does not trust: the error’s button leads to the plan that names it, run on a practice machine', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await answerAsOnWindows(page)
  await go(page, `/setup?on=${encodeURIComponent(target)}`, 'Host setup')
  const error = page.getByRole('alert').filter({ hasText: 'does not trust the host for WinRM over HTTP' })
  await expect(error.getByText('Connect over HTTPS, which is better', { exact: false })).toBeVisible()
  await expectAxeClean(page, 'not trusted')
  await error.getByRole('button', { name: 'Trust srv1.corp.com on this machine' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Trust a remote host' })).toBeVisible()
  const connects = page.getByRole('combobox', { name: 'Host' })
  await expect(connects).toHaveValue('This machine')
  // Rehearsed on a practice machine: this one runs no Windows.
  await connects.fill('practice:windows-11')
  await connects.press('Tab')
  await page.getByRole('main').getByRole('button', { name: 'Next', exact: true }).click()
  const name = page.getByRole('textbox', { name: 'Remote host' })
  await expect(name).toHaveValue('srv1.corp.com')
  for (const pattern of ['*', '*.corp.com', 'a,b']) {
    await name.fill(pattern)
    await expect(page.getByText('A pattern such as * is never trusted', { exact: false })).toBeVisible()
    await expect(page.getByRole('main').getByRole('button', { name: 'Next', exact: true })).toBeDisabled()
  }
  await expectAxeClean(page, 'a pattern')
  await name.fill('srv1.corp.com')
  await review(page)
  const commands = page.getByTestId(/^commands-/)
  await expect(commands.getByText('Start-Service -Name WinRM')).toBeVisible()
  await expect(
    commands.getByText(/Set-Item .*TrustedHosts' -Value 'srv1\.corp\.com' -Concatenate -Force/),
  ).toBeVisible()
  await expect(page.getByText('may send your credential to whoever answers', { exact: false })).toBeVisible()
  await runToEnd(page)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(state(page, 'Undone')).toBeVisible({ timeout: 60_000 })
})
