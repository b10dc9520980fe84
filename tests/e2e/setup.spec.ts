import { expectAxeClean } from '../support/axe-looks.ts'
import { chooseTab } from '../support/details-tabs.ts'
import { expect, test } from '../support/door-test.ts'
import { downloaded } from '../support/downloaded.ts'
import { begin, go, openWizard, press, review, runToEnd, state } from '../support/wizard-steps.ts'

test.use({ engine: 'none' })

const runButton = { name: 'Run plan', exact: true }

test('H14, H12: this host is prepared, restarts, stands in the history and is taken back @smoke', async ({
  page,
  electronApp,
}) => {
  test.setTimeout(150_000)
  await go(page, '/setup?on=practice:server-2022', 'Host setup')
  await expect(page.getByText('Windows Server 2022', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Open Prepare this host' }).click()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await review(page)
  const commands = page.getByTestId(/^commands-/)
  await expect(commands.getByText('Install-WindowsFeature -Name Containers')).toBeVisible()
  await expect(commands.filter({ hasText: 'Install-WindowsFeature -Name Hyper-V' }).first()).toBeVisible()
  await expect(page.getByText(/to do, 1 restart$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export script' })).toBeEnabled()
  await expectAxeClean(page, 'review')
  const script = await downloaded(page, electronApp, () => page.getByRole('button', { name: 'Export script' }).click())
  expect(script.text).toContain('#Requires -RunAsAdministrator')
  expect(script.text).toContain('Install-WindowsFeature')

  await begin(page)
  const address = page.url()
  await expect(state(page, 'Running')).toBeVisible()
  // Leaving the page does not stop the plan: it is in the task list.
  await go(page, '/', 'Home')
  await expect(page.getByText(/Containers feature and Hyper-V on SRV2022/).first()).toBeVisible()
  await go(page, address.slice(address.indexOf('#') + 1), 'Containers feature and Hyper-V')
  await expect(state(page, 'Done')).toBeVisible({ timeout: 60_000 })
  const output = page.getByRole('log')
  await expect(output.getByText('Install-WindowsFeature -Name Containers').first()).toBeVisible()
  await expect(page.getByText(/Restart/).first()).toBeVisible()
  await expectAxeClean(page, 'run')

  await go(page, '/history', 'History')
  const runs = page.getByRole('grid', { name: 'Runs' })
  await runs
    .getByText(/Containers/)
    .first()
    .click()
  const pane = page.getByRole('complementary', { name: /^Details: / })
  await chooseTab(pane, 'Change record')
  await expect(pane.getByText(/Install-WindowsFeature -Name Containers/).first()).toBeVisible()
  await expectAxeClean(page, 'history')
  await pane.getByRole('button', { name: 'Open run' }).click()

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(state(page, 'Undone')).toBeVisible({ timeout: 60_000 })
  await go(page, '/setup?on=practice:server-2022', 'Host setup')
  await expect(page.getByRole('definition').filter({ hasText: /^Not installed$/ })).toHaveCount(2)
  await expectAxeClean(page, 'host setup')
})

test('H3: a client gets its own names, by the keyboard alone', async ({ page }) => {
  await go(page, '/setup/containers-feature?on=practice:windows-11', 'Containers feature')
  await expect(page.getByRole('heading', { name: 'Which host?' })).toBeFocused()
  await press(page, 'Next')
  await expect(page.getByRole('heading', { name: 'What should it be like?' })).toBeFocused()
  await press(page, 'Next')
  await expect(page.getByText(/Enable-WindowsOptionalFeature.*Containers/).first()).toBeVisible({ timeout: 30_000 })
  await press(page, 'I have read this', 'checkbox')
  await press(page, 'Run plan')
  await expect(state(page, 'Done')).toBeVisible({ timeout: 60_000 })
})

test.describe('nested virtualization', () => {
  test.beforeEach(async ({ page }) => {
    await openWizard(page, 'nested-virtualization', 'Nested virtualization', 'practice:hyperv-host')
  })

  test('H5: a virtual machine that fits is chosen from the host and made ready', async ({ page }) => {
    test.setTimeout(120_000)
    const vm = page.getByRole('combobox', { name: 'Virtual machine' })
    await vm.click()
    await expect(page.getByRole('option', { name: /build1.*Saved/ })).toBeVisible()
    await page.getByRole('option', { name: /nested1.*Off/ }).click()
    await expect(vm).toHaveValue('nested1')
    await review(page)
    await expect(page.getByText(/Set-VMProcessor.*ExposeVirtualizationExtensions/).first()).toBeVisible()
    await runToEnd(page)
    await expect(page.getByRole('button', { name: /nested1/ })).toBeVisible()
  })

  for (const [name, reason] of [
    ['build1', /saved/i],
    ['old1', /version/i],
  ] as const) {
    test(`H5: ${name} is refused with the reason, and nothing runs`, async ({ page }) => {
      await page.getByRole('combobox', { name: 'Virtual machine' }).fill(name)
      await review(page)
      await expect(
        page.getByRole('list', { name: 'Plan' }).getByRole('paragraph').filter({ hasText: reason }).first(),
      ).toBeVisible()
      await expect(page.getByText('This plan cannot run as things stand:', { exact: false })).toBeVisible()
      await expect(page.getByRole('button', runButton)).toBeDisabled()
    })
  }
})

test('H1: the palette leads to the wizard that trusts one remote host, and its plan is run', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
  await page.keyboard.type('Trust a remote')
  await page.getByRole('option', { name: 'Trust a remote host for WinRM' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Trust a remote host' })).toBeVisible()
  await go(page, '/setup/trust-remote-host?on=practice:server-2022', 'Trust a remote host')
  await expect(page.getByRole('heading', { name: 'Which machine connects?' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Which host is it to trust?' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Remote host' }).fill('10.0.0.5')
  await review(page)
  await expect(page.getByTestId(/^undo-/).getByText(/TrustedHosts' -Value '' -Force/)).toBeVisible()
  await runToEnd(page)
  await expect(
    page
      .getByRole('log')
      .getByText(/-Value '10\.0\.0\.5' -Concatenate/)
      .first(),
  ).toBeVisible()
})

test('H4: a requirement that fails is named with its remedy, and nothing can run', async ({ page }) => {
  await go(page, '/setup?on=practice:server-2022-firmware-off', 'Host setup')
  const requirements = page.getByRole('region', { name: 'What Hyper-V asks of the hardware' })
  await expect(requirements.getByText('Not met')).toBeVisible({ timeout: 30_000 })
  await expect(requirements.getByText(/firmware/i).last()).toBeVisible()
  await openWizard(page, 'hyper-v', 'Hyper-V', 'practice:server-2022-firmware-off')
  await review(page)
  await expect(
    page
      .getByRole('list', { name: 'Plan' })
      .getByText(/firmware/i)
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('button', runButton)).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Export script' })).toBeDisabled()
  await expectAxeClean(page, 'blocked review')
})

test('H3: without administrator rights that is said, and Windows is not asked', async ({ page }) => {
  await openWizard(page, 'containers-feature', 'Containers feature', 'practice:server-2022-user')
  await review(page)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('This needs administrator rights.')
})

test('X1: the road on Home begins at the practice machine, and leads to the wizards', async ({ page }) => {
  await go(page, '/', 'Home')
  const road = page.getByRole('list', { name: 'From host to running container' })
  await expect(road.getByText(/PRACTICE · .*Server 2022.* · build 20348/)).toBeVisible()
  await expect(road.getByRole('listitem').filter({ hasText: 'Containers feature' })).toContainText('Installed')
  await road.getByRole('button', { name: 'Add Hyper-V' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hyper-V' })).toBeVisible()
  await expect(page).toHaveURL(/setup\/hyper-v\?on=practice(:|%3A)server-2022-docker/)
})

test('P2: the practice page is clean in each look', async ({ page }) => {
  await go(page, '/practice', 'Practice host')
  await expect(page.getByText(/^Engine 28.* runs$/)).toBeVisible()
  await expectAxeClean(page, 'practice page')
})

test('H5: a name that Hyper-V would take for a pattern is refused with the reason, other signs are only not found', async ({
  page,
}) => {
  const target = 'practice:hyperv-host'
  await openWizard(page, 'nested-virtualization', 'Nested virtualization', target)
  const vm = page.getByRole('combobox', { name: 'Virtual machine' })
  await vm.fill('web[1]')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(
    page
      .getByRole('alert')
      .getByText(/for patterns: rename the virtual machine first/)
      .first(),
  ).toBeVisible()
  for (const name of [`it's "quoted" ’n‘ odd`, '漢 é 🐳; Remove-VM']) {
    await page.getByRole('button', { name: 'Options', exact: true }).click()
    await vm.fill(name)
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await expect(page.getByText(/cannot run as things stand/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/find|no virtual machine/i).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run plan', exact: true })).toBeDisabled()
  }
})

test('H14: at 1024 by 640 what can be done with a plan is in sight, and the run names its host', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 640 })
  await openWizard(page, 'prepare-host', 'Prepare this host', 'practice:server-2022')
  await review(page)
  const main = page.getByRole('main')
  const run = main.getByRole('button', runButton)
  await expect(run).toBeInViewport({ ratio: 1 })
  await expect(run).toBeDisabled()
  await main.getByRole('button', { name: '1 warning to read' }).click()
  const agree = main.getByRole('checkbox', { name: 'I have read this' })
  await expect(agree).toBeFocused()
  await expect(agree).toBeInViewport({ ratio: 1 })
  // Nothing of the bar lies over what has the focus.
  expect(
    await agree.evaluate((box) => {
      const { x, y, width, height } = box.getBoundingClientRect()
      return document.elementFromPoint(x + width / 2, y + height / 2) === box
    }),
  ).toBe(true)
  await page.keyboard.press('Space')
  await expect(main.getByRole('button', { name: '1 warning to read' })).toHaveCount(0)
  await expect(run).toBeInViewport({ ratio: 1 })
  await run.click()
  await expect(main.getByText('SRV2022 (practice machine server-2022)')).toBeVisible()
  await expect(page.getByRole('log')).toBeInViewport({ ratio: 0.5 })
  await expect(state(page, 'Done')).toBeVisible({ timeout: 60_000 })
})
