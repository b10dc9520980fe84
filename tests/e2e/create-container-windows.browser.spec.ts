import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type BackgroundProgram, startProgram } from '../support/background-program.ts'
import { programEnvironment } from '../support/program-environment.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { startWindowsEngineStub, type WindowsEngineStub } from '../support/windows-engine-stub.ts'

// No Windows engine runs here: a stub answers as one, and the page before it is the real one.
let folder: TemporaryFolder
let stub: WindowsEngineStub
let program: BackgroundProgram
let browser: Browser
let page: Page

test.beforeEach(async ({ playwright, launchOptions }) => {
  folder = temporaryFolder('sww-')
  const socket = join(folder.path, 'engine.sock')
  stub = await startWindowsEngineStub(socket)
  const env = await programEnvironment(join(folder.path, 'home'), 'none')
  program = startProgram(
    process.execPath,
    [join(process.cwd(), 'out/main/cli.js'), 'serve', '--port', '0'],
    join(folder.path, 'log'),
    { ...env, DOCKER_HOST: `unix://${socket}` },
  )
  const address = await waitFor('the one-time address', () => /https?:\/\/\S+#token=\S+/.exec(program.log())?.[0])
  browser = await playwright.chromium.launch(launchOptions)
  page = await browser.newPage({ viewport: { width: 1280, height: 820 } })
  await page.goto(address)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.evaluate(() => {
    location.hash = '/containers/environment/create'
  })
  await expect(page.getByRole('form', { name: 'Create container' })).toBeVisible()
})
test.afterEach(async () => {
  await browser?.close()
  await program?.stop()
  await stub?.close()
  folder?.remove()
})

const step = (name: string) => page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()

test('K2, H2: on a Windows engine, a build mismatch is told before create and Hyper-V isolation cures it', async () => {
  await page.getByRole('combobox', { name: 'Image' }).fill('mcr.microsoft.com/windows/servercore:ltsc2019')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Image and host do not fit')).toBeVisible()
  const start = page.getByRole('button', { name: 'Create and start' })
  await expect(start).toBeDisabled()
  await step('Isolation and limits')
  await expect(page.getByRole('radio', { name: 'Default (process on this engine)' })).toBeChecked()
  await page.getByRole('button', { name: 'Use Hyper-V isolation' }).click()
  await expect(page.getByRole('radio', { name: 'Hyper-V', exact: true })).toBeChecked()
  await expect(page.getByText('Image and host fit', { exact: true })).toBeVisible()

  await page.getByLabel('Processor limit by').selectOption('percent')
  await page.getByLabel('Per cent', { exact: true }).fill('50')
  await page.getByLabel('Memory', { exact: true }).fill('2048')
  await page.getByLabel('Size of its system drive').fill('50G')
  await page.getByLabel('Credential spec').fill('file://web.json')
  await step('Storage')
  await page.getByRole('button', { name: 'Add mount' }).click()
  await page.getByLabel('Source, row 1').fill('/srv')
  await page.getByLabel('Path in the container, row 1').fill('/data')
  await expect(start).toBeDisabled()
  await page.getByLabel('Source, row 1').fill('C:\\site data')
  await page.getByLabel('Path in the container, row 1').fill('C:\\inetpub')
  await step('Run')
  await page.getByLabel('Command', { exact: true }).fill('cmd /c dir "C:\\Program Files"')
  await start.click()
  await expect.poll(() => stub.created.length).toBe(1)
  expect(stub.created[0]?.body).toMatchObject({
    Cmd: ['cmd', '/c', 'dir', 'C:\\Program Files'],
    HostConfig: {
      Isolation: 'hyperv',
      CpuPercent: 50,
      Memory: 2 ** 31,
      StorageOpt: { size: '50G' },
      SecurityOpt: ['credentialspec=file://web.json'],
      Binds: ['C:\\site data:C:\\inetpub'],
    },
  })
})

test('K2: on a Windows engine, nothing is offered that it refuses', async () => {
  for (const name of ['Run', 'Isolation and limits', 'Network and ports']) {
    await step(name)
    for (const label of [/Privileged/, /Read-only file system/, /--init/, /capabilities/]) {
      await expect(page.getByLabel(label)).toHaveCount(0)
    }
  }
  const network = page.getByLabel('Network', { exact: true })
  await expect(network.getByRole('option', { name: 'Another container’s' })).toHaveCount(1)
  await step('Isolation and limits')
  await page.getByRole('radio', { name: 'Hyper-V', exact: true }).check()
  await step('Network and ports')
  await expect(network.getByRole('option', { name: 'Another container’s' })).toHaveCount(0)
})
