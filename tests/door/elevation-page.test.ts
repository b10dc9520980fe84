import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest'
import { restartCall } from '../../main/setup/plan.ts'
import { expectAxeClean } from '../support/axe-looks.ts'
import { type ConsentDoor, openConsentDoor } from '../support/consent-door.ts'
import { describeWhere } from '../support/where.ts'

const program = process.env.SLIPWAY_TEST_CHROMIUM ?? '/usr/bin/chromium'
const pages = join(process.cwd(), 'out/renderer/index.html')
const ready = existsSync(program) && existsSync(pages)

describeWhere(ready, 'Chromium or the built pages are missing', 'H14: consent and the way back, on their pages', () => {
  let browser: Browser
  let page: Page
  let door: ConsentDoor

  beforeAll(async () => {
    // As root Chromium has no sandbox.
    browser = await chromium.launch({ executablePath: program, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    door = await openConsentDoor()
    page = await browser.newPage()
    await page.goto(door.address)
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
    await page.evaluate("location.hash = '/setup/containers-feature?on=local'")
  })
  afterEach(async () => {
    await page.close()
    await door.close()
  })

  /** Through the wizard as a person goes. */
  async function toReview(): Promise<void> {
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByRole('heading', { name: 'The plan, before anything is changed' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run plan' })).toBeVisible()
  }

  it('H14: Windows will ask, which steps need it and what it is bound to stand before the run; No changes nothing', async () => {
    await toReview()
    await expect(page.getByText('Windows asks for consent once')).toBeVisible()
    // The shield stands at the steps that need it, and at the button, as everywhere in Windows.
    await expect(page.getByRole('img', { name: 'Needs administrator rights' })).toHaveCount(3)
    await page.getByRole('button', { name: 'What the consent is for' }).click()
    const bound = page.getByTestId('bound-commands')
    await expect(bound).toContainText('Install-WindowsFeature')
    await expect(bound).not.toContainText('reg.exe')
    await expect(page.getByText(/^Plan [0-9a-f]{64}$/)).toBeVisible()
    await expectAxeClean(page, 'review that asks for consent')

    let say: (yes: boolean) => void = () => undefined
    const answered = new Promise<boolean>((done) => {
      say = done
    })
    door.answer = () => answered
    await page.getByRole('checkbox', { name: 'I have read this' }).check()
    await page.getByRole('button', { name: 'Run plan' }).click()
    await expect(page.getByRole('button', { name: 'Windows asks for consent' })).toBeDisabled()
    say(false)
    await expect(
      page.getByText('Administrator rights were not given. Nothing was changed.', { exact: true }),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run plan' })).toBeEnabled()
    expect(door.machine.state().features.Containers).not.toBe('enabled')
    expect(door.setup.runs.values()).toEqual([])
  })

  it('H14: a program that its user can change is told to start elevated, and has no run', async () => {
    door.unsafe = true
    await toReview()
    await expect(page.getByText('Slipway does not ask from here.')).toBeVisible()
    await page.getByRole('checkbox', { name: 'I have read this' }).check()
    await expect(page.getByRole('button', { name: 'Run plan' })).toBeDisabled()
  })

  it('H14: the run waits for the restart of this machine, says how it comes back, and goes on after it', async () => {
    await toReview()
    await expect(page.getByText('Restart this machine', { exact: true })).toBeVisible()
    await page.getByRole('checkbox', { name: 'I have read this' }).check()
    await page.getByRole('button', { name: 'Run plan' }).click()
    await expect(page.getByText('After you sign in again Slipway starts by itself and goes on')).toBeVisible()
    await expect(page.getByText('reg.exe add')).toBeVisible()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('This machine has not been restarted yet.', { exact: true })).toBeVisible()

    await page.evaluate("location.hash = '/'")
    await door.machine.invoke(restartCall, true)
    await door.setup.cameBack(null)
    await expect(page.getByText('This machine has been restarted: Containers feature can go on.')).toBeVisible()
    await page.getByRole('button', { name: 'Open run' }).click()
    await expect(page.getByText('This machine has been restarted, and the run can go on.')).toBeVisible()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByTestId('run-state')).toContainText('Done')
    expect(door.machine.state().runOnce).toBeUndefined()
  })
})
