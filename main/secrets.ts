import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../preload/contract/explained.ts'
import { replaceFile } from './replace-file.ts'
import { deriveKey, type FileKey, parseSealed, type Sealed, seal, unseal } from './secrets-file.ts'

/** What Slipway needs of Electron's safeStorage; given by the window door, so that nothing here imports electron. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
  getSelectedStorageBackend?(): string
}

/** Keys, passwords and tokens by id (`connection/ID/key`). Values never leave main but to whom they sign in. */
export interface Secrets {
  /** Where they are now; `memory` until a passphrase is given where there is no keychain. */
  backend(): 'keychain' | 'file' | 'file-locked' | 'memory'
  /** True while a secret of this id is kept, also while locked. */
  has(id: string): boolean
  /** Null when there is none; throws `secrets-locked` while the file is locked. */
  get(id: string): Promise<string | null>
  /** Throws `secrets-locked`, `keychain-failed`. */
  set(id: string, value: string): Promise<void>
  delete(id: string): Promise<void>
  /** Opens the encrypted file, or makes it; throws `wrong-passphrase`. Does nothing where there is a keychain. */
  unlock(passphrase: string): Promise<void>
  /** After each change and unlock; answers its own unsubscribe. */
  onChange(listener: () => void): () => void
}

const keychainFileSchema = z.object({ version: z.literal(1), entries: z.record(z.string(), z.string()) })

/**
 * Opens the secrets: in the operating system's keychain when `safeStorage` has a real one (Electron's `basic_text` on
 * Linux is a fixed password and does not count), else in a file encrypted with the person's passphrase.
 */
export async function openSecrets(folder: string, safeStorage?: SafeStorage): Promise<Secrets> {
  const real =
    safeStorage?.isEncryptionAvailable() && safeStorage.getSelectedStorageBackend?.() !== 'basic_text'
      ? safeStorage
      : null
  return real
    ? openKeychain(join(folder, 'secrets.keychain.json'), real)
    : openFile(join(folder, 'secrets.encrypted.json'))
}

async function openKeychain(path: string, storage: SafeStorage): Promise<Secrets> {
  const text = await readIfThere(path)
  const entries = new Map(Object.entries(text === null ? {} : readKeychainFile(text, path)))
  const { tell, onChange } = changes()
  const write = serial(() =>
    replaceFile(path, JSON.stringify({ version: 1, entries: Object.fromEntries(entries) }), { mode: 0o600 }),
  )
  return {
    backend: () => 'keychain',
    has: (id) => entries.has(id),
    async get(id) {
      const kept = entries.get(id)
      return kept === undefined ? null : guard(() => storage.decryptString(Buffer.from(kept, 'base64')))
    },
    async set(id, value) {
      entries.set(id, guard(() => storage.encryptString(value)).toString('base64'))
      await write()
      tell()
    },
    async delete(id) {
      if (!entries.delete(id)) return
      await write()
      tell()
    },
    unlock: async () => undefined,
    onChange,
  }
}

async function openFile(path: string): Promise<Secrets> {
  const text = await readIfThere(path)
  let sealed: Sealed | null = text === null ? null : readSealed(text, path)
  let key: FileKey | null = null
  let entries = new Map<string, string>()
  const { tell, onChange } = changes()
  const locked = () => sealed !== null && key === null
  const demandOpen = () => {
    if (locked()) throw lockedError()
  }
  const write = serial(async () => {
    if (!key) return
    const next = seal(entries, key)
    await replaceFile(path, JSON.stringify(next), { mode: 0o600 })
    sealed = next
  })
  return {
    backend: () => (locked() ? 'file-locked' : key ? 'file' : 'memory'),
    has: (id) => entries.has(id) || (locked() && sealed?.ids.includes(id) === true),
    async get(id) {
      const kept = entries.get(id)
      if (kept === undefined && sealed?.ids.includes(id)) demandOpen()
      return kept ?? null
    },
    async set(id, value) {
      demandOpen()
      entries.set(id, value)
      await write()
      tell()
    },
    async delete(id) {
      if (locked() && !sealed?.ids.includes(id)) return
      demandOpen()
      if (!entries.delete(id)) return
      await write()
      tell()
    },
    async unlock(passphrase) {
      if (key) return
      const derived = await deriveKey(passphrase, sealed ?? undefined)
      if (sealed) entries = new Map([...open(sealed, derived), ...entries])
      key = derived
      await write()
      tell()
    },
    onChange,
  }
}

function open(sealed: Sealed, key: FileKey): Map<string, string> {
  try {
    return unseal(sealed, key)
  } catch (error) {
    throw new SlipwayError(
      {
        code: 'wrong-passphrase',
        message: 'This passphrase does not open the kept secrets.',
        cause: 'It is not the one they were locked with, or the file was changed.',
        remedy:
          'Try again. A forgotten passphrase cannot be recovered: delete secrets.encrypted.json and enter the secrets anew.',
      },
      { cause: error },
    )
  }
}

function lockedError(): SlipwayError {
  return new SlipwayError({
    code: 'secrets-locked',
    message: 'The kept secrets are locked.',
    cause: 'This system has no keychain, so Slipway keeps secrets in a file that your passphrase encrypts.',
    remedy: 'Enter the passphrase.',
    action: { kind: 'unlock-secrets' },
  })
}

function damaged(path: string, cause: unknown): SlipwayError {
  return new SlipwayError(
    {
      code: 'secrets-damaged',
      message: 'The file of kept secrets is damaged.',
      remedy: `Put ${path} back from a backup, or remove it and enter the secrets anew.`,
    },
    { cause },
  )
}

function readKeychainFile(text: string, path: string): Record<string, string> {
  try {
    return keychainFileSchema.parse(JSON.parse(text)).entries
  } catch (error) {
    throw damaged(path, error)
  }
}

function readSealed(text: string, path: string): Sealed {
  try {
    return parseSealed(text)
  } catch (error) {
    throw damaged(path, error)
  }
}

/** The keychain may refuse: locked by the person, its service gone, or the file copied from another account. */
function guard<T>(use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw new SlipwayError(
      {
        code: 'keychain-failed',
        message: 'The operating system’s keychain refused.',
        cause: 'It is locked, or the secret was kept under another account or computer.',
        remedy: 'Unlock the keychain, or enter the secret anew.',
      },
      { cause: error },
    )
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** One write after the other; each waits for its own. */
function serial(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}

function changes(): { tell(): void; onChange(listener: () => void): () => void } {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
