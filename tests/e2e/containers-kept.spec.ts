import type { Page } from '@playwright/test'
import { openContainers, rowOf } from '../support/containers-grid.ts'
import { chooseTab } from '../support/details-tabs.ts'
import { test as base, expect } from '../support/door-test.ts'
import { engineRequest } from '../support/engine-request.ts'
import { TestContainers } from '../support/test-container.ts'

// What is hidden, clicked twice, removed by somebody else or half done: nothing is lost, and nothing unseen is touched.
const test = base.extend<{ containers: TestContainers; named: (name: string) => string }>({
  containers: async ({ testEngine }, use) => {
    const containers = new TestContainers(testEngine.socketPath, testEngine.dialect)
    await use(containers)
    await containers.removeAll()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what it asks for
  named: async ({}, use, info) => {
    const prefix = `kept${info.workerIndex}${Date.now().toString(36)}`
    await use((name) => `${prefix}-${name}`)
  },
})

const filterOf = (page: Page) => page.getByRole('searchbox', { name: 'Filter' }).first()
const paneOf = (page: Page, name: string) => page.getByRole('complementary', { name: `Details: ${name}` })

test('K1: what the filter hides is not acted on, and is selected again when it is shown @practice', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const names = [named('one'), named('two'), named('three')] as const
  for (const name of names) await containers.run({ Cmd: dialect.stoppable }, name)
  const grid = await openContainers(page)
  await filterOf(page).fill(named(''))
  await expect(rowOf(grid, names[2])).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await expect(page.getByText('3 selected')).toBeVisible()
  await filterOf(page).fill(names[1])
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.getByRole('toolbar', { name: 'Containers' }).getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(rowOf(grid, names[1])).toContainText(dialect.stopped)
  await filterOf(page).fill(named(''))
  await expect(page.getByText('3 selected')).toBeVisible()
  await expect(rowOf(grid, names[0])).toContainText('Running')
  await expect(rowOf(grid, names[2])).toContainText('Running')
})

test('K3: clicked twice it is done once', async ({ page, containers, named, testEngine: { dialect, socketPath } }) => {
  const name = named('twice')
  const id = await containers.run({ Cmd: dialect.stoppable }, name)
  const since = Math.floor(Date.now() / 1000)
  const grid = await openContainers(page)
  await grid.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page
    .getByRole('toolbar', { name: 'Containers' })
    .getByRole('button', { name: 'Restart', exact: true })
    .dblclick({ delay: 20 })
  await expect(rowOf(grid, name)).toContainText('Running', { timeout: 20_000 })
  const filters = encodeURIComponent(JSON.stringify({ container: [id], event: ['restart'] }))
  await expect
    .poll(async () => {
      const until = Math.floor(Date.now() / 1000) + 1
      const { body } = await engineRequest(
        socketPath,
        'GET',
        `/events?since=${since}&until=${until}&filters=${filters}`,
      )
      return body.split('\n').filter(Boolean).length
    })
    .toBe(1)
})

test('K3: of several that failed one is tried again, and the others stay named', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const names = [named('bad-a'), named('bad-b'), named('bad-c')] as const
  for (const name of names) await containers.create({ Cmd: [dialect.path('no', 'such', 'program')] }, name)
  const grid = await openContainers(page)
  await filterOf(page).fill(named(''))
  await expect(rowOf(grid, names[2])).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar', { name: 'Containers' }).getByRole('button', { name: 'Start', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '3 of 3 containers could not be started' })
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([...names])
  const first = dialog.getByRole('listitem').filter({ hasText: names[0] })
  await first.getByRole('button', { name: 'Try again', exact: true }).click()
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([names[1], names[2], names[0]])
  await dialog.getByRole('button', { name: 'Try all again' }).click()
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([names[1], names[2], names[0]])
})

