import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { expect, test } from '../support/door-test.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { publishList } from '../support/publish-list.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await expect(dialog).toBeVisible()
  return dialog
}

test.describe('on the practice host', () => {
  test.use({ engine: 'none' })

  test('I3, P1: Microsoft’s registry by mouse: from the catalogue to a tag that runs here, and pulled @smoke', async ({
    page,
  }) => {
    // Axe looks at it six times, which takes long where others work beside it.
    test.setTimeout(150_000)
    const dialog = await openDialog(page)
    await dialog.getByRole('tab', { name: 'Microsoft’s registry' }).click()
    const repositories = dialog.getByRole('listbox', { name: 'Repositories of mcr.microsoft.com' })
    // On a Windows host its own come first.
    await expect(repositories.getByRole('option').first()).toHaveText(/^windows\//)
    await dialog.getByRole('searchbox', { name: 'Filter repositories' }).fill('windows server')
    await expect(dialog.getByText(/^\d of \d+ repositories$/)).toBeVisible()
    await expectAxeClean(page, 'catalogue in the pull dialog')
    await repositories.getByRole('option', { name: 'windows/server', exact: true }).click()
    const tags = dialog.getByRole('listbox', { name: 'Tags of mcr.microsoft.com/windows/server' })
    const fits = tags.getByRole('option', { name: /^ltsc2022 / })
    await expect(fits).toHaveText(/ltsc2022Runs here10\.0\.20348\.\d+ amd64[\d.]+ GB[0-9a-f]{12}/)
    await dialog.getByRole('searchbox', { name: 'Filter tags' }).fill('ltsc2025')
    const newer = tags.getByRole('option', { name: /^ltsc2025 / })
    await expect(newer).toHaveText(/Not here10\.0\.26100/)
    await newer.click()
    await expect(dialog.getByText('This image does not fit the host')).toBeVisible()
    await dialog.getByRole('searchbox', { name: 'Filter tags' }).fill('')
    await fits.click()
    await expect(dialog.getByRole('textbox')).toHaveValue('mcr.microsoft.com/windows/server:ltsc2022')
    await expect(fits).toHaveAttribute('aria-selected', 'true')
    await expect(dialog.getByText('This image does not fit the host')).toBeHidden()
    await expect(dialog.getByText(/GB to download/)).toBeVisible()
    await expectAxeClean(page, 'tags in the pull dialog')
    await dialog.getByRole('button', { name: 'Pull image', exact: true }).click()
    const images = page.getByRole('grid', { name: 'Images' })
    await expect(images.getByText('mcr.microsoft.com/windows/server', { exact: true })).toBeVisible({ timeout: 30_000 })
  })

  test('I3, H11: Docker Hub by keyboard alone, from the palette to the pull', async ({ page }) => {
    test.setTimeout(120_000)
    await page.getByRole('link', { name: 'Images', exact: true }).click()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
    await page.keyboard.type('Search images')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Pull image' })
    await expect(dialog.getByRole('tab', { name: 'Docker Hub' })).toHaveAttribute('aria-selected', 'true')
    await expect(dialog.getByText(/Windows base images are not there any more/)).toBeVisible()
    const field = dialog.getByRole('textbox')
    await expect(field).toBeFocused()
    const search = dialog.getByRole('searchbox', { name: 'Search Docker Hub' })
    for (let n = 0; n < 5 && !(await search.evaluate((box) => box === document.activeElement)); n++) {
      await page.keyboard.press('Tab')
    }
    await expect(search).toBeFocused()
    await page.keyboard.type('zzz')
    await expect(dialog.getByText('Docker Hub finds no repository for “zzz”.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Show the tags of zzz' })).toBeVisible()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('hello')
    const results = dialog.getByRole('listbox', { name: 'Repositories that Docker Hub found' })
    await expect(results.getByRole('option', { name: /^hello-world official/ })).toBeVisible()
    await expectAxeClean(page, 'results of Docker Hub in the pull dialog')
    // Enter goes to the results, and does not start a pull.
    await page.keyboard.press('Enter')
    await expect(results).toBeFocused()
    await page.keyboard.press('Enter')
    const tagFilter = dialog.getByRole('searchbox', { name: 'Filter tags' })
    await expect(tagFilter).toBeFocused()
    // One step back with Escape; the dialog stays, and so do the words that were searched.
    await page.keyboard.press('Escape')
    await expect(results).toBeFocused()
    await expect(search).toHaveValue('hello')
    await page.keyboard.press('Enter')
    await expect(tagFilter).toBeFocused()
    await page.keyboard.type('none')
    await expect(dialog.getByText('No tag contains “none”.')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(tagFilter).toHaveValue('')
    await page.keyboard.type('nanoserver')
    const tags = dialog.getByRole('listbox', { name: 'Tags of hello-world' })
    await expect(tags.getByRole('option', { name: /^nanoserver-ltsc2025 Not here/ })).toBeVisible()
    await expect(tags.getByRole('option', { name: /^nanoserver-ltsc2022 Runs here/ })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(tags).toBeFocused()
    await page.keyboard.press('Home')
    const active = async () => page.locator(`[id="${await tags.getAttribute('aria-activedescendant')}"]`)
    while (!(await (await active()).textContent())?.startsWith('nanoserver-ltsc2022'))
      await page.keyboard.press('ArrowDown')
    // Why it runs here, in a sentence, without a mouse.
    await expect(dialog.getByText(/^nanoserver-ltsc2022: The image runs on Windows Server 2022 with/)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue('hello-world:nanoserver-ltsc2022')
    await expect(tags).toBeFocused()
    const pull = dialog.getByRole('button', { name: 'Pull image', exact: true })
    for (let n = 0; n < 8 && !(await pull.evaluate((button) => button === document.activeElement)); n++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('grid', { name: 'Images' }).getByText('nanoserver-ltsc2022')).toBeVisible({
      timeout: 30_000,
    })
  })

  test('I3, H11: the search’s equivalent, a locked repository, and registries that cannot be asked', async ({
    page,
  }) => {
    const dialog = await openDialog(page)
    await dialog.getByRole('tab', { name: 'Docker Hub' }).click()
    await dialog.getByRole('searchbox', { name: 'Search Docker Hub' }).fill('hholt/killerapp')
    await dialog.getByRole('checkbox', { name: 'Official images only' }).check()
    await dialog.getByRole('button', { name: 'Equivalent command of the search' }).click()
    await expect(dialog.getByTestId('equivalent-command')).toHaveText(
      'docker search --no-trunc --limit 100 --filter is-official=true hholt/killerapp',
    )
    await dialog.getByRole('button', { name: 'Show the tags of hholt/killerapp' }).click()
    await expect(dialog.getByRole('alert')).toContainText('The registry refuses: not signed in')
    await dialog.getByRole('button', { name: 'Back to the list' }).click()
    await dialog.getByRole('tab', { name: 'Another registry' }).click()
    const registry = dialog.getByRole('textbox', { name: 'Registry' })
    for (const [address, message] of [
      ['docker.io', 'Docker Hub does not list its repositories.'],
      ['registry.example.com', 'This computer cannot reach the registry.'],
      ['not a host', 'not a host is not a registry’s address.'],
    ] as const) {
      await registry.fill(address)
      await registry.press('Enter')
      await expect(dialog.getByRole('alert')).toContainText(message)
    }
    await expectAxeClean(page, 'a registry that cannot be asked')
  })
})

test.describe('with a registry of one’s own', () => {
  const why = whyNoSharedEngine() ?? whyNoRegistry()
  const REPOSITORIES = 1500
  let host = ''
  let open: Registry
  let closed: Registry

  test.skip(why !== undefined, why ?? '')
  test.beforeAll(async () => {
    const { socketPath, url } = await sharedEngine()
    host = url
    open = await startRegistry()
    closed = await startRegistry({ auth: true })
    await buildLayeredImage(socketPath, { name: `${open.host}/team/app:latest`, layers: 2, layerBytes: 20_000 })
    for (const tag of ['latest', '1.9', '1.10']) {
      await docker('tag', `${open.host}/team/app:latest`, `${open.host}/team/app:${tag}`)
      await docker('push', `${open.host}/team/app:${tag}`)
    }
    for (const tag of ['latest', '1.9', '1.10']) await docker('rmi', `${open.host}/team/app:${tag}`)
    await publishList(open, 'team/windows-only', 'team/app', [
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.1' },
    ])
    for (let n = 0; n < REPOSITORIES; n++) {
      const folder = `data/docker/registry/v2/repositories/bulk/image-${String(n).padStart(4, '0')}/_layers`
      mkdirSync(join(open.folder, folder), { recursive: true })
    }
  })
  test.afterAll(async () => {
    await docker('rmi', '-f', `${open?.host}/team/app:1.10`)
    await open?.stop()
    await closed?.stop()
  })
  const docker = (...args: string[]) => dockerCli(args, { host })

  test('I3: a large catalogue, a repository’s tags, and the pull of one', async ({ page }) => {
    const dialog = await openDialog(page)
    await dialog.getByRole('tab', { name: 'Another registry' }).click()
    await dialog.getByRole('textbox', { name: 'Registry' }).fill(open.host)
    await dialog.getByRole('button', { name: 'Show repositories' }).click()
    const total = `${(REPOSITORIES + 2).toLocaleString('en')} repositories`
    await expect(dialog.getByText(total, { exact: true })).toBeVisible()
    const repositories = dialog.getByRole('listbox', { name: `Repositories of ${open.host}` })
    // Only what is in sight is in the page.
    expect(await repositories.getByRole('option').count()).toBeLessThan(40)
    await repositories.press('End')
    await expect(repositories.getByRole('option', { name: 'team/windows-only' })).toHaveAttribute(
      'aria-posinset',
      String(REPOSITORIES + 2),
    )
    await dialog.getByRole('searchbox', { name: 'Filter repositories' }).fill('windows')
    await repositories.getByRole('option', { name: 'team/windows-only' }).click()
    await expect(dialog.getByRole('option', { name: /^latest Not here/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Back to the list' }).click()
    await dialog.getByRole('searchbox', { name: 'Filter repositories' }).fill('team/app')
    await repositories.getByRole('option', { name: 'team/app', exact: true }).click()
    const tags = dialog.getByRole('listbox', { name: `Tags of ${open.host}/team/app` })
    await expect(tags.getByRole('option')).toHaveText([/^latestRuns here/, /^1\.10Runs here/, /^1\.9Runs here/])
    await tags.getByRole('option').nth(1).click()
    await expect(dialog.getByRole('textbox', { name: 'Image' })).toHaveValue(`${open.host}/team/app:1.10`)
    await dialog.getByRole('button', { name: 'Pull image', exact: true }).click()
    await expect(page.getByRole('grid', { name: 'Images' }).getByText(`${open.host}/team/app`)).toBeVisible()
    // The registry is now one from which an image came.
    const again = await openDialog(page)
    await again.getByRole('tab', { name: 'Another registry' }).click()
    await again.getByRole('button', { name: open.host, exact: true }).click()
    await expect(again.getByText(total, { exact: true })).toBeVisible()
  })

  test('I3: a registry that wants a login says so; a name can be asked for all the same', async ({ page }) => {
    const dialog = await openDialog(page)
    await dialog.getByRole('tab', { name: 'Another registry' }).click()
    await dialog.getByRole('textbox', { name: 'Registry' }).fill(closed.host)
    await dialog.getByRole('textbox', { name: 'Registry' }).press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('Nobody is signed in there')
    await expect(dialog.getByRole('alert')).toContainText('docker login')
    await dialog.getByRole('searchbox', { name: 'Filter repositories' }).fill('team/app')
    await dialog.getByRole('button', { name: `Show the tags of ${closed.host}/team/app` }).click()
    await expect(dialog.getByRole('alert').last()).toContainText('The registry refuses')
    await expectAxeClean(page, 'a registry that wants a login')
  })

  test('I3: a registry that counts requests: its tags can be chosen all the same', async ({ page }) => {
    const stub = createServer((request, response) => {
      if (request.url?.includes('/manifests/')) return response.writeHead(429).end('{}')
      return response.end(JSON.stringify({ tags: ['1.0', '1.1'], repositories: ['counted/app'] }))
    })
    await new Promise<void>((done) => stub.listen(0, '127.0.0.1', done))
    const name = `127.0.0.1:${(stub.address() as AddressInfo).port}`
    try {
      const dialog = await openDialog(page)
      await dialog.getByRole('tab', { name: 'Another registry' }).click()
      await dialog.getByRole('textbox', { name: 'Registry' }).fill(`http://${name}/v2/`)
      await dialog.getByRole('textbox', { name: 'Registry' }).press('Enter')
      await dialog.getByRole('option', { name: 'counted/app' }).click()
      await expect(dialog.getByText(/^The registry counts requests and answers no more/)).toBeVisible()
      await expect(dialog.getByRole('option')).toHaveText([/^1\.1Not known/, /^1\.0Not known/])
      await dialog.getByRole('option', { name: /^1\.0/ }).click()
      await expect(dialog.getByRole('textbox', { name: 'Image' })).toHaveValue(`${name}/counted/app:1.0`)
      await expect(dialog.getByRole('button', { name: 'Pull image', exact: true })).toBeEnabled()
    } finally {
      stub.closeAllConnections()
      await new Promise((done) => stub.close(done))
    }
  })
})
