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
