import { chmodSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { openContainers, rowOf } from '../support/containers-grid.ts'
import { chooseTab } from '../support/details-tabs.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { test as base, expect } from '../support/door-test.ts'
import { engineRequest } from '../support/engine-request.ts'
import type { EngineUnderTest } from '../support/engine-under-test.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { TestContainers } from '../support/test-container.ts'

/** Containers of one test, named with its own prefix. */
interface Made {
  containers: TestContainers
  /** A name of this test. */
  named: (name: string) => string
}

const test = base.extend<{ made: Made }>({
  made: async ({ testEngine }, use, info) => {
    const containers = new TestContainers(testEngine.socketPath, testEngine.dialect)
    const prefix = `e2e${info.workerIndex}${Date.now().toString(36)}`
    await use({ containers, named: (name) => `${prefix}-${name}` })
    await containers.removeAll()
  },
})

const project = (name: string) => ({ 'com.docker.compose.project': name, 'com.docker.compose.service': 'web' })

const pane = (page: Page, name: string) => page.getByRole('complementary', { name: `Details: ${name}` })

async function openTab(page: Page, name: string, tab: string): Promise<Locator> {
  const at = pane(page, name)
  await chooseTab(at, tab)
  return at.getByRole('tabpanel')
}

/** Runs a shell line in a container, past the program under test. */
async function runInside({ socketPath, dialect }: EngineUnderTest, container: string, line: string): Promise<void> {
  const Cmd = dialect.script(line)
  const made = await engineRequest(socketPath, 'POST', `/containers/${container}/exec`, { Cmd })
  const { Id } = JSON.parse(made.body) as { Id: string }
  expect((await engineRequest(socketPath, 'POST', `/exec/${Id}/start`, {})).status).toBe(200)
}

/** The text of a file in a container, past the program under test. */
async function readInside({ url }: EngineUnderTest, container: string, path: string): Promise<string> {
  const folder = temporaryFolder('swc-')
  try {
    const copy = join(folder.path, 'copy')
    // The CLI of this system takes Linux paths only for paths.
    const from = path.replace(/^C:/, '').replaceAll('\\', '/')
    expect(await dockerCli(['cp', `${container}:${from}`, copy], { host: url })).toMatchObject({ code: 0 })
    return readFileSync(copy, 'utf8')
  } finally {
    folder.remove()
  }
}

/** What axe finds. Tabster's own focus guards are left out: they are hidden by design and hold no content. */
async function violations(page: Page, without: string[] = []): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('[data-tabster-dummy]')
    .disableRules(without)
    .analyze()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
}

test('K1: the list is live, filtered by text and by state, sorted and grouped @smoke @practice', async ({
  page,
  made,
}) => {
  const web = made.named('web')
  await made.containers.run({ Labels: project('shop') }, web)
  const grid = await openContainers(page)
  await expect(rowOf(grid, web)).toContainText('Running')
  await expect(rowOf(grid, web)).toContainText(/Up \d+ seconds?/)
  // Made by somebody else while the page is open.
  const late = made.named('late')
  const id = await made.containers.create({}, late)
  await expect(rowOf(grid, late)).toContainText('Created')
  expect(id).toMatch(/^[0-9a-f]{64}$/)

  await page.getByRole('searchbox', { name: 'Filter' }).fill(web)
  await expect(rowOf(grid, late)).toHaveCount(0)
  await expect(rowOf(grid, web)).toBeVisible()
  await page.getByRole('searchbox', { name: 'Filter' }).fill(made.named(''))
  await page.getByRole('button', { name: /Filter by state/ }).click()
  await page.getByRole('menuitemradio', { name: 'Stopped' }).click()
  await expect(rowOf(grid, web)).toHaveCount(0)
  await expect(rowOf(grid, late)).toBeVisible()
  // The state chosen is remembered.
  await page.reload()
  await expect(rowOf(grid, late)).toBeVisible()
  await expect(rowOf(grid, web)).toHaveCount(0)
  await page.getByRole('button', { name: /Filter by state/ }).click()
  await page.getByRole('menuitemradio', { name: 'All states' }).click()

  const names = () => grid.locator('[data-row]').allTextContents()
  expect((await names())[0]).toContain(late)
  await grid
    .getByRole('button', { name: /Sort by Name|Name/ })
    .first()
    .click()
  await expect.poll(async () => (await names())[0]).toContain(web)

  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'By Compose project' }).click()
  await expect(grid.getByRole('row', { name: /^shop/ })).toBeVisible()
  await expect(grid.getByRole('row', { name: /No Compose project/ })).toBeVisible()
})

