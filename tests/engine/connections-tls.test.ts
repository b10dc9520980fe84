import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Machines } from '../../main/machines/machines.ts'
import { openSecrets } from '../../main/secrets.ts'
import type { ConnectionDraft, ConnectionSecrets, TlsSettings } from '../../preload/contract/machines.ts'
import { type CertificateFiles, type Certificates, makeCertificates } from '../support/certificates.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd()

describeWhere(!why, why ?? '', 'C1: TLS against a real engine', () => {
  let certificates: Certificates
  let right: Dockerd
  let wrongName: Dockerd
  let expired: Dockerd
  let folder: TemporaryFolder
  let machines: Machines

  const startWith = (server: CertificateFiles) =>
    startDockerd({
      network: 'none',
      tcp: { ca: certificates.ca.certPath, cert: server.certPath, key: server.keyPath },
    })
  beforeAll(async () => {
    certificates = await makeCertificates()
    folder = temporaryFolder()
    right = await startWith(certificates.server)
    wrongName = await startWith(certificates.wrongNameServer)
    expired = await startWith(certificates.expiredServer)
    const secrets = await openSecrets(folder.path)
    machines = new Machines({ folder: folder.path, secrets, env: {}, home: folder.path, platform: 'linux' })
    await machines.start()
  })
  afterAll(async () => {
    machines?.close()
    for (const engine of [right, wrongName, expired]) await engine?.stop()
    certificates?.remove()
    folder?.remove()
  })

  const tls = (change: Partial<TlsSettings> = {}): TlsSettings => ({
    verify: true,
    ca: { from: 'file', path: certificates.ca.certPath },
    certificate: { from: 'file', path: certificates.client.certPath },
    key: { from: 'file', path: certificates.client.keyPath },
    ...change,
  })
  const draft = (engine: Dockerd, settings: TlsSettings | null, host = '127.0.0.1'): ConnectionDraft => ({
    name: 'TLS engine',
    url: engine.tcpUrl?.replace('127.0.0.1', host) ?? '',
    tls: settings,
    ssh: null,
  })
  const test = (connection: ConnectionDraft, secrets: ConnectionSecrets = {}) =>
    machines.test(connection, secrets, undefined, AbortSignal.timeout(20_000))
  const codeOf = async (connection: ConnectionDraft, secrets?: ConnectionSecrets) => {
    const result = await test(connection, secrets)
    return result.ok ? 'ok' : result.error.code
  }

  it('C1: right CA, client certificate and key: connected', async () => {
    const result = await test(draft(right, tls()))
    expect(result).toMatchObject({ ok: true, facts: { os: 'linux' } })
    expect(await codeOf(draft(right, tls(), 'localhost'))).toBe('ok')
  })

  it('C1: certificates as text and the key as a secret work alike', async () => {
    const settings = tls({
      ca: { from: 'text', pem: certificates.ca.cert },
      certificate: { from: 'text', pem: certificates.client.cert },
      key: { from: 'kept' },
    })
    expect(await codeOf(draft(right, settings), { key: certificates.client.key })).toBe('ok')
    expect(await codeOf(draft(right, settings))).toBe('tls-key-missing')
  })

  it('C1: a wrong CA is refused', async () => {
    const ca = { from: 'file' as const, path: certificates.otherCa.certPath }
    const result = await test(draft(right, tls({ ca })))
    expect(result).toMatchObject({ ok: false, error: { code: 'tls-wrong-ca' } })
  })

  it('C1: the system’s authorities alone do not trust it', async () => {
    expect(await codeOf(draft(right, tls({ ca: null })))).toBe('tls-wrong-ca')
  })

  it('C1: no client certificate is refused by the engine, each time with the same reason', async () => {
    for (let round = 0; round < 10; round += 1) {
      expect(await codeOf(draft(right, tls({ certificate: null, key: null })))).toBe('tls-client-certificate')
    }
  })

  it('C1: a client certificate of another CA, or an expired one, is refused by the engine', async () => {
    const foreign = tls({
      certificate: { from: 'file', path: certificates.otherClient.certPath },
      key: { from: 'file', path: certificates.otherClient.keyPath },
    })
    expect(await codeOf(draft(right, foreign))).toBe('tls-client-certificate')
    const old = tls({
      certificate: { from: 'file', path: certificates.expiredClient.certPath },
      key: { from: 'file', path: certificates.expiredClient.keyPath },
    })
    expect(['tls-client-certificate', 'tls-expired']).toContain(await codeOf(draft(right, old)))
  })

  it('C1: a certificate for another name is refused, unless that name is expected', async () => {
    expect(await codeOf(draft(wrongName, tls()))).toBe('tls-wrong-name')
    expect(await codeOf(draft(wrongName, tls({ serverName: 'other.example' })))).toBe('ok')
    expect(await codeOf(draft(right, tls({ serverName: 'other.example' })))).toBe('tls-wrong-name')
    expect(await codeOf(draft(right, tls({ serverName: '127.0.0.1' }), 'localhost'))).toBe('ok')
  })

  it('C1: an expired certificate is refused', async () => {
    expect(await codeOf(draft(expired, tls()))).toBe('tls-expired')
  })

  it('C1: with the check turned off all of them connect, and the row says unverified', async () => {
    const off = tls({ verify: false, ca: null })
    expect(await codeOf(draft(right, off))).toBe('ok')
    expect(await codeOf(draft(wrongName, off))).toBe('ok')
    expect(await codeOf(draft(expired, off))).toBe('ok')
    const id = await machines.saved.add(draft(expired, off), {})
    expect(machines.list.get(id)?.encryption).toBe('unverified')
    await machines.saved.remove(id)
  })

  it('C1: plain to a TLS port says so', async () => {
    expect(await codeOf(draft(right, null))).toBe('plain-to-tls')
  })

  it('C1: TLS to a plain port says so', async () => {
    const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await codeOf({ ...draft(right, tls()), url: `tcp://127.0.0.1:${port}` })).toBe('tls-to-plain')
    server.close()
  })

  it('C1: a file that is missing or no PEM is named', async () => {
    const missing = tls({ ca: { from: 'file', path: join(certificates.folder, 'nope.pem') } })
    expect(await codeOf(draft(right, missing))).toBe('tls-file-missing')
    const mismatched = tls({ key: { from: 'file', path: certificates.otherClient.keyPath } })
    expect(await codeOf(draft(right, mismatched))).toBe('tls-file-unreadable')
    const garbage = tls({ certificate: { from: 'text', pem: 'not a certificate' } })
    expect(await codeOf(draft(right, garbage))).toBe('tls-file-unreadable')
  })

  it('C3, C6: a saved connection keeps its key out of the file, opens, and a failed one stays failed until edited', async () => {
    const settings = tls({ key: { from: 'kept' }, ca: { from: 'file', path: certificates.otherCa.certPath } })
    const id = await machines.saved.add(draft(right, settings), { key: certificates.client.key })
    const file = readFileSync(join(folder.path, 'connections.json'), 'utf8')
    expect(file).not.toContain('PRIVATE KEY')
    expect(machines.saved.read(id).kept).toEqual({ key: true, keyPassphrase: false, password: false })
    machines.open(id)
    await waitFor('failed', () => machines.list.get(id)?.state.kind === 'failed')
    expect(machines.list.get(id)?.state).toMatchObject({
      error: { code: 'tls-wrong-ca', action: { kind: 'edit-connection', machine: id } },
    })
    await machines.saved.edit(id, draft(right, tls({ key: { from: 'kept' } })), {})
    await waitFor('connected', () => machines.list.get(id)?.state.kind === 'connected')
    expect(machines.list.get(id)).toMatchObject({ encryption: 'verified', source: 'saved' })
    await machines.saved.rename(id, 'Another name')
    expect(machines.list.get(id)).toMatchObject({ name: 'Another name', state: { kind: 'connected' } })
    const gone: string[] = []
    machines.onRemoved((machine) => gone.push(machine))
    await machines.saved.remove(id)
    expect(gone).toEqual([id])
    expect(machines.list.get(id)).toBeUndefined()
  })
})
