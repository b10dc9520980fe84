import type { Locator, Page } from '@playwright/test'
import { expectAxeClean } from '../support/axe-looks.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { expect, test } from '../support/door-test.ts'
import type { EngineKind } from '../support/engine-under-test.ts'
import { importImage } from '../support/images.ts'
import { buildLayeredImage } from '../support/layered-image.ts'
import { publishList } from '../support/publish-list.ts'
import { type Registry, startRegistry, whyNoRegistry } from '../support/registry.ts'
import { type RegistryProxy, startRegistryProxy } from '../support/registry-proxy.ts'
import { whyNoSharedEngine } from '../support/shared-engine.ts'

const why = whyNoSharedEngine() ?? whyNoRegistry()
test.skip(({ engineKind }) => engineKind === 'docker' && why !== undefined, why ?? '')

let kind: EngineKind
let socketPath = ''
let host = ''
let registry: Registry
let proxy: RegistryProxy

/** Own names a test run, as the engine is shared. */
const mine = (name: string) => `slipway-e2e-images/${name}`

test.beforeAll(async ({ testEngine }) => {
  ;({ kind, socketPath, url: host } = testEngine)
  // The practice host pulls from its own copies of registries only.
  if (kind === 'practice') return
  registry = await startRegistry()
  proxy = await startRegistryProxy(registry.host)
  await publish('team/layers', ['1.0', '1.1', 'latest'])
  await publishList(registry, 'team/many', 'team/layers', [
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64', variant: 'v8' },
    { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' },
  ])
  await publishList(registry, 'team/windows-only', 'team/layers', [
    { os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.1' },
  ])
})
test.beforeEach(async () => {
  proxy?.setFate(() => ({ kind: 'pass' }))
  await tidy()
})
test.afterAll(async () => {
  await tidy()
  await proxy?.stop()
  await registry?.stop()
})

const docker = (...args: string[]) => dockerCli(args, { host })

/** Takes away every image of these tests, and their containers. */
async function tidy(): Promise<void> {
  const containers = (await docker('ps', '-aq', '--filter', 'label=slipway-e2e-images')).stdout
    .split('\n')
    .filter(Boolean)
  if (containers.length > 0) await docker('rm', '-f', ...containers)
  const hosts = kind === 'docker' ? [`${registry.host}/`, `${proxy.host}/`] : []
  const { stdout } = await docker('images', '--format', '{{.Repository}}:{{.Tag}}')
  const names = stdout.split('\n').filter((name) => [mine(''), ...hosts].some((start) => name.startsWith(start)))
  if (names.length > 0) await docker('rmi', '-f', ...names)
}

/** Pushes an image of four layers under these tags. */
async function publish(repository: string, tags: string[]): Promise<void> {
  const whole = `${registry.host}/${repository}`
  for (const tag of tags) {
    await buildLayeredImage(socketPath, { name: `${whole}:${tag}`, layers: 4, layerBytes: 400_000 })
    expect(await docker('push', '-q', `${whole}:${tag}`)).toMatchObject({ code: 0 })
    await docker('rmi', `${whole}:${tag}`)
  }
}

async function makeImage(...tags: string[]): Promise<void> {
  const [first = '', ...others] = tags.map(mine)
  await importImage(socketPath, first, [{ name: 'file', content: `${first} ${Date.now()}` }], 'CMD ["/none"]')
  for (const other of others) await docker('tag', first, other)
}

async function openImages(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  const grid = page.getByRole('grid', { name: 'Images' })
  await expect(grid).toBeVisible()
  return grid
}

const row = (grid: Locator, name: string) => grid.getByRole('row').filter({ hasText: name })

async function openPull(page: Page, reference: string): Promise<Locator> {
  await openImages(page)
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pull image' })
  await dialog.getByLabel('Image', { exact: false }).first().fill(reference)
  return dialog
}

test('I1: images are listed live, their tags grouped by id, with filter and details @smoke @practice', async ({
  page,
}) => {
  await makeImage('web:1.0', 'web:latest')
  const grid = await openImages(page)
  const web = row(grid, mine('web'))
  await expect(web).toHaveCount(1)
  await expect(web).toContainText('+1')

  // Made outside of the program: it appears by the engine's event.
  await makeImage('later:7')
  await expect(row(grid, mine('later'))).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('later:7')
  await expect(web).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(web).toBeVisible()

  await web.click()
  const pane = page.getByRole('complementary', { name: /^Details: / })
  const overview = pane.getByRole('tabpanel')
  await expect(overview.getByText(mine('web:1.0'), { exact: true })).toBeVisible()
  await expect(overview.getByText(mine('web:latest'), { exact: true })).toBeVisible()
  await pane.getByRole('tab', { name: 'Layers' }).click()
  await expect(pane.getByText(/1 layer, .* on disk/)).toBeVisible()
  await pane.getByRole('tab', { name: 'Inspect' }).click()
  await expect(pane.getByText('"RepoTags"')).toBeVisible()

  await docker('rmi', mine('web:1.0'), mine('web:latest'))
  await expect(web).toHaveCount(0)
  await expect(page.getByRole('complementary', { name: 'Details: This image is gone' })).toBeVisible()
})

test('I1: dangling images and the containers that use an image are marked @practice', async ({ page }) => {
  await makeImage('used:1')
  await docker('create', '--label', 'slipway-e2e-images', '--name', 'slipway-e2e-user', mine('used:1'))
  const grid = await openImages(page)
  await expect(row(grid, mine('used'))).toContainText('slipway-e2e-user')
  await row(grid, mine('used')).click()
  await expect(page.getByRole('complementary').getByRole('link', { name: 'slipway-e2e-user' })).toBeVisible()

  // The name goes to another image, and the one before it stays behind without one.
  await makeImage('moved:1')
  const id = (await docker('images', '-q', mine('moved:1'))).stdout.trim()
  await makeImage('moved:1')
  await expect(row(grid, id)).toContainText('dangling')
  await docker('rmi', id)
  await expect(row(grid, id)).toHaveCount(0)
})

test('I2: a reference is checked as it is typed, and told in full with its size before the pull', async ({ page }) => {
  const dialog = await openPull(page, 'Nginx:1')
  await expect(dialog.getByText('The repository name must be in lower case')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Pull image' })).toBeDisabled()
  const field = dialog.getByRole('textbox')
  await field.fill(`${registry.host}/team/layers`)
  await expect(dialog.getByText(`${registry.host}/team/layers:latest`)).toBeVisible()
  await expect(dialog.getByText(/No tag was written, so it means latest/)).toBeVisible()
  await expect(dialog.getByText(/1\.6 MB to download/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker pull ${registry.host}/team/layers`)
})

test('I2: a pull shows its layers, is cancelled, and pulled again', async ({ page }) => {
  const image = `${proxy.host}/team/layers:1.0`
  proxy.setFate((_, size) => (size > 100_000 ? { kind: 'slow', bytesPerSecond: 12_000 } : { kind: 'pass' }))
  const dialog = await openPull(page, image)
  await dialog.getByRole('button', { name: 'Pull image' }).click()
  await expect(dialog).toBeHidden()
  const pulls = page.getByRole('list', { name: 'Pulls' })
  await expect(pulls.getByText(`Pulling ${image}`)).toBeVisible()
  const layers = pulls.getByRole('list', { name: /^Layers of / }).getByRole('listitem')
  await expect(layers).toHaveCount(4)
  await expect(layers.filter({ hasText: 'downloading' }).first()).toContainText(/ of 4\d\d kB/)
  await expectAxeClean(page, 'a pull that runs')

  await pulls.getByRole('button', { name: 'Cancel' }).click()
  await expect(pulls.getByText('Cancelled')).toBeVisible()
  expect((await docker('images', '-q', image)).stdout).toBe('')

  proxy.setFate(() => ({ kind: 'pass' }))
  await pulls.getByRole('button', { name: 'Pull again' }).click()
  await expect(row(page.getByRole('grid', { name: 'Images' }), `${proxy.host}/team/layers`)).toBeVisible({
    timeout: 30_000,
  })
  await expect(pulls).toBeHidden()
})

test('I2: all tags are counted and weighed first, and pulled after a confirmation', async ({ page }) => {
  const dialog = await openPull(page, `${registry.host}/team/layers:1.0`)
  await dialog.getByRole('switch').check()
  await expect(dialog.getByText('With all tags, write the repository without tag or digest.')).toBeVisible()
  await dialog.getByRole('textbox').fill(`${registry.host}/team/layers`)
  await expect(dialog.getByText(/3 tags, 4\.8 MB to download in all/)).toBeVisible()
  const start = dialog.getByRole('button', { name: 'Pull all tags' })
  await expect(start).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Download all 3 tags' }).check()
  await start.click()
  await expect(row(page.getByRole('grid', { name: 'Images' }), `${registry.host}/team/layers`)).toHaveCount(3, {
    timeout: 30_000,
  })
})

test('I2: the platforms that the registry offers can be chosen; an image for another system is told', async ({
  page,
}) => {
  const dialog = await openPull(page, `${registry.host}/team/many`)
  await dialog.getByRole('combobox', { name: 'Platform' }).click()
  await expect(page.getByRole('option')).toHaveText([
    'The one that fits the engine',
    'linux/amd64',
    'linux/arm64/v8',
    'windows/amd64 (10.0.20348.2700)',
  ])
  await page.getByRole('option', { name: 'linux/arm64/v8' }).click()
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(
    `docker pull --platform linux/arm64/v8 ${registry.host}/team/many`,
  )
  await dialog.getByRole('textbox').fill(`${registry.host}/team/windows-only`)
  await expect(dialog.getByText(/This image is made for Windows, and the engine runs Linux containers/)).toBeVisible()
})

test('I2: an image that is not there is explained before and after the pull', async ({ page }) => {
  const image = `${registry.host}/team/nothing:1`
  const dialog = await openPull(page, image)
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('button', { name: 'Pull image' }).click()
  const pulls = page.getByRole('list', { name: 'Pulls' })
  await expect(pulls.getByText('Failed')).toBeVisible()
  await expect(pulls.getByRole('alert')).toBeVisible()
  await pulls.getByRole('button', { name: 'Dismiss' }).click()
  await expect(pulls).toBeHidden()
})

test('I4: a tag is checked, explained, added, and taken away again @practice', async ({ page }) => {
  await makeImage('tagged:1')
  const grid = await openImages(page)
  await row(grid, mine('tagged')).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Tag', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Tag / })
  const field = dialog.getByRole('textbox')
  await field.fill(mine('tagged:-'))
  await expect(dialog.getByText(/cannot/)).toBeVisible()
  await field.fill('web')
  await expect(dialog.getByText(/Docker Hub takes no push under it/)).toBeVisible()
  await field.fill(mine('tagged'))
  await expect(dialog.getByText(/latest is a tag like any other/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker tag ${mine('tagged:1')} ${mine('tagged')}`)
  await dialog.getByRole('button', { name: 'Add tag' }).click()
  await expect(row(grid, mine('tagged'))).toContainText('+1')

  await page.getByRole('button', { name: `Untag ${mine('tagged:latest')}` }).click()
  const removal = page.getByRole('alertdialog')
  await expect(removal.getByText('The image itself stays.')).toBeVisible()
  await removal.getByRole('button', { name: 'Remove tag' }).click()
  await expect(row(grid, mine('tagged'))).not.toContainText('+1')
  expect((await docker('images', '--format', '{{.Tag}}', mine('tagged'))).stdout.trim()).toBe('1')
})

test('I2, X1: a name of any length with a fault keeps the dialog in its place @practice', async ({ page }) => {
  const dialog = await openPull(page, `${'a'.repeat(129)}:${'b'.repeat(129)}`)
  await expect(dialog.getByText(/128/)).toBeVisible()
  const field = dialog.getByRole('textbox').first()
  await expect(field).toBeInViewport({ ratio: 1 })
  const overflow = (of: Locator) => of.evaluate((node) => node.scrollWidth - node.clientWidth)
  expect(await overflow(dialog.locator('.fui-DialogContent'))).toBe(0)
})

test('I4: an image that another client takes away while its tag dialog is open is told as gone @practice', async ({
  page,
}) => {
  await makeImage('goes:1')
  const grid = await openImages(page)
  await row(grid, mine('goes')).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Tag', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Tag / })
  await dialog.getByRole('textbox').fill(mine('goes:2'))
  await expect(dialog.getByRole('button', { name: 'Add tag' })).toBeEnabled()
  await docker('rmi', mine('goes:1'))
  await expect(dialog.getByText(/This image is gone/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Add tag' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Details: This image is gone' })).toBeVisible()
})

test('I1: Inspect follows a tag that another client gives @practice', async ({ page }) => {
  await makeImage('inspected:1')
  const grid = await openImages(page)
  await row(grid, mine('inspected')).click()
  const pane = page.getByRole('complementary', { name: /^Details: / })
  await pane.getByRole('tab', { name: 'Inspect' }).click()
  await expect(pane.getByText('"RepoTags"')).toBeVisible()
  await docker('tag', mine('inspected:1'), mine('inspected:second'))
  await expect(pane.getByText(mine('inspected:second'))).toBeVisible()
})

test('I5: several tags are a conflict with choices: force, or one tag only @practice', async ({ page }) => {
  await makeImage('many-a:1', 'many-b:1')
  const grid = await openImages(page)
  await row(grid, mine('many-')).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText('The engine refuses this as it stands')).toBeVisible()
  const remove = dialog.getByRole('button', { name: 'Remove image' })
  await expect(remove).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Remove by force' }).check()
  await expect(dialog.getByRole('listitem').filter({ hasText: mine('many-b:1') })).toBeVisible()
  await expect(dialog.getByText(/layers are deleted/)).toBeVisible()
  await expect(remove).toBeEnabled()
  await dialog.getByRole('radio', { name: /Only tags/ }).check()
  await dialog.getByRole('button', { name: 'Remove tag' }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await docker('images', '-q', mine('many-*'))).stdout.trim().split('\n').length).toBe(1)
})

test('I5: an image in use names its container, and goes by force @practice', async ({ page }) => {
  await makeImage('kept:1')
  await docker('create', '--label', 'slipway-e2e-images', '--name', 'slipway-e2e-keeper', mine('kept:1'))
  const grid = await openImages(page)
  await row(grid, mine('kept')).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('link', { name: 'slipway-e2e-keeper' })).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Remove by force' }).check()
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker rmi --force ${mine('kept:1')}`)
  await dialog.getByRole('button', { name: 'Remove image' }).click()
  await expect(row(grid, mine('kept'))).toHaveCount(0)
})

test('I5: of several images, what can go goes, and each of the others is told with its reason @practice', async ({
  page,
}) => {
  await makeImage('bulk-a:1')
  await makeImage('bulk-b:1')
  await docker('create', '--label', 'slipway-e2e-images', '--name', 'slipway-e2e-bulk', mine('bulk-b:1'))
  const grid = await openImages(page)
  await row(grid, mine('bulk-a')).getByRole('checkbox').check()
  await row(grid, mine('bulk-b')).getByRole('checkbox').check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Remove 2 images' })
  await expect(dialog.getByText('Refused: used by a stopped container (slipway-e2e-bulk)')).toBeVisible()
  await dialog.getByRole('button', { name: 'Remove 1 image' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: mine('bulk-a') })).toContainText('Removed')
  await expect(dialog.getByRole('listitem').filter({ hasText: mine('bulk-b') })).toContainText('Refused')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(row(grid, mine('bulk-a'))).toHaveCount(0)
  await expect(row(grid, mine('bulk-b'))).toBeVisible()
})

test('X1: an image is pulled by keyboard only, from the palette on', async ({ page }) => {
  const grid = await openImages(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Pull image')
  await page.keyboard.press('Enter')
  const field = page.getByRole('dialog', { name: 'Pull image' }).getByRole('textbox')
  await expect(field).toBeFocused()
  await page.keyboard.type(`${registry.host}/team/layers:1.1`)
  await page.keyboard.press('Enter')
  await expect(row(grid, `${registry.host}/team/layers`)).toBeVisible({ timeout: 30_000 })
})

test('I4, X1: a tag is added by keyboard only', async ({ page }) => {
  await makeImage('typed:1')
  const grid = await openImages(page)
  await expect(row(grid, mine('typed'))).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('images/typed')
  await expect(grid.getByRole('row')).toHaveCount(2)
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Tag', exact: true })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Tag', exact: true }).press('Enter')
  await expect(page.getByRole('dialog', { name: /^Tag / }).getByRole('textbox')).toBeFocused()
  await page.keyboard.type(mine('typed:2'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row(grid, mine('typed'))).toContainText('+1')
  expect((await docker('images', '-q', mine('typed:2'))).stdout.trim()).not.toBe('')
})

test('I2: a registry that asks for a user is told as such, with what to do', async ({ page }) => {
  const closed = await startRegistry({ auth: true })
  try {
    const dialog = await openPull(page, `${closed.host}/team/secret:1`)
    await dialog.getByRole('button', { name: 'Pull image' }).click()
    const pulls = page.getByRole('list', { name: 'Pulls' })
    await expect(pulls.getByText('Failed')).toBeVisible()
    await expect(pulls.getByRole('alert')).toContainText('sign in to the registry')
    await pulls.getByRole('button', { name: 'Dismiss' }).click()
  } finally {
    await closed.stop()
  }
})

test('X1: the menu of a row opens by pointer and by key, and leads to the same actions', async ({ page }) => {
  await makeImage('menu:1')
  const grid = await openImages(page)
  await row(grid, mine('menu')).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Tag', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('images/menu')
  await expect(grid.getByRole('row')).toHaveCount(2)
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Remove' }).press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText(mine('menu:1'))
})

test('X1: list, details, tag and removal of several work by keyboard only', async ({ page }) => {
  await makeImage('keys-a:1')
  await makeImage('keys-b:1')
  const grid = await openImages(page)
  await expect(row(grid, mine('keys-b'))).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('images/keys-')
  await expect(grid.getByRole('row')).toHaveCount(3)
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: /keys-/ })).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('alertdialog', { name: 'Remove 2 images' })
  await expect(dialog.getByRole('row')).toHaveCount(3)
  const remove = dialog.getByRole('button', { name: 'Remove 2 images' })
  await expect(remove).toBeEnabled()
  for (let n = 0; n < 8 && !(await remove.evaluate((button) => button === document.activeElement)); n++) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await docker('images', '-q', mine('keys-*'))).stdout).toBe('')
})

test('X1: axe finds nothing in list, details and dialogs; light, dark and forced colours', async ({ page }) => {
  test.slow()
  await makeImage('axe:1', 'axe-other:1')
  const grid = await openImages(page)
  await row(grid, mine('axe')).click()
  const clean = (where: string) => expectAxeClean(page, where)
  await clean('overview')
  await page.getByRole('tab', { name: 'Layers' }).click()
  await clean('layers')
  await page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('checkbox', { name: 'Remove by force' }).check()
  await clean('removal')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Web')
  await clean('tag')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  if (kind === 'docker') {
    await page.getByRole('dialog').getByRole('textbox').fill(`${registry.host}/team/layers`)
    await expect(page.getByRole('dialog').getByText(/to download/)).toBeVisible()
  }
  await clean('pull')
})