test('K1, K3: several are selected and stopped and started together; what fails is named @practice', async ({
  page,
  made,
  testEngine: { dialect },
}) => {
  const [one, two] = [made.named('one'), made.named('two')]
  // They end at once when asked.
  const body = { Cmd: dialect.stoppable }
  await made.containers.run(body, one)
  await made.containers.run(body, two)
  const grid = await openContainers(page)
  await page.getByRole('searchbox', { name: 'Filter' }).fill(made.named(''))
  await grid.getByRole('checkbox', { name: `Select ${one}` }).check()
  await grid.getByRole('checkbox', { name: `Select ${two}` }).check()
  const tools = page.getByRole('toolbar', { name: 'Containers' })
  await tools.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(rowOf(grid, one)).toContainText(dialect.stopped)
  await expect(rowOf(grid, two)).toContainText(dialect.stopped)
  await expect(tools.getByRole('button', { name: 'Stop', exact: true })).toBeDisabled()
  await tools.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(rowOf(grid, one)).toContainText('Running')
  await expect(rowOf(grid, two)).toContainText('Running')

  const broken = made.named('broken')
  await made.containers.create({ Cmd: [dialect.path('no', 'such', 'program')] }, broken)
  await grid.getByRole('checkbox', { name: `Select ${broken}` }).check()
  await tools.getByRole('button', { name: 'Start', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'The container could not be started' })
  await expect(dialog.getByRole('heading', { name: broken })).toBeVisible()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('K3, X1: by keyboard only: rename with F2, open with Enter, menu with Shift+F10, remove with Delete @practice', async ({
  page,
  made,
  testEngine: { dialect },
}) => {
  const old = made.named('old')
  const id = await made.containers.run({ Volumes: { [dialect.path('anonymous')]: {} } }, old)
  const grid = await openContainers(page)
  await expect(rowOf(grid, old)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(old)
  await expect(grid.locator('[data-row]')).toHaveCount(1)
  await grid.focus()
  await page.keyboard.press('F2')
  const rename = page.getByRole('dialog', { name: `Rename ${old}` })
  await expect(rename).toBeVisible()
  await expect(rename.getByRole('button', { name: 'Equivalent command' })).toBeVisible()
  const renamed = made.named('old-renamed')
  await rename.getByRole('textbox', { name: 'New name' }).fill('-')
  await expect(rename.getByText(/Two or more letters/)).toBeVisible()
  await rename.getByRole('textbox', { name: 'New name' }).fill(renamed)
  await page.keyboard.press('Enter')
  await expect(rename).toBeHidden()
  await expect(rowOf(grid, renamed)).toBeVisible()
  expect((await made.containers.inspect(id)) as unknown).toMatchObject({ Name: `/${renamed}` })

  await grid.focus()
  await page.keyboard.press('Enter')
  await expect(pane(page, renamed)).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu', { name: `Actions for ${renamed}` })).toBeVisible()
  await page.keyboard.press('Escape')
  // The keyboard is back in the list after each menu and dialog.
  await expect(grid).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(grid).toBeFocused()
  await page.keyboard.press('Delete')
  const remove = page.getByRole('alertdialog', { name: `Remove ${renamed}` })
  await expect(remove.getByText('It is running and will be killed.')).toBeVisible()
  await remove.getByRole('button', { name: 'Equivalent command' }).press('Enter')
  await expect(remove.getByTestId('equivalent-command')).toHaveText(`docker rm ${renamed}`)
  await expect(remove.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled()
  await remove.getByRole('checkbox', { name: /Kill it first/ }).press('Space')
  await remove.getByRole('checkbox', { name: /volume without a name/ }).press('Space')
  await expect(remove.getByTestId('equivalent-command')).toHaveText(`docker rm --force --volumes ${renamed}`)
  await remove.getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await expect(rowOf(grid, renamed)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'This container is gone' }).first()).toBeVisible()
})

test('K3: limits are changed, and the name of a new image is checked as it is typed', async ({
  page,
  made,
  testEngine: { socketPath },
}) => {
  const name = made.named('limits')
  const id = await made.containers.run({ Env: ['TOKEN=hush'] }, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const overview = pane(page, name).getByRole('tabpanel')
  await expect(overview.getByText('hush')).toHaveCount(0)
  await overview.getByRole('button', { name: 'Show the value of TOKEN' }).click()
  await expect(overview.getByText('hush')).toBeVisible()

  await overview.getByRole('button', { name: 'Change limits' }).click()
  const dialog = page.getByRole('dialog', { name: `Change limits of ${name}` })
  // The drawer is there from the start, and fills when there is something to do.
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText(/The command appears here/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Memory' }).fill('1k')
  await expect(dialog.getByText(/A size of 6m or more/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Memory' }).fill('64m')
  await dialog.getByRole('combobox', { name: 'Restart policy' }).selectOption({ label: 'Always' })
  await expect(dialog.getByTestId('equivalent-command')).toContainText('docker update --memory 64m')
  await dialog.getByRole('button', { name: 'Change limits' }).click()
  await expect(dialog).toBeHidden()
  await expect(overview.getByText('64 MiB')).toBeVisible()
  expect((await made.containers.inspect(id)) as unknown).toMatchObject({
    HostConfig: { Memory: 64 * 2 ** 20, RestartPolicy: { Name: 'always' } },
  })

  await overview.getByRole('button', { name: 'Commit to image' }).click()
  const commit = page.getByRole('dialog', { name: `Make an image of ${name}` })
  await commit.getByRole('textbox', { name: 'Name of the image' }).fill('Shop:1')
  await expect(commit.getByRole('button', { name: 'Make image' })).toBeDisabled()
  const image = `slipway-e2e-commit/${name}:1`
  await commit.getByRole('textbox', { name: 'Name of the image' }).fill(image)
  await commit.getByRole('textbox', { name: 'Message' }).fill('from a test')
  await commit.getByRole('button', { name: 'Make image' }).click()
  await expect(commit).toBeHidden()
  const committed = await engineRequest(socketPath, 'GET', `/images/${image}/json`)
  expect(JSON.parse(committed.body)).toMatchObject({ RepoTags: [image], Comment: 'from a test', Container: id })
  await engineRequest(socketPath, 'DELETE', `/images/${image}`)
})

test('K3: a signal is sent from the kill dialog', async ({ page, made, testEngine: { socketPath } }) => {
  const name = made.named('kill')
  const id = await made.containers.run({ Cmd: ['sh', '-c', 'trap "exit 7" USR1; while :; do sleep 0.2; done'] }, name)
  // Before that the shell would not take the signal.
  const processes = async () => (await engineRequest(socketPath, 'GET', `/containers/${id}/top`)).body
  await expect.poll(processes).toContain('sleep 0.2')
  const grid = await openContainers(page)
  await rowOf(grid, name).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Kill' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Kill ${name}` })
  await dialog.getByRole('combobox', { name: 'Signal' }).selectOption('SIGUSR1')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker kill --signal SIGUSR1 ${name}`)
  await dialog.getByRole('button', { name: 'Kill', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(grid, name)).toContainText('Exited (7)')
})

test('K3: one that started meanwhile is not removed unasked, and is when told to @practice', async ({
  page,
  made,
  testEngine: { socketPath },
}) => {
  const name = made.named('started')
  const id = await made.containers.create({}, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Remove ${name}` })
  await expect(dialog.getByRole('button', { name: 'Remove', exact: true })).toBeEnabled()
  expect((await engineRequest(socketPath, 'POST', `/containers/${id}/start`)).status).toBe(204)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  const failure = page.getByRole('dialog', { name: 'The container could not be removed' })
  await expect(failure.getByRole('alert')).toBeVisible()
  await failure.getByRole('button', { name: 'Do it anyway' }).click()
  await expect(rowOf(grid, name)).toHaveCount(0)
})

test('K4: an upload is cancelled, and nothing of it stays', async ({ page, made, testEngine: { dialect } }) => {
  const name = made.named('upload')
  await made.containers.run({}, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const files = await openTab(page, name, 'Files')
  await files.getByRole('row').filter({ hasText: dialect.folder }).click()
  const folder = temporaryFolder('swu-')
  try {
    // The window runs as an ordinary user.
    chmodSync(folder.path, 0o755)
    const large = join(folder.path, 'large.bin')
    writeFileSync(large, '')
    truncateSync(large, 300_000_000)
    await files.locator('input[type=file]').setInputFiles(large)
    await files.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(files.getByText('large.bin')).toHaveCount(0)
    // The engine unpacks as the bytes come: what it had is taken away right after.
    await expect(async () => {
      await files.getByRole('button', { name: 'Read again' }).click()
      await expect(files.getByText('large.bin')).toHaveCount(0, { timeout: 1000 })
    }).toPass({ timeout: 10_000 })
    await expect(files.getByRole('alert')).toHaveCount(0)
  } finally {
    folder.remove()
  }
})

test('K4: every tab of the details shows what it promises @practice', async ({
  page,
  made,
  testEngine: { kind, dialect },
}) => {
  const name = made.named('tabs')
  const added = dialect.path(dialect.folder, 'added')
  const id = await made.containers.run(
    { Cmd: dialect.script(dialect.inTurn('echo hello-log', dialect.write('x', added), dialect.wait)) },
    name,
  )
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  await expect(pane(page, name).getByRole('tabpanel')).toContainText(id.slice(0, 12))
  await expect(await openTab(page, name, 'Logs')).toContainText('hello-log')
  const changes = await openTab(page, name, 'Changes')
  // Windows tells them of a stopped container only.
  if (kind === 'docker') await expect(changes.getByRole('row').filter({ hasText: added })).toContainText('Added')
  else await expect(changes.getByRole('button', { name: 'Stop container' })).toBeVisible()
  await expect(await openTab(page, name, 'Processes')).toContainText(dialect.shell)
  const inspect = await openTab(page, name, 'Inspect')
  await expect(inspect.getByRole('textbox')).toContainText(id)
  const stats = await openTab(page, name, 'Stats')
  await expect(stats.locator('canvas')).toHaveCount(4)
  await expect(stats.getByText(/Used \d+(\.\d+)? %/)).toBeVisible()
  await stats.getByRole('tab', { name: 'Table' }).click()
  await expect(stats.getByRole('columnheader', { name: 'Network, Received' })).toBeVisible()
  const terminal = await openTab(page, name, 'Terminal')
  await terminal.getByRole('button', { name: `Open ${dialect.shellName}` }).click()
  await expect(page.locator('.xterm').first()).toBeVisible()
  await expect(terminal.getByText('Open terminals of this container')).toBeVisible()
  // The address says what is open, so back works.
  await expect(page).toHaveURL(/tab=terminal/)
  await page.goBack()
  await expect(page).toHaveURL(/tab=stats/)
})

test('K4: an exited container shows its exit code and starts again', async ({
  page,
  made,
  testEngine: { dialect },
}) => {
  const name = made.named('exited')
  const id = await made.containers.run({ Cmd: dialect.script('exit 3') }, name)
  await made.containers.ended(id)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const overview = pane(page, name).getByRole('tabpanel')
  await expect(overview.getByText(/It ended with exit code 3/)).toBeVisible()
  const before = (await made.containers.inspect(id)) as unknown as { State: { StartedAt: string } }
  await overview.getByRole('button', { name: 'Start again' }).click()
  await expect
    .poll(async () => ((await made.containers.inspect(id)) as unknown as typeof before).State.StartedAt)
    .not.toBe(before.State.StartedAt)
})

test('K4: a text file is edited, a conflict is shown, files go up and come down @practice', async ({
  page,
  made,
  door,
  testEngine,
}) => {
  const { kind, dialect } = testEngine
  const note = dialect.path('work', 'note.txt')
  const name = made.named('files')
  const id = await made.containers.run(
    {
      Cmd: dialect.script(dialect.inTurn(`mkdir ${dialect.path('work')}`, dialect.write('first', note), dialect.wait)),
    },
    name,
  )
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const files = await openTab(page, name, 'Files')
  await files.getByRole('row').filter({ hasText: 'work' }).click()
  await expect(files.getByRole('navigation', { name: 'Folder' })).toContainText('work')
  await files.getByRole('row').filter({ hasText: 'note.txt' }).click()
  const editor = files.getByRole('textbox', { name: `Text of ${note}` })
  await expect(editor).toContainText('first')
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('second')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('note.txt saved').first()).toBeVisible()
  // Its lines end as they did before.
  const end = kind === 'docker' ? '\n' : '\r\n'
  expect(await readInside(testEngine, id, note)).toBe(`first${end}second`)
  // Somebody else writes it after it was read here.
  await runInside(testEngine, id, dialect.write('something much longer', note))
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('third')
  await files.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(files.getByRole('alert')).toContainText('was changed meanwhile')
  await files.getByRole('button', { name: 'Open again' }).click()
  await expect(editor).toContainText('something much longer')
  await expect(editor).not.toContainText('third')
  await files.getByRole('button', { name: 'Back to the folder' }).click()

  await files
    .locator('input[type=file]')
    .setInputFiles({ name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('uploaded text') })
  await expect(files.getByRole('row').filter({ hasText: 'up.txt' })).toBeVisible()
  // The same name again is not overwritten unasked.
  await files
    .locator('input[type=file]')
    .setInputFiles({ name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('uploaded again') })
  await expect(files.getByRole('alert')).toContainText('up.txt')
  await files.getByRole('button', { name: 'Do it anyway' }).click()
  await expect(files.getByRole('alert')).toHaveCount(0)

  // A link to a file opens the file; one to a folder the folder.
  if (kind === 'docker') {
    await runInside(testEngine, id, 'ln -s note.txt /work/link-file; ln -s /tmp /work/link-folder; mkdir /tmp/inside')
    await files.getByRole('button', { name: 'Read again' }).click()
    await files.getByRole('row').filter({ hasText: 'link-file' }).click()
    await expect(files.getByRole('textbox', { name: `Text of ${note}` })).toContainText('something much longer')
    await files.getByRole('button', { name: 'Back to the folder' }).click()
  }

  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['dropped text'], 'dropped.txt', { type: 'text/plain' }))
    return transfer
  })
  await files.getByRole('region', { name: 'Files' }).dispatchEvent('drop', { dataTransfer: dropped })
  await expect(files.getByRole('row').filter({ hasText: 'dropped.txt' })).toContainText('12 B')

  await files.getByRole('checkbox', { name: 'Select up.txt' }).check()
  // The window asks for a place by its own dialog.
  if (door === 'window') return
  const started = page.waitForEvent('download')
  await files.getByRole('button', { name: 'Download', exact: true }).click()
  const path = await (await started).path()
  expect(readFileSync(path, 'utf8')).toBe('uploaded again')
})

