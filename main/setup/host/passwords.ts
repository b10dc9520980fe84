import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Secrets } from '../../secrets.ts'
import { passwordId } from './open-session.ts'
import type { SecretSource } from './session.ts'
import { formatHostTarget, type HostTarget, parseHostTarget } from './target.ts'

/** Passwords of hosts' accounts, in the keychain like every secret. */
export class HostPasswords {
  readonly #secrets: Secrets

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  /** The account that a target's password is for; null where none is asked for: SSH uses keys, this machine nothing. */
  account(text: string): { account: string; kept: boolean } | null {
    const target = parseHostTarget(text)
    const account = accountOf(target)
    return account === null ? null : { account, kept: this.#secrets.has(passwordId(target)) }
  }

  /** An empty password forgets the kept one. */
  async keep(text: string, password: string): Promise<void> {
    const id = passwordId(parseHostTarget(text))
    if (password === '') await this.#secrets.delete(id)
    else await this.#secrets.set(id, password)
  }

  /** What a session asks when it needs a password; rejects with `host-password-missing`. */
  source(target: HostTarget): SecretSource {
    return async (id) => {
      const kept = await this.#secrets.get(id)
      if (kept !== null) return kept
      throw new SlipwayError({
        code: 'host-password-missing',
        message: `There is no password for ${accountOf(target) ?? 'the account'} on ${formatHostTarget(target)}.`,
        cause: 'The host asks for one, and none is kept.',
        remedy: 'Enter it on the Host setup page, where the host is chosen.',
      })
    }
  }
}

function accountOf(target: HostTarget): string | null {
  if (target.kind === 'vm') return 'Administrator'
  return target.kind === 'winrm' ? target.user : null
}
