import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openSecrets, type SafeStorage } from '../../../main/secrets.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const secret = 'correct-horse-battery'
/** A keychain as Electron presents it: what it encrypts is unreadable without it. */
const keychain = (backend = 'gnome_libsecret'): SafeStorage => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a) as Buffer,
  decryptString: (data) => Buffer.from(data.map((byte) => byte ^ 0x5a)).toString('utf8'),
})
const coded = (code: string) => expect.objectContaining({ explained: expect.objectContaining({ code }) })

describe('C6: secrets', () => {
  let folder: TemporaryFolder
  beforeEach(() => {
    folder = temporaryFolder()
    return () => folder.remove()
  })
  const texts = () => readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name), 'latin1'))

  it('C6: with a keychain they are kept through it, and no file contains plain text', async () => {
    const secrets = await openSecrets(folder.path, keychain())
    expect(secrets.backend()).toBe('keychain')
    await secrets.set('a/password', secret)
    await secrets.set('b', 'two')
    await secrets.delete('b')
    expect(texts().join()).not.toContain(secret)
    const again = await openSecrets(folder.path, keychain())
    expect([await again.get('a/password'), await again.get('b'), again.has('a/password')]).toEqual([secret, null, true])
    expect(statSync(join(folder.path, 'secrets.keychain.json')).mode & 0o777).toBe(0o600)
  })

  it('C6: a keychain that refuses is a typed failure', async () => {
    const refusing = { ...keychain(), encryptString: () => fail() }
    const fail = (): never => {
      throw new Error('locked')
    }
    const secrets = await openSecrets(folder.path, refusing)
    await expect(secrets.set('a', 'x')).rejects.toThrow(coded('keychain-failed'))
    expect(await secrets.get('a')).toBeNull()
  })

  it('C6: Electron’s basic_text is no keychain: they stay in memory until a passphrase is given', async () => {
    const secrets = await openSecrets(folder.path, keychain('basic_text'))
    expect(secrets.backend()).toBe('memory')
    await secrets.set('a', secret)
    expect(await secrets.get('a')).toBe(secret)
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('C6: without a keychain: an encrypted file, locked until its passphrase is given', async () => {
    const secrets = await openSecrets(folder.path)
    await secrets.set('early', 'before the passphrase')
    let told = 0
    secrets.onChange(() => {
      told += 1
    })
    await secrets.unlock('open sesame')
    expect([secrets.backend(), told]).toEqual(['file', 1])
    await secrets.set('a', secret)
    const path = join(folder.path, 'secrets.encrypted.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const text = texts().join()
    for (const plain of [secret, 'before the passphrase', 'open sesame', Buffer.from(secret).toString('base64')]) {
      expect(text).not.toContain(plain)
    }

    const again = await openSecrets(folder.path)
    expect([again.backend(), again.has('a'), again.has('z')]).toEqual(['file-locked', true, false])
    await expect(again.get('a')).rejects.toThrow(coded('secrets-locked'))
    await expect(again.set('b', 'x')).rejects.toThrow(coded('secrets-locked'))
    await expect(again.unlock('wrong')).rejects.toThrow(coded('wrong-passphrase'))
    expect(again.backend()).toBe('file-locked')
    await again.unlock('open sesame')
    expect([await again.get('a'), await again.get('early'), again.backend()]).toEqual([
      secret,
      'before the passphrase',
      'file',
    ])
  })

  it('C6: a changed file does not open, and is not overwritten', async () => {
    const secrets = await openSecrets(folder.path)
    await secrets.unlock('p')
    await secrets.set('a', secret)
    const path = join(folder.path, 'secrets.encrypted.json')
    const sealed = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...sealed, ids: ['b'] }))
    const again = await openSecrets(folder.path)
    await expect(again.unlock('p')).rejects.toThrow(coded('wrong-passphrase'))
    expect(JSON.parse(readFileSync(path, 'utf8')).data).toBe(sealed.data)
    writeFileSync(path, '{')
    await expect(openSecrets(folder.path)).rejects.toMatchObject({
      explained: { code: 'secrets-damaged', remedy: expect.stringContaining(path) },
    })
    expect(existsSync(path)).toBe(true)
  })

  it('C6: quick changes are all kept', async () => {
    const secrets = await openSecrets(folder.path, keychain())
    await Promise.all(Array.from({ length: 30 }, (_, index) => secrets.set(`s${index}`, String(index))))
    const again = await openSecrets(folder.path, keychain())
    expect(await Promise.all(Array.from({ length: 30 }, (_, index) => again.get(`s${index}`)))).toEqual(
      Array.from({ length: 30 }, (_, index) => String(index)),
    )
  })
})
