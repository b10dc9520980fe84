import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Dialect } from '../support/dialect.ts'
import { expect, test } from '../support/door-test.ts'
import { engineRequest } from '../support/engine-request.ts'
import { freePort } from '../support/free-port.ts'
import { IMAGES } from '../support/images.ts'
import { TestContainers } from '../support/test-container.ts'

let containers: TestContainers
let socket: string
let dialect: Dialect

test.beforeEach(async ({ testEngine }) => {
  socket = testEngine.socketPath
  dialect = testEngine.dialect
  containers = new TestContainers(socket, dialect)
})
test.afterEach(() => containers.removeAll())

async function open(page: Page, search = ''): Promise<void> {
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.evaluate((hash) => {
    location.hash = hash
  }, `/containers/environment/create${search}`)
  await expect(page.getByRole('form', { name: 'Create container' })).toBeVisible()
}

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()
const command = (page: Page) => page.getByTestId('equivalent-command')

async function showCommand(page: Page): Promise<void> {
  const toggle = page.getByRole('button', { name: 'Equivalent command' })
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
}

/** The engine's own answer on a container, kept to be removed. */
async function inspect(name: string) {
  const { status, body } = await engineRequest(socket, 'GET', `/containers/${name}/json`)
  expect(status, body).toBe(200)
  const found = JSON.parse(body)
  containers.keep(found.Id)
  return found
}

test('K2: filled by mouse, it runs with exactly these settings @smoke', async ({ page }) => {
  await open(page)
  await showCommand(page)
  await page.getByRole('combobox', { name: 'Image' }).click()
  await page.getByRole('option', { name: IMAGES.busybox }).click()
  await expect(page.getByText(/On this engine: Linux/)).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('cc-mouse')

  await step(page, 'Run')
  await page.getByLabel('Command', { exact: true }).fill("sh -c 'echo hello; sleep 1000'")
  await expect(page.getByRole('list', { name: 'Command: 3 words' })).toContainText('echo hello; sleep 1000')
  await page.getByLabel('User').fill('1000:1000')
  await page.getByLabel('Working directory').fill('/tmp')
  await page.getByLabel('Run an init process (--init)').check()
  await page.getByLabel('Restart policy').selectOption('on-failure')
  await page.getByLabel('Most tries').fill('4')
  await page.getByLabel('Stop timeout').fill('1')

  await step(page, 'Limits and privileges')
  await page.getByLabel('Processors').fill('0.5')
  await page.getByLabel('Memory', { exact: true }).fill('64')
  await page.getByLabel('Read-only file system').check()
  await page.getByLabel('Add capabilities').fill('NET_ADMIN')
  await page.getByLabel('Drop capabilities').fill('CHOWN mknod')

  await step(page, 'Network and ports')
  await page.getByLabel('Network', { exact: true }).selectOption('none')
  await page.getByLabel('Host name').fill('harbour')
  await page.getByLabel('DNS servers').fill('1.1.1.1')

  await step(page, 'Storage')
  await page.getByRole('button', { name: 'Add mount' }).click()
  await page.getByLabel('Source, row 1').fill('cc-mouse-data')
  await page.getByLabel('Path in the container, row 1').fill('/data')
  await page.getByLabel('Read-only, row 1').check()

  await step(page, 'Environment and labels')
  await page.getByRole('button', { name: 'Paste lines' }).first().click()
  await page.getByLabel('One NAME=VALUE a line').fill('# note\nMODE=a b\nEMPTY=')
  await page.getByRole('button', { name: 'Add 2 lines' }).click()
  await page.getByRole('button', { name: 'Add label' }).click()
  await page.getByLabel('Labels: Name, row 1').fill('team')
  await page.getByLabel('Labels: Value, row 1').fill('blue')
  await expect(command(page)).toContainText("--env 'MODE=a b'")

  await step(page, 'Review')
  await expect(page.getByRole('region', { name: 'Network and ports' })).toContainText('harbour')
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)

  const made = await inspect('cc-mouse')
  expect(made.State.Running).toBe(true)
  expect(made.Config).toMatchObject({
    Image: IMAGES.busybox,
    Cmd: ['sh', '-c', 'echo hello; sleep 1000'],
    User: '1000:1000',
    WorkingDir: '/tmp',
    Hostname: 'harbour',
    StopTimeout: 1,
    Tty: false,
    OpenStdin: false,
    Labels: { team: 'blue' },
  })
  expect(made.Config.Env).toEqual(expect.arrayContaining(['MODE=a b', 'EMPTY=']))
  expect(made.HostConfig).toMatchObject({
    Init: true,
    NanoCpus: 500_000_000,
    Memory: 64 * 2 ** 20,
    ReadonlyRootfs: true,
    CapAdd: ['CAP_NET_ADMIN'],
    CapDrop: ['CAP_CHOWN', 'CAP_MKNOD'],
    NetworkMode: 'none',
    Dns: ['1.1.1.1'],
    Binds: ['cc-mouse-data:/data:ro'],
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 },
    AutoRemove: false,
    Privileged: false,
  })
  await containers.removeAll()
  await engineRequest(socket, 'DELETE', '/volumes/cc-mouse-data')
})

