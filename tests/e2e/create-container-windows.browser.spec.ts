import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/door-test.ts'
import { EngineRefusal, MADE_ID, startWindowsEngine, type WindowsEngine } from '../support/windows-engine.ts'

// A stub: no Windows engine can be had on this kind of machine (docs/testing.md).
const socketPath = join(tmpdir(), `slipway-windows-create-${process.pid}.sock`)
test.use({ engine: `unix://${socketPath}` })

let engine: WindowsEngine
/** What starting a container is answered; undefined: it starts. */
let startRefusal: EngineRefusal | undefined

test.beforeAll(async () => {
  engine = await startWindowsEngine(socketPath, {
    images: {
      'mcr.microsoft.com/windows/nanoserver:ltsc2022': '10.0.20348.2700',
      'mcr.microsoft.com/windows/servercore:ltsc2019': '10.0.17763.5329',
    },
    answer: ({ path }) => (path === `/containers/${MADE_ID}/start` ? startRefusal : undefined),
  })
})
test.afterAll(async () => engine?.stop())

test.beforeEach(async ({ page }) => {
  startRefusal = undefined
  engine.created.length = 0
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.evaluate(() => {
    location.hash = '/containers/environment/create'
  })
  await expect(page.getByRole('form', { name: 'Create container' })).toBeVisible()
})

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()

test('K2, H2: on a Windows engine, a build mismatch is told before create and Hyper-V isolation cures it', async ({
  page,
}) => {
  await page.getByRole('combobox', { name: 'Image' }).fill('mcr.microsoft.com/windows/servercore:ltsc2019')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Image and host do not fit')).toBeVisible()
  const start = page.getByRole('button', { name: 'Create and start' })
  await expect(start).toBeDisabled()
  await step(page, 'Isolation and limits')
  await expect(page.getByRole('radio', { name: 'Default (process on this engine)' })).toBeChecked()
  await page.getByRole('button', { name: 'Use Hyper-V isolation' }).click()
  await expect(page.getByRole('radio', { name: 'Hyper-V', exact: true })).toBeChecked()
  await expect(page.getByText('Image and host fit', { exact: true })).toBeVisible()

  await page.getByLabel('Processor limit by').selectOption('percent')
  await page.getByLabel('Per cent', { exact: true }).fill('50')
  await page.getByLabel('Memory', { exact: true }).fill('2048')
  await page.getByLabel('Size of its system drive').fill('50G')
  await page.getByLabel('Credential spec').fill('file://web.json')
  await step(page, 'Storage')
  await page.getByRole('button', { name: 'Add mount' }).click()
  await page.getByLabel('Source, row 1').fill('/srv')
  await page.getByLabel('Path in the container, row 1').fill('/data')
  await expect(start).toBeDisabled()
  await page.getByLabel('Source, row 1').fill('C:\\site data')
  await page.getByLabel('Path in the container, row 1').fill('C:\\inetpub')
  await step(page, 'Run')
  await page.getByLabel('Command', { exact: true }).fill('cmd /c dir "C:\\Program Files"')
  await start.click()
  await expect.poll(() => engine.created.length).toBe(1)
  expect(engine.created[0]?.body).toMatchObject({
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

test('K2: on a Windows engine, nothing is offered that it refuses', async ({ page }) => {
  for (const name of ['Run', 'Isolation and limits', 'Network and ports']) {
    await step(page, name)
    for (const label of [/Privileged/, /Read-only file system/, /--init/, /capabilities/]) {
      await expect(page.getByLabel(label)).toHaveCount(0)
    }
  }
  const network = page.getByLabel('Network', { exact: true })
  await expect(network.getByRole('option', { name: 'Another container’s' })).toHaveCount(1)
  await step(page, 'Isolation and limits')
  await page.getByRole('radio', { name: 'Hyper-V', exact: true }).check()
  await step(page, 'Network and ports')
  await expect(network.getByRole('option', { name: 'Another container’s' })).toHaveCount(0)
})

test('K2, H2: when the start says that the builds do not match, Hyper-V isolation is one click away', async ({
  page,
}) => {
  const log = 'The container operating system does not match the host operating system.'
  startRefusal = new EngineRefusal(500, `hcs::CreateComputeSystem ${MADE_ID}: ${log}`)
  await page.getByRole('combobox', { name: 'Image' }).fill('mcr.microsoft.com/windows/nanoserver:ltsc2022')
  await page.keyboard.press('Escape')
  await page.getByLabel('Name', { exact: true }).fill('drifted')
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page.getByText('drifted was created, but it did not start. It is kept.')).toBeVisible()
  await page.getByRole('button', { name: 'Use Hyper-V isolation' }).click()
  await expect(page.getByRole('region', { name: 'Isolation and limits' })).toContainText('Hyper-V')
  startRefusal = undefined
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page).toHaveURL(/containers\/environment\?open=/)
  expect(engine.created.map(({ name, body }) => [name, body.HostConfig.Isolation])).toEqual([
    ['drifted', undefined],
    ['drifted', 'hyperv'],
  ])
})