for (const scheme of ['light', 'dark', 'contrast'] as const) {
  test(`X1: axe finds nothing in ${scheme}: list, menu, dialogs, each tab`, async ({ page, made }) => {
    test.setTimeout(120_000)
    await page.emulateMedia(
      scheme === 'contrast' ? { forcedColors: 'active' } : { colorScheme: scheme, reducedMotion: 'reduce' },
    )
    const name = made.named('axe')
    await made.containers.run({ Labels: project('shop'), Env: ['A=b'] }, name)
    await made.containers.create({}, made.named('other'))
    const grid = await openContainers(page)
    await expect(rowOf(grid, name)).toBeVisible()
    expect(await violations(page)).toEqual([])
    await rowOf(grid, name).click({ button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
    // A menu is drawn above the page, outside of its landmarks.
    expect(await violations(page, ['region'])).toEqual([])
    await page.getByRole('menuitem', { name: /Remove/ }).click()
    await expect(
      page
        .getByRole('alertdialog')
        .getByText(/running/)
        .first(),
    ).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await rowOf(grid, name).click()
    for (const tab of ['Overview', 'Terminal', 'Stats', 'Files', 'Changes', 'Inspect', 'Processes']) {
      const panel = await openTab(page, name, tab)
      await expect(panel.getByLabel('Loading')).toHaveCount(0)
      expect(await violations(page), tab).toEqual([])
    }
  })
}
