import type { Locator, Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { expect, test } from '../support/door-test.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { type RegistryProxy, startRegistryProxy } from '../support/registry-proxy.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
test.skip(why !== undefined, why ?? '')

let registry: Registry
let proxy: RegistryProxy

const docker = async (...args: string[]) => dockerCli(args, { host: (await sharedEngine()).url })

async function publish(name: string): Promise<void> {
  const whole = `${registry.host}/${name}`
  const { socketPath } = await sharedEngine()
  await buildLayeredImage(socketPath, { name: whole, layers: 2, layerBytes: 400_000 })
  expect(await docker('push', '-q', whole)).toMatchObject({ code: 0 })
  await docker('rmi', whole)
}

test.beforeAll(async () => {
  registry = await startRegistry()
  proxy = await startRegistryProxy(registry.host)
  await publish('team/task:1')
})
test.beforeEach(async () => {
  await docker('rmi', `${proxy.host}/team/task:1`, `${proxy.host}/team/late:1`)
})
test.afterAll(async () => {
  await docker('rmi', `${proxy.host}/team/task:1`, `${proxy.host}/team/late:1`)
  await proxy?.stop()
  await registry?.stop()
})

const slow = () =>
  proxy.setFate((_, size) => (size > 100_000 ? { kind: 'slow', bytesPerSecond: 30_000 } : { kind: 'pass' }))
const fast = () => proxy.setFate(() => ({ kind: 'pass' }))

/** Starts a pull on the Images page and leaves for Home, where it is out of sight. */
async function pullAndLeave(page: Page, image: string): Promise<void> {
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await pages.getByRole('link', { name: 'Images' }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await dialog.getByRole('textbox').fill(image)
  await dialog.getByRole('button', { name: 'Pull image' }).click()
  await expect(dialog).toBeHidden()
  await pages.getByRole('link', { name: 'Home' }).click()
}

const messages = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })

test('X1: a task that runs shows its progress in the status bar and the list, is cancelled, run again and dismissed', async ({
  page,
}) => {
  test.slow()
  const image = `${proxy.host}/team/task:1`
  slow()
  await pullAndLeave(page, image)
  const status = page.getByRole('contentinfo')
  const progress = status.getByRole('progressbar')
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  const before = Number(await progress.getAttribute('aria-valuenow'))
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(before)
  await expect(page.getByRole('button', { name: /^Notifications.*1 running/ })).toBeVisible()

  await status.getByRole('button', { name: `Pull ${image}` }).click()
  const list = page.getByRole('dialog', { name: 'Notifications' })
  const task = list.getByRole('listitem').filter({ hasText: `Pull ${image}` })
  await expect(task).toContainText('Running')
  await expect(task).toContainText(/ kB of 8\d\d kB/)
  await expect(task.getByRole('progressbar')).toBeVisible()
  await expectAxeClean(page, 'a task that runs')
  await task.getByRole('button', { name: 'Cancel' }).click()
  await expect(task).toContainText('Cancelled')
  await expect(progress).toHaveCount(0)
  expect((await docker('images', '-q', image)).stdout).toBe('')

  fast()
  await task.getByRole('button', { name: 'Run again' }).click()
  const done = task.filter({ hasText: 'Done' })
  await expect(done).toContainText('Downloaded newer image', { timeout: 30_000 })
  expect((await docker('images', '-q', image)).stdout).not.toBe('')
  await done.getByRole('button', { name: 'Dismiss' }).click()
  await expect(task).toHaveCount(1)
  await task.getByRole('button', { name: 'Dismiss' }).click()
  await expect(list).toContainText('Nothing to report')
})

test('X1: a task that failed is explained and run again once its cause is mended', async ({ page }) => {
  test.slow()
  fast()
  const image = `${proxy.host}/team/late:1`
  await pullAndLeave(page, image)
  await expect(messages(page)).toContainText(`Pull ${image}: failed`)
  await expectAxeClean(page, 'the message')
  await messages(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(messages(page)).not.toContainText('failed')
  await page.getByRole('button', { name: /^Notifications.*1 failed/ }).click()
  const list = page.getByRole('dialog', { name: 'Notifications' })
  const task = list.getByRole('listitem').filter({ hasText: `Pull ${image}` })
  const failure = task.getByRole('alert')
  await expect(failure).toContainText(/no image|not found|does not exist|has no/i)
  // What to do stands beside what happened, and the engine's own words are one click away.
  await failure.getByRole('button', { name: 'Show the raw text' }).click()
  await expect(failure).toContainText(/manifest/i)
  await expectAxeClean(page, 'a task that failed')
  await publish('team/late:1')
  await task.getByRole('button', { name: 'Run again' }).click()
  await expect(task.filter({ hasText: 'Done' })).toBeVisible({ timeout: 30_000 })
  await list.getByRole('button', { name: 'Dismiss all ended' }).click()
  await expect(list).toContainText('Nothing to report')
})

test('X1: a task that ended out of sight is told, on the page and, where the window is away, by the desktop', async ({
  page,
  electronApp,
}) => {
  test.slow()
  const image = `${proxy.host}/team/task:1`
  slow()
  if (electronApp) {
    await electronApp.evaluate(({ BrowserWindow, Notification }) => {
      const told: string[] = []
      Object.assign(globalThis, { told })
      Notification.isSupported = () => true
      Notification.prototype.show = function show(this: Electron.Notification) {
        told.push(`${this.title} | ${this.body}`)
      }
      BrowserWindow.getAllWindows()[0]?.blur()
    })
  }
  await pullAndLeave(page, image)
  await expect(page.getByRole('contentinfo').getByRole('progressbar')).toBeVisible()
  if (electronApp) await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  await expect(messages(page)).toContainText(`Pull ${image}: done`, { timeout: 40_000 })
  if (!electronApp) return
  const told = () => electronApp.evaluate(() => (globalThis as { told?: string[] }).told)
  await expect.poll(told).toEqual([expect.stringContaining(`Pull ${image}: done | Downloaded newer image`)])
})
