import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectAxeClean } from '../support/axe-looks.ts'
import { expect, test } from '../support/door-test.ts'
import { startWindowsEngine, type WindowsEngine } from '../support/windows-engine.ts'

// A stub: no Windows engine can be had on this kind of machine (docs/testing.md).
const socketPath = join(tmpdir(), `slipway-windows-${process.pid}.sock`)
test.use({ engine: `unix://${socketPath}` })

let engine: WindowsEngine | undefined
test.beforeAll(async () => {
  const full = 'write C:\\ProgramData\\docker\\tmp\\GetImageBlob1: There is not enough space on the disk.'
  engine = await startWindowsEngine(socketPath, {
    answer: ({ path }) => (path === '/images/create' ? { error: full, errorDetail: { message: full } } : undefined),
  })
})
test.afterAll(async () => engine?.stop())

test('I2: on a Windows host, base images that fit are proposed, and a mismatch is told before the pull', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  const field = dialog.getByRole('textbox')
  const base = dialog.getByRole('region', { name: 'Windows base images' })
  await expect(
    base.getByText('For Windows Server 2022, which runs containers with process isolation by default.'),
  ).toBeVisible()
  // Newer than the host: not proposed in any product.
  await expect(base.getByRole('radio', { name: /ltsc2025/ })).toHaveCount(0)
  // Each choice tells its product by itself.
  for (const product of ['Server Core', 'Nano Server']) {
    await expect(base.getByRole('radio', { name: new RegExp(`^${product} ?ltsc2022`) })).toHaveCount(1)
  }
  await base
    .getByRole('radio', { name: /ltsc2022.*recommended.*until 2031-10-14/ })
    .first()
    .check()
  await expect(field).toHaveValue('mcr.microsoft.com/windows/servercore:ltsc2022')

  await field.fill('mcr.microsoft.com/windows/servercore:ltsc2025')
  await expect(dialog.getByText('This image does not fit the host')).toBeVisible()
  await expect(dialog.getByText(/is newer than Windows Server 2022/)).toBeVisible()
  await field.fill('mcr.microsoft.com/windows/nanoserver')
  await expect(dialog.getByText(/no latest tag since April 2019/)).toBeVisible()

  await base.getByRole('button', { name: 'Show the host and image table' }).click()
  const matrix = dialog.getByRole('table', { name: 'Which image runs on which host' })
  await expect(matrix.getByRole('row', { name: /Windows Server 2022 \(this host\)/ })).toBeVisible()
  // By keyboard: each cell is a button that says what it means.
  await matrix
    .getByRole('button', { name: 'H: Windows Server 2019 on Windows Server 2022, Hyper-V. Choose this image' })
    .press('Enter')
  await expect(field).toHaveValue('mcr.microsoft.com/windows/nanoserver:ltsc2019')
  await expectAxeClean(page, 'base image picker and matrix')
})

test('I2: the details of a Windows base image tell its build, its support end and how it runs here', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  await page.getByRole('grid', { name: 'Images' }).getByText('windows/servercore').click()
  const pane = page.getByRole('complementary', { name: /^Details: / })
  await expect(pane.getByText('10.0.20348.2700')).toBeVisible()
  await expect(pane.getByText(/security fixes only, until 2031-10-14/)).toBeVisible()
  await expect(pane.getByText('The image runs on Windows Server 2022 with process isolation.')).toBeVisible()
})

test('I2: a disk that runs full during a pull is told, with what to do', async ({ page }) => {
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await dialog.getByRole('textbox').fill('127.0.0.1:1/large:1')
  await dialog.getByRole('button', { name: 'Pull image' }).click()
  const pulls = page.getByRole('list', { name: 'Pulls' })
  await expect(pulls.getByText('Failed')).toBeVisible()
  await expect(pulls.getByRole('alert')).toContainText(/full|space/i)
})