test('K2: a published port answers on the host; a volume and a network are picked from what is there', async ({
  page,
}) => {
  const port = await freePort()
  await engineRequest(socket, 'POST', '/volumes/create', { Name: 'cc-picked-data' })
  try {
    await open(page, `?image=${encodeURIComponent(IMAGES.busybox)}`)
    await page.getByLabel('Name', { exact: true }).fill('cc-picked')
    await step(page, 'Run')
    await page
      .getByLabel('Command', { exact: true })
      .fill("sh -c 'echo ahoy > /data/index.html; httpd -f -p 80 -h /data'")
    await step(page, 'Network and ports')
    await page.getByLabel('Network', { exact: true }).selectOption('bridge')
    await page.getByRole('button', { name: 'Add port' }).click()
    await page.getByLabel('Host port, row 1').fill(`127.0.0.1:${port}`)
    await page.getByLabel('Container port, row 1').fill('80')
    await step(page, 'Storage')
    await page.getByRole('button', { name: 'Add mount' }).click()
    await page.getByRole('button', { name: 'Show the volumes of this engine' }).click()
    await page.getByRole('option', { name: 'cc-picked-data' }).click()
    await page.getByLabel('Path in the container, row 1').fill('/data')
    await page.getByRole('button', { name: 'Create and start' }).click()
    await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
    // The address changes before the page does, and the next one is the same form.
    await expect(page.getByRole('form', { name: 'Create container' })).toBeHidden()
    const made = await inspect('cc-picked')
    expect(made.HostConfig).toMatchObject({
      Binds: ['cc-picked-data:/data'],
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
    })
    await expect.poll(() => fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text(), String)).toBe('ahoy\n')

    await open(page, `?image=${encodeURIComponent(IMAGES.busybox)}`)
    await page.getByLabel('Name', { exact: true }).fill('cc-sharing')
    await step(page, 'Network and ports')
    await page.getByLabel('Network', { exact: true }).selectOption('Another container’s')
    await page.getByRole('button', { name: 'Show the containers of this engine' }).click()
    await page.getByRole('option', { name: 'cc-picked', exact: true }).click()
    await page.getByRole('button', { name: 'Create only' }).click()
    await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
    expect((await inspect('cc-sharing')).HostConfig.NetworkMode).toMatch(/^container:/)
  } finally {
    await containers.removeAll()
    await engineRequest(socket, 'DELETE', '/volumes/cc-picked-data')
  }
})

