import type { Page } from '@playwright/test'
import { expect, test } from '../support/door-test.ts'
import { go, openWizard, press, review, runToEnd, state } from '../support/wizard-steps.ts'

test.use({ engine: 'none' })

interface Case {
  row: 'H3' | 'H4' | 'H5'
  wizard: string
  heading: string
  machine: string
  by: 'mouse' | 'keyboard'
  vm?: string
  /** A command of the plan. */
  command: RegExp
}

const feature = { row: 'H3', wizard: 'containers-feature', heading: 'Containers feature' } as const
const hyperV = { row: 'H4', wizard: 'hyper-v', heading: 'Hyper-V' } as const
const nested = { row: 'H5', wizard: 'nested-virtualization', heading: 'Nested virtualization' } as const

const cases: readonly Case[] = [
  {
    ...feature,
    machine: 'server-2025-core',
    by: 'mouse',
    command: /Install-WindowsFeature -Name Containers/,
  },
  { ...feature, machine: 'windows-10', by: 'keyboard', command: /Enable-WindowsOptionalFeature.*Containers/ },
  { ...feature, machine: 'server-2016', by: 'mouse', command: /Install-WindowsFeature -Name Containers/ },
  {
    ...hyperV,
    machine: 'server-2019-core',
    by: 'keyboard',
    command: /Install-WindowsFeature -Name Hyper-V/,
  },
  { ...hyperV, machine: 'windows-11', by: 'mouse', command: /Enable-WindowsOptionalFeature.*Microsoft-Hyper-V/ },
  { ...hyperV, machine: 'server-2025-core', by: 'keyboard', command: /Install-WindowsFeature -Name Hyper-V/ },
  {
    ...nested,
    machine: 'hyperv-host',
    vm: 'nested1',
    by: 'keyboard',
    command: /ExposeVirtualizationExtensions/,
  },
  { ...nested, machine: 'hyperv-host-2025', vm: 'single1', by: 'mouse', command: /ExposeVirtualizationExtensions/ },
]

/** As far as the reviewed plan, by Tab, Enter and Space alone. */
async function reviewByKeyboard(page: Page, { wizard, heading, machine, vm }: Case): Promise<void> {
  await go(page, `/setup/${wizard}?on=practice:${machine}`, heading)
  await expect(page.getByRole('heading', { name: 'Which host?' })).toBeFocused()
  await press(page, 'Next')
  await expect(page.getByRole('heading', { name: 'What should it be like?' })).toBeFocused()
  if (vm) {
    const field = page.getByRole('combobox', { name: 'Virtual machine' })
    for (let presses = 0; presses < 10; presses += 1) {
      if (await field.evaluate((element) => element === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.type(vm)
    await expect(field).toHaveValue(vm)
  }
  await press(page, 'Next')
  await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible({ timeout: 30_000 })
}

for (const one of cases) {
  test(`${one.row}: ${one.heading} on ${one.machine}, from the first question to the end, by ${one.by}`, async ({
    page,
  }) => {
    test.setTimeout(120_000)
    if (one.by === 'keyboard') await reviewByKeyboard(page, one)
    else {
      await openWizard(page, one.wizard, one.heading, `practice:${one.machine}`)
      if (one.vm) await page.getByRole('combobox', { name: 'Virtual machine' }).fill(one.vm)
      await review(page)
    }
    await expect(page.getByText(one.command).first()).toBeVisible()
    if (one.by === 'mouse') await runToEnd(page)
    else {
      const agree = page.getByRole('checkbox', { name: 'I have read this' })
      if ((await agree.count()) > 0) await press(page, 'I have read this', 'checkbox')
      await press(page, 'Run plan')
      await expect(state(page, 'Done')).toBeVisible({ timeout: 60_000 })
    }
  })
}

test('H5: a processor of AMD cannot nest below Windows Server 2022; that is said, and nothing can run', async ({
  page,
}) => {
  await openWizard(page, 'nested-virtualization', 'Nested virtualization', 'practice:hyperv-host-amd')
  await page.getByRole('combobox', { name: 'Virtual machine' }).fill('amd1')
  await review(page)
  await expect(
    page
      .getByRole('list', { name: 'Plan' })
      .getByText(/begins with Windows Server 2022/)
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run plan', exact: true })).toBeDisabled()
})
