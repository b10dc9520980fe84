import type { Locator } from '@playwright/test'

/** Chooses a tab of a details pane, wherever it found room: in the line or in the menu at its end. */
export async function chooseTab(pane: Locator, name: string): Promise<void> {
  const tab = pane.getByRole('tab', { name, exact: true })
  const more = pane.getByRole('button', { name: 'More tabs' })
  await tab.or(more).first().waitFor()
  if (await tab.isVisible()) return tab.click()
  await more.click()
  await pane.page().getByRole('menuitem', { name, exact: true }).click()
}
