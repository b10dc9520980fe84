import type { Locator } from '@playwright/test'
import { expect, test } from '../support/door-test.ts'
import { tlsEngine } from '../support/tls-engine.ts'
import { fillTlsForm, openConnectionForm, pastePem } from '../support/tls-form.ts'

const engine = tlsEngine()

test.use({ engine: 'none' })

const fill = (form: Locator, name: string, ca: string) =>
  fillTlsForm(form, { name, url: engine.url, ca, client: engine.certificates.client })

test('C1: a wrong authority is explained with what to do; with the right one it connects over TLS', async ({
  page,
}) => {
  const form = await openConnectionForm(page)
  await fill(form, 'Lab engine', engine.certificates.otherCa.cert)
  await form.getByRole('button', { name: 'Test connection' }).click()
  const alert = form.getByRole('alert')
  await expect(alert).toContainText(/certificate|authority/i)
  await expect(alert).toContainText(/ca\.pem|authority/i)
  await pastePem(form, 'Authority (ca.pem)', engine.certificates.ca.cert)
  await form.getByRole('button', { name: 'Test connection' }).click()
  await expect(form.getByText(/^Works: Docker Engine /)).toBeVisible()
  await form.getByRole('button', { name: 'Save connection' }).click()
  const details = page.getByRole('complementary', { name: 'Details: Lab engine' })
  await details.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(details.getByText('Connected', { exact: true })).toBeVisible()
  // Beside its details the list has no room for all columns.
  await details.getByRole('button', { name: 'Close details' }).click()
  await expect(page.getByRole('row', { name: /Lab engine/ })).toContainText('TLS, verified')
})

test('C5, C6: the connection is written out for each shell and copied, without the key', async ({ page }) => {
  const form = await openConnectionForm(page)
  await fill(form, 'Lab engine', engine.certificates.ca.cert)
  await form.getByRole('button', { name: 'Save connection' }).click()
  const details = page.getByRole('complementary', { name: 'Details: Lab engine' })
  await details.getByRole('tab', { name: 'Write out' }).click()
  const text = details.getByTestId('written-out')
  const address = engine.url
  for (const [shell, line] of [
    ['PowerShell', `$env:DOCKER_HOST = '${address}'`],
    ['cmd', `set "DOCKER_HOST=${address}"`],
    ['bash', `export DOCKER_HOST=${address}`],
    ['Docker context', address],
  ] as const) {
    await details.getByRole('tab', { name: shell }).click()
    await expect(text).toContainText(line)
    await expect(text).not.toContainText('PRIVATE KEY')
  }
  await details.getByRole('button', { name: 'Copy' }).click()
  await expect(details.getByRole('button', { name: 'Copied' })).toBeVisible()
})