test('K3, X1: removed by somebody else while asked about: done, and the keyboard is in the list', async ({
  page,
  containers,
  named,
  testEngine: { dialect, socketPath },
}) => {
  const [name, next] = [named('a'.repeat(190)), named('b')]
  const id = await containers.create({ Cmd: dialect.stoppable }, name)
  await containers.create({}, next)
  const grid = await openContainers(page)
  await filterOf(page).fill(named(''))
  await rowOf(grid, name).click()
  await expect(paneOf(page, name)).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('alertdialog', { name: `Remove ${name}` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Remove', exact: true })).toBeEnabled()
  // A long name stays within the dialog.
  const title = await dialog.getByRole('heading', { level: 2 }).evaluate((it) => it.scrollWidth - it.clientWidth)
  expect(title).toBe(0)
  expect((await engineRequest(socketPath, 'DELETE', `/containers/${id}`)).status).toBe(204)
  await expect(rowOf(grid, name)).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('1 container removed').first()).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(grid).toBeFocused()
  // The place of what was removed is where one goes on.
  await page.keyboard.press('Enter')
  await expect(paneOf(page, next)).toBeVisible()
  await paneOf(page, next).getByRole('button', { name: 'Close details' }).click()
  await expect(paneOf(page, next)).toHaveCount(0)
  await expect(grid).toBeFocused()
})

test('K4: a text not saved and the folder are still there after another tab and another container @practice', async ({
  page,
  containers,
  named,
  testEngine: { dialect, socketPath },
}) => {
  const note = dialect.path('work', 'note.txt')
  const [name, other] = [named('files'), named('other')]
  const id = await containers.run(
    {
      Cmd: dialect.script(dialect.inTurn(`mkdir ${dialect.path('work')}`, dialect.write('first', note), dialect.wait)),
    },
    name,
  )
  await containers.create({}, other)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  await chooseTab(pane, 'Files')
  await pane.getByRole('row').filter({ hasText: 'work' }).click()
  await pane.getByRole('row').filter({ hasText: 'note.txt' }).click()
  const editor = pane.getByRole('textbox', { name: `Text of ${note}` })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('typed')
  await chooseTab(pane, 'Logs')
  await chooseTab(pane, 'Files')
  await expect(editor).toContainText('typed')
  await expect(pane.getByText('Changes are not saved')).toBeVisible()

  // Written by somebody else meanwhile: it is not overwritten unasked.
  await rowOf(grid, other).click()
  await expect(paneOf(page, other)).toBeVisible()
  const Cmd = dialect.script(dialect.write('by somebody else', note))
  const made = await engineRequest(socketPath, 'POST', `/containers/${id}/exec`, { Cmd })
  const { Id } = JSON.parse(made.body) as { Id: string }
  expect((await engineRequest(socketPath, 'POST', `/exec/${Id}/start`, {})).status).toBe(200)
  await rowOf(grid, name).click()
  await chooseTab(pane, 'Files')
  await expect(editor).toContainText('typed')
  await pane.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(pane.getByRole('alert')).toContainText('was changed meanwhile')

  await pane.getByRole('button', { name: 'Back to the folder' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click()
  await expect(pane.getByRole('navigation', { name: 'Folder' })).toContainText('work')
  await pane.getByRole('row').filter({ hasText: 'note.txt' }).click()
  await expect(editor).toContainText('by somebody else')
  await expect(editor).not.toContainText('typed')
})

test('K4, X1: folders are gone through by keyboard, and a file opened and left @practice', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const note = dialect.path('work', 'note.txt')
  const name = named('keys')
  await containers.run(
    {
      Cmd: dialect.script(dialect.inTurn(`mkdir ${dialect.path('work')}`, dialect.write('first', note), dialect.wait)),
    },
    name,
  )
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  await chooseTab(pane, 'Files')
  const files = pane.getByRole('grid', { name: 'Files' })
  const folder = pane.getByRole('navigation', { name: 'Folder' })
  await expect(async () => {
    await pane.getByRole('button', { name: 'Read again' }).click()
    await expect(files.getByRole('row').filter({ hasText: 'work' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await files.focus()
  await page.keyboard.type('work')
  await page.keyboard.press('Enter')
  await expect(folder).toContainText('work')
  await expect(files).toBeFocused()
  await page.keyboard.press('Enter')
  const editor = pane.getByRole('textbox', { name: `Text of ${note}` })
  await expect(editor).toContainText('first')
  await pane.getByRole('button', { name: 'Back to the folder' }).press('Enter')
  await expect(files).toBeFocused()
  await page.keyboard.press('Backspace')
  await expect(folder).not.toContainText('work')
  await expect(files).toBeFocused()
})

test('K4: a link to nowhere is told, with the way back to its folder', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const name = named('link')
  await containers.run({ Cmd: dialect.script('mkdir /work; ln -s /no/where /work/broken; sleep 1000') }, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  await chooseTab(pane, 'Files')
  await pane.getByRole('row').filter({ hasText: 'work' }).click()
  await pane.getByRole('row').filter({ hasText: 'broken' }).click()
  await expect(pane.getByRole('alert')).toContainText('/no/where')
  await pane.getByRole('button', { name: 'Back to the folder' }).press('Enter')
  await expect(pane.getByRole('navigation', { name: 'Folder' })).toContainText('work')
  await expect(pane.getByRole('row').filter({ hasText: 'broken' })).toBeVisible()
})

test('K4: charts stay when the container ends, and go on when it runs again', async ({
  page,
  containers,
  named,
  testEngine: { dialect, socketPath },
}) => {
  const name = named('charts')
  const id = await containers.run({ Cmd: dialect.stoppable, HostConfig: { Memory: 2 ** 26 } }, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  await chooseTab(pane, 'Stats')
  await expect(pane.locator('canvas')).toHaveCount(4)
  await expect(pane.getByText(/of 64 MiB/)).toBeVisible()
  expect((await engineRequest(socketPath, 'POST', `/containers/${id}/stop`)).status).toBe(204)
  await expect(pane.getByText('This is what was measured before.')).toBeVisible()
  await expect(pane.locator('canvas')).toHaveCount(4)
  await pane.getByRole('tabpanel').getByRole('button', { name: 'Start again' }).click()
  await expect(pane.getByText('This is what was measured before.')).toHaveCount(0)
  await pane.getByRole('tab', { name: 'Table' }).click()
  const newest = pane.getByRole('row').nth(1)
  const before = await newest.textContent()
  await expect(newest).not.toHaveText(before ?? '')
})

test('H11: the details show the commands too, first the one that can be used now @practice', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const name = named('commands')
  await containers.run({ Cmd: dialect.stoppable }, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  await pane.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Show equivalent commands' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker stop ${name}`)
  await dialog.getByRole('combobox').selectOption({ label: 'Remove' })
  await expect(dialog.getByTestId('equivalent-command')).toHaveText(`docker rm ${name}`)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('K3: a restart loop says what it is, how often, and leads to the log', async ({
  page,
  containers,
  named,
  testEngine: { dialect },
}) => {
  const name = named('loop')
  await containers.run({ Cmd: dialect.script('exit 3'), HostConfig: { RestartPolicy: { Name: 'always' } } }, name)
  const grid = await openContainers(page)
  await rowOf(grid, name).click()
  const pane = paneOf(page, name)
  const notice = pane.getByText(/ended with exit code 3 and its restart policy starts it again/)
  await expect(notice).toBeVisible({ timeout: 15_000 })
  await expect(pane.getByText('Restarts so far')).toBeVisible()
  await pane.getByRole('button', { name: 'Show log' }).click()
  await expect(pane.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')
})
