import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const LOOKS = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const

/**
 * Expects no axe violation in light, dark and forced colours; `where` names the state of the page in a failure.
 * `without` are rules that do not apply: a menu is drawn above the page, outside of its landmarks (`region`).
 */
export async function expectAxeClean(page: Page, where: string, without: string[] = []): Promise<void> {
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...look })
    await drawn(page)
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      // Fluent's focus sentinels (tabster): hidden on purpose, they hand the focus on as soon as they get it.
      .exclude('[data-tabster-dummy]')
      .disableRules(without)
      .analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect(found, `${where}, ${JSON.stringify(look)}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null })
}

/** Half way through a fade the colours are neither the old nor the new; what turns for ever is not waited for. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.race([
      Promise.allSettled(ending.map(({ finished }) => finished)),
      new Promise((done) => setTimeout(done, 2000)),
    ])
  })
}
