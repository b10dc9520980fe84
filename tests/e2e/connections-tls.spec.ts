import type { Locator } from '@playwright/test'
import { type Certificates, makeCertificates } from '../support/certificates.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { expect, test } from '../support/door-test.ts'
import { fillTlsForm, openConnectionForm, pastePem } from '../support/tls-form.ts'

let certificates: Certificates
let dockerd: Dockerd

test.use({ engine: 'none' })
test.beforeAll(async () => {
  const why = whyNoDockerd()
  test.skip(why !== undefined, why ?? '')
  certificates = await makeCertificates()
  const { ca, server } = certificates
  dockerd = await startDockerd({
    network: 'none',
    tcp: { ca: ca.certPath, cert: server.certPath, key: server.keyPath },
  })
})
test.afterAll(async () => {
  await dockerd?.stop()
  certificates?.remove()
})

const fill = (form: Locator, name: string, ca: string) =>
  fillTlsForm(form, { name, url: dockerd.tcpUrl ?? '', ca, client: certificates.client })

test('C1: a wrong authority is explained with what to do; with the right one it connects over TLS', async ({
  page,
}) => {
  const form = await openConnectionForm(page)
  await fill(form, 'Lab engine', certificates.otherCa.cert)
  await form.getByRole('button', { name: 'Test connection' }).click()
  const alert = form.getByRole('alert')
  await expect(alert).toContainText(/certificate|authority/i)
  await expect(alert).toContainText(/ca\.pem|authority/i)
  await pastePem(form, 'Authority (ca.pem)', certificates.ca.cert)
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
  await fill(form, 'Lab engine', certificates.ca.cert)
  await form.getByRole('button', { name: 'Save connection' }).click()
  const details = page.getByRole('complementary', { name: 'Details: Lab engine' })
  await details.getByRole('tab', { name: 'Write out' }).click()
  const text = details.getByTestId('written-out')
  const address = dockerd.tcpUrl ?? ''
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
