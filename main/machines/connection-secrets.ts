import type { ConnectionDraft, ConnectionSecrets } from '../../preload/contract/machines.ts'
import type { Credentials } from '../connections/definition.ts'
import type { Secrets } from '../secrets.ts'

const names = ['key', 'keyPassphrase', 'password'] as const
const idOf = (machine: string, name: (typeof names)[number]) => `connection/${machine}/${name}`

/** Which secrets of a saved connection are kept. */
export type KeptSecrets = { key: boolean; keyPassphrase: boolean; password: boolean }

/** Which secrets are kept, without reading them. */
export function keptSecrets(secrets: Secrets, machine: string): KeptSecrets {
  const has = (name: (typeof names)[number]) => secrets.has(idOf(machine, name))
  return { key: has('key'), keyPassphrase: has('keyPassphrase'), password: has('password') }
}

/** Keeps what is given; an empty string forgets. */
export async function keepSecrets(secrets: Secrets, machine: string, given: ConnectionSecrets): Promise<void> {
  for (const name of names) {
    const value = given[name]
    if (value === '') await secrets.delete(idOf(machine, name))
    else if (value !== undefined) await secrets.set(idOf(machine, name), value)
  }
}

/** Forgets those that a connection has no use for: its key is a file now, or it signs in another way. */
export async function forgetUnused(secrets: Secrets, machine: string, { tls, ssh }: ConnectionDraft): Promise<void> {
  const used = {
    key: tls?.key?.from === 'kept',
    keyPassphrase: tls ? tls.key !== null : ssh?.authentication === 'key',
    password: ssh?.authentication === 'password',
  }
  for (const name of names) if (!used[name]) await secrets.delete(idOf(machine, name))
}

/** Forgets all of a connection. */
export async function forgetSecrets(secrets: Secrets, machine: string): Promise<void> {
  for (const name of names) await secrets.delete(idOf(machine, name))
}

/** What to dial with: `given` before what is kept for `machine`; null for a connection that is not saved. */
export async function credentialsFor(
  secrets: Secrets,
  machine: string | null,
  given: ConnectionSecrets = {},
): Promise<Credentials> {
  const read = async (name: (typeof names)[number]) => {
    const value = given[name]
    if (value !== undefined) return value === '' ? null : value
    return machine === null ? null : secrets.get(idOf(machine, name))
  }
  return { key: await read('key'), keyPassphrase: await read('keyPassphrase'), password: await read('password') }
}
