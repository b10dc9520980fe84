import type { Page } from '@playwright/test'

/** From the moment this text comes into the document until the frame with it is out, as epoch milliseconds. */
export function whenPainted(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    ([where, wanted]) =>
      new Promise<number>((resolve) => {
        const there = () => [...document.querySelectorAll(where)].some((found) => found.textContent?.includes(wanted))
        const observer = new MutationObserver(() => {
          if (!there()) return
          observer.disconnect()
          // A message posted in the frame's callback is delivered after that frame was produced.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
            port2.postMessage(null)
          })
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    [selector, text] as const,
  )
}