test('K2, X1: filled by keyboard only, with a terminal that opens @practice', async ({ page }) => {
  await open(page)
  const { keyboard } = page
  await page.getByRole('combobox', { name: 'Image' }).focus()
  await keyboard.type(dialect.image)
  await keyboard.press('Escape')
  await keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Show the images of this engine' })).toBeFocused()
  await keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Find an image in a registry' })).toBeFocused()
  await keyboard.press('Tab')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await keyboard.type('cc-keys')
  // Enter goes to the next page, whose heading has the focus then.
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What runs in it, and for how long?' })).toBeFocused()
  await keyboard.press('Tab')
  await expect(page.getByLabel('Command', { exact: true })).toBeFocused()
  await keyboard.type(dialect.shell)
  for (const name of ['Keep input open (-i)', 'Give it a terminal (-t)']) {
    for (let presses = 0; presses < 12; presses++) {
      await keyboard.press('Tab')
      if (await page.getByLabel(name).evaluate((element) => element === document.activeElement)) break
    }
    await expect(page.getByLabel(name)).toBeFocused()
    await keyboard.press('Space')
  }
  await keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
  const made = await inspect('cc-keys')
  expect(made.State.Running).toBe(true)
  expect(made.Config).toMatchObject({ Cmd: [dialect.shell], Tty: true, OpenStdin: true })
  await expect(page.getByRole('tab', { name: /cc-keys/ })).toBeVisible()
})

test('K2: a pasted docker run line fills the form and names what it leaves out @practice', async ({
  page,
  testEngine: { kind },
}) => {
  await open(page)
  await showCommand(page)
  await page.getByRole('button', { name: 'Paste a docker run line' }).click()
  const line = page.getByLabel('docker run or docker create, from any shell')
  await line.fill('docker run -p')
  await page.getByRole('button', { name: 'Fill the form' }).click()
  await expect(page.getByText('--publish needs a value')).toBeVisible()
  // Left, the keyboard is where it was.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Paste a docker run line' })).toBeFocused()
  await page.keyboard.press('Enter')
  // Each system refuses an option of the other; what Slipway does not know is not taken over on either.
  const [foreign, mount, shown, refusal, goesOn] =
    kind === 'docker'
      ? ['--isolation hyperv', '/tmp:/host:ro', '/tmp:/host:ro', '--isolation: a Linux engine refuses it', '\\']
      : [
          '--privileged',
          'C:\\Users:C:\\host:ro',
          "'C:\\Users:C:\\host:ro'",
          '--privileged: a Windows engine refuses it',
          '^',
        ]
  const forever = dialect.forever.join(' ')
  await line.fill(
    `docker run -d --name cc-pasted ${foreign} --shm-size 1g ${goesOn}\n  -e A=1 --network none -v ${mount} ${dialect.image} ${forever}`,
  )
  await page.getByRole('button', { name: 'Fill the form' }).click()
  await expect(page.getByText('--shm-size 1g: not taken over')).toBeVisible()
  await expect(page.getByText(refusal)).toBeVisible()
  await expect(command(page)).toHaveText(
    `docker run --detach --name cc-pasted --env A=1 --volume ${shown} --network none ${dialect.image} ${forever}`,
  )
  await page.getByRole('button', { name: 'Create only' }).click()
  await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
  const made = await inspect('cc-pasted')
  expect(made.State.Status).toBe('created')
  expect(made.HostConfig).toMatchObject({ Binds: [mount], NetworkMode: 'none' })
})

