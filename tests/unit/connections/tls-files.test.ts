import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tlsOptions } from '../../../main/connections/tls-options.ts'
import { explain } from '../../../main/explain/explain.ts'
import type { TlsSettings } from '../../../preload/contract/machines.ts'
import { type Certificates, makeCertificates } from '../../support/certificates.ts'

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })

describe('C1, C7: what is wrong with a TLS file is told of that file', () => {
  let made: Certificates
  beforeAll(async () => {
    made = await makeCertificates()
  })
  afterAll(() => made.remove())

  const file = (path: string) => ({ from: 'file' as const, path })
  const holding = (name: string, data: string | Buffer) => {
    const path = join(made.folder, name)
    writeFileSync(path, data)
    return file(path)
  }
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const judged = async (settings: Partial<TlsSettings>, keyPassphrase: string | null = null) => {
    const right = {
      ca: file(made.ca.certPath),
      certificate: file(made.client.certPath),
      key: file(made.client.keyPath),
    }
    try {
      await tlsOptions({ verify: true, ...right, ...settings }, { key: null, keyPassphrase, password: null })
      return 'right'
    } catch (error) {
      const { code, message, cause } = explain(error)
      return `${code} | ${message} | ${cause}`
    }
  }
  const der = () => openssl('x509', '-in', made.ca.certPath, '-outform', 'DER')
  const pfx = () =>
    openssl('pkcs12', '-export', '-in', made.client.certPath, '-inkey', made.client.keyPath, '-passout', 'pass:')

  it('C1: right ones pass, with a byte order mark or text around them too', async () => {
    expect(await judged({})).toBe('right')
    expect(await judged({ ca: holding('bom.pem', `\ufeff${made.ca.cert}`) })).toBe('right')
    const bundle = `Bag Attributes\n  friendlyName: x\n${made.otherCa.cert}\n# ours\n${made.ca.cert}\n`
    expect(await judged({ ca: holding('bundle.pem', bundle) })).toBe('right')
  })

  it('C7: an authority’s file without a certificate is named, instead of the engine being blamed', async () => {
    for (const [path, words] of [
      [holding('empty', ''), 'It is empty.'],
      [holding('text', 'hello'), 'It holds no certificate in PEM.'],
      [holding('der', der()), 'It is DER, not PEM.'],
      [holding('pfx', pfx()), 'perhaps a bundle (PFX, PKCS #12)'],
      [holding('utf16', utf16(made.ca.cert)), 'UTF-16'],
      [file(made.client.keyPath), 'It holds a private key, no certificate.'],
      [holding('cut', `${made.ca.cert.slice(0, 200)}\n-----END CERTIFICATE-----\n`), 'damaged'],
    ] as const) {
      const verdict = await judged({ ca: path })
      expect(verdict).toContain('tls-file-unreadable | The authority’s certificate cannot be used.')
      expect(verdict).toContain(words)
      expect(verdict).toContain(path.path)
    }
  })

  it('C7: certificate and key that are swapped, of two pairs, or alone', async () => {
    const swapped = { certificate: file(made.client.keyPath), key: file(made.client.certPath) }
    expect(await judged(swapped)).toContain('client certificate cannot be used. | It holds a private key')
    expect(await judged({ key: file(made.client.certPath) })).toContain('client key cannot be used. | It holds a certi')
    expect(await judged({ key: file(made.otherClient.keyPath) })).toContain('do not belong together')
    expect(await judged({ key: null })).toContain('tls-file-missing | The client key is missing.')
    expect(await judged({ certificate: null })).toContain('tls-file-missing | The client certificate is missing.')
  })

  it('C7: a key that is public, for SSH, damaged or none', async () => {
    const publicKey = openssl('pkey', '-in', made.client.keyPath, '-pubout')
    expect(await judged({ key: holding('public', publicKey) })).toContain('It holds a public key.')
    const ssh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'
    expect(await judged({ key: holding('ssh', ssh) })).toContain('It is a key for SSH.')
    const cut = `${readFileSync(made.client.keyPath, 'latin1').slice(0, 80)}\n-----END PRIVATE KEY-----\n`
    expect(await judged({ key: holding('cut-key', cut) })).toContain('It is damaged.')
    expect(await judged({ key: holding('none', 'hello') })).toContain('It holds no private key in PEM.')
  })

  it('C7: a locked key says whether its passphrase is missing or wrong', async () => {
    const path = join(made.folder, 'locked.pem')
    openssl('pkcs8', '-topk8', '-in', made.client.keyPath, '-out', path, '-passout', 'pass:secret')
    const old = join(made.folder, 'locked-old.pem')
    openssl('ec', '-aes128', '-in', made.client.keyPath, '-out', old, '-passout', 'pass:secret')
    for (const key of [file(path), file(old)]) {
      expect(await judged({ key })).toContain('tls-passphrase-missing')
      expect(await judged({ key }, 'wrong')).toContain('tls-passphrase-wrong')
      expect(await judged({ key }, 'secret')).toBe('right')
    }
    expect(await judged({}, 'of no use')).toBe('right')
  })

  it('C7: a path that is not whole says so; an authority that is not asked is not read', async () => {
    expect(await judged({ ca: file('~/.docker/ca.pem') })).toContain(
      'The path of the authority’s certificate is not whole',
    )
    expect(await judged({ ca: file('/nowhere/ca.pem') })).toContain('cannot be read: /nowhere/ca.pem')
    expect(await judged({ ca: file('/nowhere/ca.pem'), verify: false })).toBe('right')
  })
})
