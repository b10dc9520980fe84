import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServe } from '../../../main/command-line/serve-command.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { type Certificates, makeCertificates } from '../../support/certificates.ts'

describe('X2: slipway serve with TLS files that do not serve', () => {
  let made: Certificates
  beforeAll(async () => {
    made = await makeCertificates()
  })
  afterAll(() => made.remove())

  const failure = async (tlsCert: string, tlsKey: string) => {
    const options = {
      host: '127.0.0.1',
      port: 0,
      open: false,
      allowHostShell: false,
      allowHostChanges: false,
      dataFolder: join(made.folder, 'data'),
    }
    try {
      const around = { version: '0.0.0', pages: made.folder, print: () => undefined }
      await runServe({ ...options, tlsCert, tlsKey }, around, AbortSignal.abort())
      return 'served'
    } catch (error) {
      if (error instanceof SlipwayError) return error.explained.code
      throw error
    }
  }

  it('X2: missing, no PEM, swapped, or of two pairs: each is refused in words', async () => {
    const { certPath, keyPath } = made.server
    expect(await failure(join(made.folder, 'nope.pem'), keyPath)).toBe('tls-unreadable')
    expect(await failure(keyPath, certPath)).toBe('tls-unreadable')
    expect(await failure(certPath, made.client.keyPath)).toBe('tls-unreadable')
    expect(await failure(certPath, '')).toBe('tls-incomplete')
  })
})
