import { describe, expect, it } from 'vitest'
import { SavedConnections } from '../../../main/machines/saved-connections.ts'
import { openSecrets } from '../../../main/secrets.ts'
import type { ConnectionDraft, TlsSettings } from '../../../preload/contract/machines.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const tls = (key: TlsSettings['key']): TlsSettings => ({ verify: true, ca: null, certificate: null, key })
const tcp = (key: TlsSettings['key']): ConnectionDraft => ({ name: 'n', url: 'tcp://h:2376', tls: tls(key), ssh: null })
const ssh = (authentication: 'agent' | 'key' | 'password'): ConnectionDraft => ({
  name: 'n',
  url: 'ssh://me@h',
  tls: null,
  ssh: { authentication },
})

describe('C6: a secret that a connection has no use for any more', () => {
  it('C6: is forgotten when the connection is edited so, and only then', async () => {
    const folder = temporaryFolder()
    try {
      const secrets = await openSecrets(folder.path)
      const nothing = () => undefined
      const events = { expectKnown: nothing, saved: nothing, renamed: nothing, removed: nothing }
      const saved = new SavedConnections(folder.path, secrets, events)
      const id = await saved.add(tcp({ from: 'kept' }), { key: 'KEY', keyPassphrase: 'pass' })
      const kept = () => saved.read(id).kept
      await saved.edit(id, tcp({ from: 'kept' }), {})
      expect(kept()).toEqual({ key: true, keyPassphrase: true, password: false })
      await saved.edit(id, tcp({ from: 'file', path: '/k.pem' }), {})
      expect(kept()).toEqual({ key: false, keyPassphrase: true, password: false })
      await saved.edit(id, ssh('password'), { password: 'secret' })
      expect(kept()).toEqual({ key: false, keyPassphrase: false, password: true })
      await saved.edit(id, ssh('key'), { keyPassphrase: 'pass' })
      expect(kept()).toEqual({ key: false, keyPassphrase: true, password: false })
      await saved.edit(id, ssh('agent'), {})
      expect(kept()).toEqual({ key: false, keyPassphrase: false, password: false })
    } finally {
      folder.remove()
    }
  })
})
