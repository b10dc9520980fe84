import type { Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { chooseTab } from '../support/details-tabs.ts'
import { expect, test } from '../support/door-test.ts'
import { downloaded } from '../support/downloaded.ts'
import { readable, screens, terminalInput } from '../support/terminal-dock.ts'

const serverCore = 'mcr.microsoft.com/windows/servercore:ltsc2022'
const nanoServer = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'

async function go(page: Page, route: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, route)
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
}

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()

/** Pulls by reference; a pull that is done leaves the panel, and its image is in the list. */
async function pull(page: Page, reference: string, tag: string): Promise<void> {
  await go(page, '/images/practice', 'Images')
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await dialog.getByRole('textbox').fill(reference)
  await dialog.getByRole('button', { name: 'Pull image', exact: true }).click()
  await expect(page.getByRole('grid', { name: 'Images' }).getByText(tag, { exact: true })).toBeVisible()
}

/** `docker run -it`, by the form; ends in the attached terminal. */
async function runInteractive(page: Page, image: string, name: string, command: string): Promise<void> {
  await go(page, '/containers/practice/create', 'Create container')
  await page.getByRole('combobox', { name: 'Image' }).fill(image)
  await page.keyboard.press('Escape')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await step(page, 'Run')
  await page.getByLabel('Command', { exact: true }).fill(command)
  await page.getByLabel('Keep input open (-i)').check()
  await page.getByLabel('Give it a terminal (-t)').check()
  await page.getByLabel('Open an attached terminal when it has started').check()
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page).toHaveURL(/containers\/practice\?open=[0-9a-f]{64}/)
  await expect(page.locator('[data-link=connected]')).toBeVisible()
  await terminalInput(page).focus()
}

const pane = (page: Page, name: string) => page.getByRole('complementary', { name: `Details: ${name}` })

