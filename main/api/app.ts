import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { explainText } from '../explain/explain.ts'
import type { Log } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { SettingsStore } from '../settings.ts'
import { os } from './implement.ts'

export interface AppServices {
  version: string
  settings: SettingsStore
  secrets: Secrets
  log: Log
}

/** Calls about the program itself. */
export function appCalls({ version, settings, secrets, log }: AppServices) {
  return os.app.router({
    info: os.app.info.handler(({ context }) => ({
      version,
      door: context.door,
      platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
      hostName: hostname(),
      allowsHostShell: context.allowsHostShell,
      secrets: secrets.backend(),
    })),
    settings: os.app.settings.handler(({ signal }) => settings.watch(signal)),
    saveSettings: os.app.saveSettings.handler(({ input }) => settings.save(input)),
    menuCommands: os.app.menuCommands.handler(async function* ({ context, signal }) {
      yield* context.menuCommands(signal)
    }),
    explain: os.app.explain.handler(({ input }) => explainText(input.text)),
    openLink: os.app.openLink.handler(({ input, context }) => context.openLink(input.url)),
    reportPageError: os.app.reportPageError.handler(({ input }) => {
      const id = randomUUID()
      log.failure(Object.assign(new Error(input.message), { name: 'PageError', stack: input.stack }), id)
      return { id }
    }),
    unlockSecrets: os.app.unlockSecrets.handler(({ input }) => secrets.unlock(input.passphrase)),
  })
}