test('K2: a bad port, a bad mount and an image that is not here are told before create @practice', async ({
  page,
  testEngine: { kind },
}) => {
  await open(page, `?image=${encodeURIComponent(dialect.image)}`)
  await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue(dialect.image)
  const start = page.getByRole('button', { name: 'Create and start' })
  await expect(start).toBeEnabled()
  await step(page, 'Network and ports')
  await page.getByRole('button', { name: 'Add port' }).click()
  await page.getByLabel('Container port, row 1').fill('99999')
  await expect(page.getByRole('alert').filter({ hasText: '"99999" is not a port' })).toBeVisible()
  await expect(start).toBeDisabled()
  await page.getByLabel('Container port, row 1').fill('80')
  await expect(start).toBeEnabled()
  await step(page, 'Storage')
  await page.getByRole('button', { name: 'Add mount' }).click()
  await page.getByLabel('Source, row 1').fill(dialect.path('srv'))
  await page.getByLabel('Path in the container, row 1').fill('data')
  const refusal =
    kind === 'docker' ? 'The path in the container must be absolute' : 'This is an invalid volume specification'
  await expect(page.getByText(refusal)).toBeVisible()
  await expect(start).toBeDisabled()
  await page.getByRole('button', { name: 'Remove Mounts, row 1' }).click()
  await step(page, 'Image')
  await page.getByRole('combobox', { name: 'Image' }).fill('nowhere.test/app:1')
  await page.keyboard.press('Escape')
  await expect(page.getByText('nowhere.test/app:1 is not on this engine')).toBeVisible()
  await expect(start).toBeDisabled()
  await page.getByRole('button', { name: 'Pull image first' }).click()
  const pull = page.getByRole('dialog', { name: 'Pull image' })
  await expect(pull.getByRole('textbox').first()).toHaveValue('nowhere.test/app:1')
  await pull.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue('nowhere.test/app:1')
  // On another page and back, what was filled in is still there.
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Images', exact: true }).click()
  await expect(page.getByRole('grid', { name: 'Images' })).toBeVisible()
  await page.goBack()
  await expect(page.getByText('What you had filled in before is still here.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue('nowhere.test/app:1')
})

test('K2: one that does not start is kept, with the reason and the ways on @practice', async ({ page }) => {
  await open(page, `?image=${encodeURIComponent(dialect.image)}`)
  await page.getByLabel('Name', { exact: true }).fill('cc-fails')
  await step(page, 'Run')
  await page.getByLabel('Command', { exact: true }).fill('no-such-program')
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page.getByText('cc-fails was created, but it did not start. It is kept.')).toBeVisible()
  const made = await inspect('cc-fails')
  await page.getByRole('button', { name: 'Open container' }).click()
  await expect(page).toHaveURL(new RegExp(`open=${made.Id}`))
})

test('K2: a container is duplicated, and what is not carried over is named @practice', async ({
  page,
  testEngine: { kind },
}) => {
  const unknown = kind === 'docker' ? { ShmSize: 2 ** 20 } : { IOMaximumIOps: 100 }
  const id = await containers.create(
    {
      Env: ['A=1'],
      Labels: { team: 'blue', 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
      HostConfig: { NetworkMode: 'none', Memory: 2 ** 26, ...unknown },
    },
    'cc-model',
  )
  await open(page, `?from=${id}`)
  await expect(page.getByRole('heading', { name: 'Duplicate cc-model' })).toBeVisible()
  await expect(page.getByText(`HostConfig.${Object.keys(unknown)[0]}`)).toBeVisible()
  await expect(page.getByText('Labels com.docker.compose.*')).toBeVisible()
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page).toHaveURL(/containers\/environment\?open=[0-9a-f]{64}/)
  const made = await inspect('cc-model-copy')
  expect(made.State.Running).toBe(true)
  expect(made.Config).toMatchObject({ Cmd: dialect.forever, Image: dialect.image })
  expect(made.Config.Env).toContain('A=1')
  expect(made.Config.Labels).toMatchObject({ team: 'blue' })
  expect(Object.keys(made.Config.Labels).join()).not.toContain('compose')
  expect(made.HostConfig).toMatchObject({ NetworkMode: 'none', Memory: 2 ** 26 })
})

for (const look of ['light', 'dark', 'forced colours'] as const) {
  test(`X1: every page of the form is accessible in ${look}`, async ({ page }) => {
    await page.emulateMedia(look === 'forced colours' ? { forcedColors: 'active' } : { colorScheme: look })
    await open(page, `?image=${encodeURIComponent(dialect.image)}`)
    await showCommand(page)
    await step(page, 'Network and ports')
    await page.getByRole('button', { name: 'Add port' }).click()
    await page.getByLabel('Container port, row 1').fill('bad')
    await step(page, 'Storage')
    await page.getByRole('button', { name: 'Add mount' }).click()
    await step(page, 'Environment and labels')
    await page.getByRole('button', { name: 'Add variable' }).click()
    for (const name of dialect.steps) {
      await step(page, name)
      await expect(
        page.getByRole('button', { name, exact: false }).and(page.locator('[aria-current=step]')),
      ).toBeVisible()
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        // Fluent's focus keeper (tabster): it hands the focus on the moment it gets it, so nobody can be caught there.
        .exclude('[data-tabster-dummy]')
        .analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n')}`,
      )
      expect(found, name).toEqual([])
    }
  })
}
