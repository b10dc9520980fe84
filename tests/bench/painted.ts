import type { Page } from '@playwright/test'

/**
 * When the frame with this text is out, as epoch milliseconds. An element's first intersection is computed at the end of
 * the frame it is in and told right after it; to ask for a frame from within one would count the next one as well.
 */
export function whenPainted(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    ([where, wanted]) =>
      new Promise<number>((resolve) => {
        const find = () =>
          [...document.querySelectorAll(where)].find(({ textContent }) => textContent?.includes(wanted))
        const observer = new MutationObserver(() => {
          const found = find()
          if (!found) return
          observer.disconnect()
          const seen = new IntersectionObserver(() => {
            seen.disconnect()
            resolve(performance.timeOrigin + performance.now())
          })
          seen.observe(found)
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    [selector, text] as const,
  )
}
