import { readFileSync, rmSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'

/** Does what starts a download and answers the file. In the window the system's dialog for its place is left out. */
export async function downloaded(
  page: Page,
  app: ElectronApplication | undefined,
  start: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  if (!app) {
    const started = page.waitForEvent('download')
    await start()
    const file = await started
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
  }
  await app.evaluate(({ app: program, session }) => {
    const saved = new Promise<{ name: string; path: string }>((resolve, reject) => {
      session.defaultSession.once('will-download', (_, item) => {
        const path = `${program.getPath('temp')}/slipway-download-${Date.now()}`
        item.setSavePath(path)
        const name = item.getFilename()
        item.once('done', (__, state) => (state === 'completed' ? resolve({ name, path }) : reject(new Error(state))))
      })
    })
    Object.assign(globalThis, { saved })
  })
  await start()
  const { name, path } = await app.evaluate(
    () => (globalThis as unknown as { saved: Promise<{ name: string; path: string }> }).saved,
  )
  const text = readFileSync(path, 'utf8')
  rmSync(path)
  return { name, text }
}