test.describe('without an engine', () => {
  test.use({ engine: 'none' })

  test('P1: without an engine Slipway starts on the practice host and says so everywhere @smoke', async ({ page }) => {
    const status = page.getByRole('contentinfo')
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
    await expect(page.getByRole('banner').getByText('Practice', { exact: true })).toBeVisible()
    await expect(status.getByText('Practice', { exact: true })).toBeVisible()
    await expect(status.getByText(/^Practice host · Engine /)).toBeVisible()
    await expect(page).toHaveTitle('Home - Practice host - Slipway')
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Practice host' }).click()
    await expect(page).toHaveTitle('Practice host - Practice host - Slipway')
    await expect(page.getByText(/^Engine 28.* runs$/)).toBeVisible()
    await expectAxeClean(page, 'practice page')
  })

  test('P1, K4, K5: from the first pull to PowerShell, stats, files, processes beside the host, and logs', async ({
    page,
  }) => {
    test.setTimeout(180_000)
    await readable(page)
    // So slow that its progress can be seen.
    await go(page, '/practice', 'Practice host')
    await page.getByLabel('Pulls: milliseconds to wait at each step').fill('400')
    await page.keyboard.press('Enter')
    await go(page, '/images/practice', 'Images')
    const images = page.getByRole('grid', { name: 'Images' })
    await expect(images.getByText('mcr.microsoft.com/windows/servercore')).toBeVisible()
    await expect(images.getByText('mcr.microsoft.com/windows/nanoserver')).toBeVisible()
    await page.getByRole('button', { name: 'Pull image', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Pull image' })
    await dialog
      .getByRole('region', { name: 'Windows base images' })
      .getByRole('radio', { name: /ltsc2019/ })
      .first()
      .check()
    await expect(dialog.getByRole('textbox')).toHaveValue('mcr.microsoft.com/windows/servercore:ltsc2019')
    await dialog.getByRole('button', { name: 'Pull image', exact: true }).click()
    await expect(page.getByRole('list', { name: 'Pulls' }).getByRole('progressbar').first()).toBeVisible()
    await expect(images.getByText('ltsc2019', { exact: true })).toBeVisible({ timeout: 60_000 })

    await runInteractive(page, serverCore, 'core', 'powershell')
    const screen = screens(page).first()
    await expect(screen).toContainText('PS C:\\>')
    await page.keyboard.type('Get-Process\r')
    await expect(screen).toContainText(/\d+ +1 +powershell/)
    await page.keyboard.type('ping -t localhost\r')
    await expect(screen).toContainText('Reply from')
    await page.keyboard.press('Control+c')
    await expect(screen).toContainText('Control-C')
    await page.keyboard.type('$env:COMPUTERNAME; dri\r')
    await expect(screen).toContainText("The term 'dri' is not recognized")

    const details = pane(page, 'core')
    await chooseTab(details, 'Stats')
    await expect(details.getByText('Processors').first()).toBeVisible()
    await chooseTab(details, 'Files')
    await expect(details.getByText('Windows', { exact: true }).first()).toBeVisible()
    await chooseTab(details, 'Changes')
    await expect(details.getByRole('button', { name: 'Stop container' })).toBeVisible()
    await chooseTab(details, 'Processes')
    await expect(details.getByText('powershell.exe').first()).toBeVisible()

    await chooseTab(details, 'Host')
    await expect(details.getByRole('img', { name: /processes of the container are on the host too/ })).toBeVisible()
    const pids = details.getByRole('table', { name: 'Processes by PID' })
    await expect(pids.getByRole('row', { name: /^\d+ powershell powershell / })).toBeVisible()
    await expect(pids.getByText('Not on the host')).toHaveCount(0)
    const compared = details.getByRole('table', { name: 'Container and host' })
    await expect(compared.getByRole('row', { name: /^Edition Windows Server Core Windows Server 2022/ })).toBeVisible()
    await expectAxeClean(page, 'container beside host')

    await terminalInput(page).focus()
    await page.keyboard.type('exit 7\r')
    await expect(page.getByText('The container ended with exit code 7.')).toBeVisible()
    await chooseTab(details, 'Logs')
    await expect(details.getByText(/FullyQualifiedErrorId : CommandNotFoundException/).first()).toBeVisible()
  })

  test('P1: cmd in Nano Server, as typed in a terminal', async ({ page }) => {
    await readable(page)
    await runInteractive(page, nanoServer, 'nano', 'cmd')
    const nano = screens(page).last()
    await page.keyboard.type('ver\r')
    await expect(nano).toContainText('Microsoft Windows [Version 10.0.20348.')
    await page.keyboard.type('powershell\r')
    await expect(nano).toContainText("'powershell' is not recognized as an internal or external command")
    await page.keyboard.type('exit 3\r')
    await expect(page.getByText('The container ended with exit code 3.')).toBeVisible()
  })

  test('K2, I2: an image that is not here is found in a registry and pulled without leaving the form', async ({
    page,
  }) => {
    await go(page, '/containers/practice/create', 'Create container')
    await page.getByRole('button', { name: 'Find an image in a registry' }).click()
    const dialog = page.getByRole('dialog', { name: 'Pull image' })
    await expect(dialog.getByRole('tab', { name: 'Windows base images' })).toHaveAttribute('aria-selected', 'true')
    const reference = 'mcr.microsoft.com/windows/nanoserver:ltsc2019'
    await dialog.getByRole('textbox').first().fill(reference)
    await dialog.getByRole('button', { name: 'Pull image' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue(reference)
    await expect(page.getByText(/On this engine: Windows 10\.0\.17763/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(`${reference} is not on this engine`)).toBeHidden()
  })

  test('K2: a build mismatch and a missing hypervisor are told before create; what Windows refuses is not offered', async ({
    page,
  }) => {
    await pull(page, 'mcr.microsoft.com/windows/servercore:ltsc2019', 'ltsc2019')
    await go(page, '/containers/practice/create', 'Create container')
    await page.getByRole('combobox', { name: 'Image' }).fill('mcr.microsoft.com/windows/servercore:ltsc2019')
    await page.keyboard.press('Escape')
    await expect(page.getByText('Image and host do not fit')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Create and start' })).toBeDisabled()
    await step(page, 'Isolation and limits')
    await page.getByRole('radio', { name: 'Hyper-V', exact: true }).check()
    for (const label of [/Privileged/, /Read-only file system/, /capabilities/])
      await expect(page.getByLabel(label)).toHaveCount(0)
    await expect(
      page.getByText(/Hyper-V isolation needs a hypervisor, and none runs on this host/).first(),
    ).toBeVisible()
    await step(page, 'Image')
    await expect(page.getByRole('button', { name: 'Create and start' })).toBeDisabled()
  })

  test('P2: the engine is broken on the practice page and mended, and all recovers', async ({ page }) => {
    test.setTimeout(120_000)
    await go(page, '/practice', 'Practice host')
    const status = page.getByRole('contentinfo')
    await page.getByRole('button', { name: 'Kill', exact: true }).click()
    await expect(page.getByText('The docker service is stopped')).toBeVisible()
    await expect(status.getByText('Connected')).toHaveCount(0)

    const editor = page.getByRole('textbox', { name: 'daemon.json' })
    await editor.fill('{ "hosts": [ "npipe://" ')
    await page.getByRole('button', { name: 'Save daemon.json' }).click()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    const refusal = page.getByRole('main').getByRole('alert')
    await expect(refusal).toContainText(/daemon\.json/)
    await expectAxeClean(page, 'refused start')
    await editor.fill('{}')
    await page.getByRole('button', { name: 'Save daemon.json' }).click()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await expect(page.getByText(/^Engine 28.* runs$/)).toBeVisible()
    await expect(status.getByText('Connected')).toBeVisible({ timeout: 30_000 })

    await page.getByRole('button', { name: 'Drop all connections' }).click()
    await go(page, '/images/practice', 'Images')
    await expect(status.getByText('Connected')).toBeVisible({ timeout: 30_000 })
    await pull(page, 'mcr.microsoft.com/windows/nanoserver:ltsc2019', 'ltsc2019')
  })
})

test('P1: a real engine and the practice host are never mixed up', async ({ page }) => {
  const top = page.getByRole('banner')
  const status = page.getByRole('contentinfo')
  const other = async (name: RegExp) => {
    await top.getByRole('button', { description: 'Connection' }).click()
    await page.getByRole('menuitemradio', { name }).click()
  }
  await go(page, '/containers/environment', 'Containers')
  await expect(page).toHaveTitle('Containers - Slipway')
  await expect(status.getByText('Practice', { exact: true })).toHaveCount(0)
  await other(/^Practice host/)
  await expect(page).toHaveTitle('Containers - Practice host - Slipway')
  await expect(top.getByText('Practice', { exact: true }).first()).toBeVisible()
  await expect(status.getByText('Practice', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/containers\/practice/)
  await other(/DOCKER_HOST/)
  await expect(page).toHaveTitle('Containers - Slipway')
  await expect(status.getByText('Practice', { exact: true })).toHaveCount(0)
})

test.describe('machines of one’s own', () => {
  test.use({ engine: 'none' })

  test('P2: a machine is saved under a name, changed, reset, exported, deleted and imported', async ({
    page,
    electronApp,
  }) => {
    await go(page, '/practice', 'Practice host')
    const main = page.getByRole('main')
    const list = main.getByRole('combobox', { name: 'Machine' })
    const slat = main.getByLabel(/second level address translation/)
    await slat.click()
    await expect(slat).not.toBeChecked()
    await main.getByRole('button', { name: 'Save as…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('server-2022')
    await dialog.getByRole('button', { name: 'Save machine' }).click()
    await expect(dialog.getByRole('alert')).toContainText('There is a practice machine server-2022 already.')
    await expectAxeClean(page, 'save as')
    await dialog.getByLabel('Name').fill('Lab-1')
    await dialog.getByLabel('What it shows').fill('No SLAT')
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)

    await list.click()
    await expect(page.getByRole('group', { name: 'Your machines' }).getByRole('option')).toHaveText(['Lab-1: No SLAT'])
    await page.getByRole('option', { name: 'Lab-1: No SLAT' }).click()
    await expect(list).toHaveText('Lab-1: No SLAT')
    await slat.click()
    await expect(slat).toBeChecked()
    await main.getByRole('button', { name: 'Reset machine' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reset machine' }).click()
    await expect(slat).not.toBeChecked()

    const { name, text } = await downloaded(page, electronApp, () =>
      main.getByRole('button', { name: 'Export', exact: true }).click(),
    )
    expect(name).toBe('Lab-1.practice.json')

    await main.getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete Lab-1' }).click()
    // The machine that it becomes still is as it was left.
    await expect(list).toHaveText(/^Windows Server 2022 with the Containers feature/)
    await slat.click()
    await expect(slat).toBeChecked()

    const chooser = main.locator('input[type=file]')
    const take = (content: string) =>
      chooser.setInputFiles({ name: 'lab.json', mimeType: 'application/json', buffer: Buffer.from(content) })
    await take(text.replace('"slat": false', '"slat": "perhaps"'))
    await dialog.getByRole('button', { name: 'Import machine' }).click()
    await expect(dialog.getByRole('alert')).toContainText('machine.hardware.slat')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await take(text)
    await expect(dialog.getByLabel('Name')).toHaveValue('Lab-1')
    await dialog.getByRole('button', { name: 'Import machine' }).click()
    await expect(dialog).toHaveCount(0)
    await list.click()
    await page.getByRole('option', { name: 'Lab-1: No SLAT' }).click()
    await expect(slat).not.toBeChecked()
    await go(page, '/setup?on=practice:Lab-1', 'Host setup')
    await expect(page.getByText('Microsoft Windows Server 2022 Datacenter').first()).toBeVisible()
  })
})
