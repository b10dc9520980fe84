import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { test as base, expect } from '../support/door-test.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { TestContainers } from '../support/test-container.ts'

const test = base.extend<{ containers: TestContainers }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  containers: async ({}, use) => {
    const { socketPath } = await sharedEngine()
    const containers = new TestContainers(socketPath)
    await use(containers)
    await containers.removeAll()
  },
})

const unique = (name: string) => `e2e-${name}-${Date.now().toString(36)}`

/** xterm draws on a canvas: what a person reads is taken from its accessibility tree, which a setting turns on. */
async function readable(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/settings'
  })
  await page.getByRole('switch', { name: /screen reader/i }).click()
}

/** Opens a terminal by the dock's menu. */
async function openTerminal(page: Page, item: string): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/containers/environment'
  })
  await expect(page.getByRole('grid', { name: 'Containers' })).toBeVisible()
  await page.keyboard.press('Control+Shift+N')
  await page.getByRole('menuitem', { name: item }).click()
  await expect(page.locator('[data-link=connected]')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Terminal / })).toBeFocused()
}

const screen = (page: Page) => page.locator('.xterm-accessibility')

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('navigation').first()).toBeVisible()
})

test('T1, T2, T3: a shell in a container takes commands by keyboard and knows its size @smoke', async ({
  page,
  containers,
}) => {
  const name = unique('shell')
  await containers.run({}, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await page.keyboard.type('echo $((40+2))-answer; stty size\n')
  await expect(screen(page)).toContainText('42-answer')
  await expect(screen(page)).toContainText(/\d+ \d{2,3}/)
  await page.getByRole('button', { name: 'Maximise the dock' }).click()
  await page.getByRole('textbox', { name: /^Terminal / }).focus()
  await page.keyboard.type('clear; echo rows=$(stty size | cut -d" " -f1)\n')
  await expect(screen(page)).toContainText(/rows=(2[0-9]|[3-9]\d)/)
})

test('T1: several lines are shown before they are pasted', async ({ page, containers }) => {
  const name = unique('paste')
  await containers.run({}, name)
  await readable(page)
  await openTerminal(page, `Shell in ${name}`)
  await page.locator('.xterm-helper-textarea').evaluate((area) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'echo first-line\necho second-line\n')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('echo second-line')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(screen(page)).not.toContainText('first-line')
})

test('T3, T5: detach leaves the container running; attach again; an ended one says its exit code', async ({
  page,
  containers,
}) => {
  const name = unique('attach')
  const id = await containers.run({ Cmd: ['sh'], Tty: true, OpenStdin: true }, name)
  await openTerminal(page, `Attach to ${name}`)
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await expect(page.getByText('Detached. The container runs on.')).toBeVisible()
  expect((await containers.inspect(id)).State.Running).toBe(true)
  await page.getByRole('button', { name: 'Attach again' }).click()
  await expect(page.getByText('Detached. The container runs on.')).toBeHidden()
  await page.getByRole('textbox', { name: /^Terminal / }).focus()
  await page.keyboard.type('exit 7\n')
  await expect(page.getByText('The container ended with exit code 7.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start again' })).toBeVisible()
})

test('T1: the dock with a terminal has no axe violation', async ({ page, containers }) => {
  const name = unique('axe')
  await containers.run({}, name)
  await openTerminal(page, `Shell in ${name}`)
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .include('[data-dock]')
    .exclude('[data-tabster-dummy]')
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
})
