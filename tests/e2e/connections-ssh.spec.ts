import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { expect, test } from '../support/door-test.ts'
import { type Sshd, startSshd, whyNoSshd } from '../support/sshd.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

let dockerd: Dockerd
let sshd: Sshd
let keys: TemporaryFolder

test.use({ engine: 'none' })
test.beforeAll(async () => {
  const why = whyNoDockerd() ?? whyNoSshd()
  test.skip(why !== undefined, why ?? '')
  dockerd = await startDockerd({ network: 'none' })
  sshd = await startSshd({ environment: { DOCKER_HOST: dockerd.url } })
  // The window runs as an ordinary user, who may not read root's.
  keys = temporaryFolder('swk-')
  copyFileSync(sshd.keyPath, join(keys.path, 'id'))
  chmodSync(keys.path, 0o755)
  chmodSync(join(keys.path, 'id'), 0o644)
})
test.afterAll(async () => {
  await sshd?.stop()
  await dockerd?.stop()
  keys?.remove()
})

test('C1: an unknown host key is shown, trusted by the person, and the engine answers over SSH', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Over SSH')
  await form.getByRole('radio', { name: 'SSH', exact: true }).check()
  await form.getByRole('textbox', { name: 'Host', exact: true }).fill('127.0.0.1')
  await form.getByRole('textbox', { name: 'Port' }).fill(String(sshd.port))
  await form.getByRole('textbox', { name: 'User' }).fill(sshd.user)
  await form.getByRole('radio', { name: 'Key file' }).check()
  await form.getByRole('textbox', { name: 'Private key file' }).fill(join(keys.path, 'id'))
  await form.getByRole('button', { name: 'Test connection' }).click()
  await form
    .getByRole('alert')
    .getByRole('button', { name: /host key/i })
    .click()
  const trust = page.getByRole('alertdialog', { name: 'Trust this host key' })
  await expect(trust).toContainText('SHA256:')
  await expect(trust).toContainText('ssh_host_ed25519_key.pub')
  await trust.getByRole('button', { name: 'Trust host key' }).click()
  await expect(form.getByText(/^Works: Docker Engine /)).toBeVisible({ timeout: 20_000 })
  await form.getByRole('button', { name: 'Save connection' }).click()
  const details = page.getByRole('complementary', { name: 'Details: Over SSH' })
  await details.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(details.getByText('Connected', { exact: true })).toBeVisible({ timeout: 20_000 })
})
