import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { launchBrowserDoor } from '../support/launch-browser-door.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { tlsEngine } from '../support/tls-engine.ts'
import { fillTlsForm, openConnectionForm } from '../support/tls-form.ts'

const engine = tlsEngine()

const details = (page: Page) => page.getByRole('complementary', { name: 'Details: Lab engine' })
const connected = (page: Page) => details(page).getByText('Connected', { exact: true })

test('C6: after a restart the file of secrets is unlocked by its passphrase before a TLS connection works', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const kept = temporaryFolder('swk-')
  const home = join(kept.path, 'home')
  try {
    const first = await launchBrowserDoor('none', [], home)
    try {
      await page.goto(first.address)
      await page.getByRole('link', { name: 'Settings' }).click()
      const secrets = page.getByRole('region', { name: 'Secrets' })
      await secrets.getByRole('button', { name: 'Keep them in an encrypted file' }).click()
      const make = page.getByRole('dialog', { name: 'Keep secrets in an encrypted file' })
      await make.getByLabel(/^Passphrase\W*$/).fill('harbour-lights')
      await make.getByLabel(/once more/).fill('harbour-lights')
      await make.getByRole('button', { name: 'Make file' }).click()
      await expect(make).toBeHidden()
      const form = await openConnectionForm(page)
      const { ca, client } = engine.certificates
      await fillTlsForm(form, { name: 'Lab engine', url: engine.url, ca: ca.cert, client })
      await form.getByRole('button', { name: 'Save connection' }).click()
      await details(page).getByRole('button', { name: 'Connect', exact: true }).click()
      await expect(connected(page)).toBeVisible()
    } finally {
      await first.close()
    }
    const file = readFileSync(join(home, '.config/slipway/secrets.encrypted.json'), 'utf8')
    expect(file).toContain('slipway-secrets')
    expect(file).not.toContain('PRIVATE KEY')

    const second = await launchBrowserDoor('none', [], home)
    try {
      await page.goto(second.address)
      await page.getByRole('link', { name: 'Connections' }).click()
      await page.getByRole('row', { name: /Lab engine/ }).click()
      await details(page).getByRole('button', { name: 'Connect', exact: true }).click()
      const failure = details(page).getByRole('alert')
      await expect(failure).toContainText('The kept secrets are locked.')
      await expectAxeClean(page, 'locked')
      await failure.getByRole('button', { name: 'Unlock secrets' }).click()
      const unlock = page.getByRole('dialog', { name: 'Unlock secrets' })
      await unlock.getByLabel('Passphrase').fill('harbour-light')
      await unlock.getByRole('button', { name: 'Unlock' }).click()
      await expect(unlock).toContainText('This passphrase does not open the kept secrets.')
      await expect(unlock).toContainText('A forgotten passphrase cannot be recovered')
      await expectAxeClean(page, 'wrong passphrase')
      await expect(connected(page)).toBeHidden()
      await unlock.getByLabel('Passphrase').fill('harbour-lights')
      await page.keyboard.press('Enter')
      await expect(unlock).toBeHidden()
      // Nothing more to do: what was asked for goes on.
      await expect(connected(page)).toBeVisible()
      await page.getByRole('link', { name: 'Settings' }).click()
      await expect(page.getByRole('region', { name: 'Secrets' })).toContainText('encrypted file, which is unlocked')
    } finally {
      await second.close()
    }
  } finally {
    kept.remove()
  }
})
