import { once } from 'node:events'
import { createServer } from 'node:net'
import { expectAxeClean } from '../support/axe-looks.ts'
import { expect, test } from '../support/door-test.ts'

test('C3: a connection is added after a test that fails, renamed by F2, and removed', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('textbox', { name: 'Name' }).first().fill('Nowhere')
  await form.getByRole('radio', { name: 'Unix socket' }).check()
  await form.getByRole('textbox', { name: 'Path of the socket' }).fill('/tmp/slipway-no-such.sock')
  await form.getByRole('button', { name: 'Test connection' }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await form.getByRole('button', { name: 'Save connection' }).click()
  const grid = page.getByRole('grid', { name: 'Connections' })
  const row = grid.getByRole('row', { name: /Nowhere/ })
  await row.click()
  await page.keyboard.press('F2')
  const rename = page.getByRole('dialog', { name: 'Rename connection' })
  await rename.getByRole('textbox').fill('Somewhere')
  await rename.getByRole('button', { name: 'Rename' }).click()
  const renamed = grid.getByRole('row', { name: /Somewhere/ })
  await renamed.click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Remove connection' }).click()
  await expect(renamed).toHaveCount(0)
})

test('C3, C4: an address pasted as Host fills the form; a test can be stopped, and a change takes its result away', async ({
  page,
}) => {
  // It takes the call and never answers.
  const server = createServer((socket) => void socket.resume().on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  const host = form.getByRole('textbox', { name: 'Host' })
  await host.fill(`tcp://127.0.0.1:${port}`)
  await host.press('Tab')
  await expect(host).toHaveValue('127.0.0.1')
  await expect(form.getByRole('textbox', { name: 'Port' })).toHaveValue(port)
  const start = form.getByRole('button', { name: 'Test connection' })
  const stop = form.getByRole('button', { name: 'Stop the test' })
  await start.click()
  await expect(form.getByRole('progressbar')).toBeVisible()
  await stop.click()
  await expect(start).toBeVisible()
  await expect(form.getByRole('progressbar')).toHaveCount(0)
  await expect.poll(() => new Promise((done) => server.getConnections((_, count) => done(count)))).toBe(0)
  server.close()
  await host.fill('127.0.0.1')
  await form.getByRole('textbox', { name: 'Port' }).fill('1')
  await start.click()
  await expect(form.getByRole('alert')).toBeInViewport()
  await host.fill('localhost')
  await expect(form.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test.describe('with an engine that is not there', () => {
  test.use({ engine: 'unix:///tmp/slipway-no-such-engine.sock' })

  test('C4, C7: each page says why instead of loading for ever, when it tries again, and tries at once when asked', async ({
    page,
  }) => {
    const pages = page.getByRole('navigation', { name: 'Pages' })
    for (const name of ['Containers', 'Images']) {
      await pages.getByRole('link', { name }).click()
      const failure = page.getByRole('alert', { name: 'No engine listens on the socket.' })
      await expect(failure).toContainText('Start the engine, or correct the path of the connection.')
      await expect(page.getByText(/is away\. Next attempt (in \d+ s|now)\.$/)).toBeVisible()
      await expect(page.getByLabel('Loading')).toHaveCount(0)
      await expectAxeClean(page, name)
      // One button that connects, not two.
      await expect(failure.getByRole('button', { name: /again/ })).toHaveCount(1)
      await failure.getByRole('button', { name: /again/ }).click()
      await expect(failure).toBeVisible()
    }
  })
})

test.describe('with a DOCKER_HOST that cannot be read', () => {
  test.use({ engine: 'unix://run/docker.sock' })

  test('C2, C7: pages and the connection say what is wrong with it, and offer no connecting', async ({ page }) => {
    const pages = page.getByRole('navigation', { name: 'Pages' })
    const failure = page.getByRole('alert', { name: 'The path of the socket is not absolute.' })
    await pages.getByRole('link', { name: 'Containers' }).click()
    await expect(failure).toBeVisible()
    await pages.getByRole('link', { name: 'Connections' }).click()
    await page.getByRole('row', { name: /DOCKER_HOST/ }).click()
    await expect(failure).toBeVisible()
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toHaveCount(0)
    await expect(page.getByRole('tab', { name: 'Write out' })).toHaveCount(0)
    await failure.getByRole('button', { name: 'Try again' }).click()
    await expect(failure).toBeVisible()
    await expectAxeClean(page, 'Connections with a problem')
  })
})
