import type { Locator, Page } from '@playwright/test'

/** Opens the form of a new connection. */
export async function openConnectionForm(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  return page.getByRole('dialog', { name: 'Add connection' })
}

/** Gives a certificate or key as text. */
export async function pastePem(form: Locator, label: string, pem: string): Promise<void> {
  await form.getByRole('radiogroup', { name: label }).getByRole('radio', { name: 'Pasted text' }).check()
  await form.getByRole('textbox', { name: `${label}: PEM text` }).fill(pem)
}

/** Fills the form for an engine that asks for a client certificate. */
export async function fillTlsForm(
  form: Locator,
  to: { name: string; url: string; ca: string; client: { cert: string; key: string } },
): Promise<void> {
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(to.name)
  await form.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1')
  await form.getByRole('textbox', { name: 'Port' }).fill(new URL(to.url).port)
  await pastePem(form, 'Authority (ca.pem)', to.ca)
  await pastePem(form, 'Client certificate (cert.pem)', to.client.cert)
  await pastePem(form, 'Client key (key.pem)', to.client.key)
}
