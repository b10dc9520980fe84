import { describe, expect, test } from 'vitest'
import type { ConnectionDraft } from '../../../../preload/contract/machines.ts'
import {
  type FormValues,
  fromDraft,
  fromPastedHost,
  NEW_VALUES,
  toDraft,
  urlOf,
} from '../../../../renderer/pages/connections/form-values.ts'

const values = (change: Partial<FormValues>): FormValues => ({ ...NEW_VALUES, name: 'one', ...change })
const draftOf = (change: Partial<FormValues>, kept = { key: false }) => toDraft(values(change), kept)
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'

describe('C1: the address that the form makes', () => {
  test.each<[string, Partial<FormValues>, string]>([
    ['a pipe by its name', { kind: 'npipe', pipe: 'docker_engine' }, 'npipe:////./pipe/docker_engine'],
    ['a pipe as Windows writes it', { kind: 'npipe', pipe: '\\\\.\\pipe\\dock' }, 'npipe:////./pipe/dock'],
    ['a pipe of another machine', { kind: 'npipe', pipe: '\\\\host\\pipe\\dock' }, 'npipe:////host/pipe/dock'],
    ['a socket', { kind: 'unix', socket: ' /run/docker.sock ' }, 'unix:///run/docker.sock'],
    ['a host', { kind: 'tcp', host: 'server1', port: '2376' }, 'tcp://server1:2376'],
    ['an IPv6 host', { kind: 'tcp', host: 'fe80::1', port: '2375' }, 'tcp://[fe80::1]:2375'],
    ['an IPv6 host in brackets', { kind: 'tcp', host: '[::1]', port: '2375' }, 'tcp://[::1]:2375'],
    ['SSH with the defaults', { kind: 'ssh', host: 'server1', port: '' }, 'ssh://server1'],
    [
      'SSH with a domain user and a socket',
      { kind: 'ssh', host: 'server1', port: '22', user: 'CORP\\ann', remoteSocket: '/run/d.sock' },
      'ssh://CORP%5Cann@server1:22/run/d.sock',
    ],
  ])('C1: %s', (_, change, url) => {
    expect(urlOf(values(change))).toBe(url)
  })

  test.each<ConnectionDraft>([
    { name: 'pipe', url: 'npipe:////./pipe/docker_engine', tls: null, ssh: null },
    { name: 'other', url: 'npipe:////host/pipe/dock', tls: null, ssh: null },
    { name: 'socket', url: 'unix:///run/docker.sock', tls: null, ssh: null },
    { name: 'plain', url: 'tcp://[::1]:2375', tls: null, ssh: null },
    {
      name: 'tls',
      url: 'tcp://server1:2376',
      tls: {
        verify: true,
        ca: { from: 'text', pem: `${pem}\n` },
        certificate: { from: 'file', path: '/c/cert.pem' },
        key: { from: 'file', path: '/c/key.pem' },
        serverName: 'server1.example',
      },
      ssh: null,
    },
    {
      name: 'ssh',
      url: 'ssh://CORP%5Cann@server1:22/run/d.sock',
      tls: null,
      ssh: { authentication: 'key', keyFile: '/home/ann/id' },
    },
  ])('C3: $name is the same after it was edited without a change', (draft) => {
    expect(toDraft(fromDraft(draft), { key: false })).toEqual({ draft, secrets: {} })
  })
})

describe('C6: secrets of the form', () => {
  test('C6: a pasted key goes with the secrets, never into the connection', () => {
    const { draft, secrets } = draftOf({
      kind: 'tcp',
      host: 'a',
      key: { from: 'text', path: '', pem: ' KEY ' },
      keyPassphrase: 'word',
    })
    expect(draft.tls?.key).toEqual({ from: 'kept' })
    expect(secrets).toEqual({ key: 'KEY\n', keyPassphrase: 'word' })
    expect(JSON.stringify(draft)).not.toContain('KEY')
  })

  test('C6: an empty field leaves the kept key; without a kept one there is no key', () => {
    const empty: Partial<FormValues> = { kind: 'tcp', host: 'a', key: { from: 'text', path: '', pem: '' } }
    expect(draftOf(empty, { key: true })).toMatchObject({ draft: { tls: { key: { from: 'kept' } } }, secrets: {} })
    expect(draftOf(empty).draft.tls?.key).toBeNull()
  })

  test('C6: what belongs to another kind or way of sign-in is not sent', () => {
    const filled: Partial<FormValues> = {
      host: 'a',
      password: 'p',
      keyPassphrase: 'k',
      keyFile: '/id',
      key: { from: 'text', path: '', pem: 'KEY' },
    }
    expect(draftOf({ ...filled, kind: 'unix' })).toMatchObject({ draft: { tls: null, ssh: null }, secrets: {} })
    expect(draftOf({ ...filled, kind: 'tcp', tls: false })).toMatchObject({ draft: { tls: null }, secrets: {} })
    expect(draftOf({ ...filled, kind: 'ssh', authentication: 'agent' }).secrets).toEqual({})
    expect(draftOf({ ...filled, kind: 'ssh', authentication: 'password' })).toMatchObject({
      draft: { ssh: { authentication: 'password', keyFile: undefined } },
      secrets: { password: 'p' },
    })
    expect(draftOf({ ...filled, kind: 'ssh', authentication: 'key' })).toMatchObject({
      draft: { ssh: { keyFile: '/id' } },
      secrets: { keyPassphrase: 'k' },
    })
  })
})

describe('C1: what people paste', () => {
  test.each([
    ['tcp://win1:2376', { kind: 'tcp', host: 'win1', port: '2376' }],
    [' TCP://[fd00::7]:2375/ ', { kind: 'tcp', host: 'fd00::7', port: '2375' }],
    ['tcp://win1', { kind: 'tcp', host: 'win1' }],
    ['ssh://CORP%5Cann@win1:2222', { kind: 'ssh', host: 'win1', port: '2222', user: 'CORP\\ann', remoteSocket: '' }],
    ['ssh://50%@win1', { kind: 'ssh', host: 'win1', port: '', user: '50%', remoteSocket: '' }],
    ['ssh://ann:secret@win1', { kind: 'ssh', host: 'win1', port: '', user: 'ann', remoteSocket: '' }],
    ['npipe:////./pipe/docker_engine', { kind: 'npipe', pipe: 'docker_engine', host: '' }],
    ['unix:///run/d.sock', { kind: 'unix', socket: '/run/d.sock', host: '' }],
    ['win1:2376', { host: 'win1', port: '2376' }],
    ['[fd00::7]:2376', { host: 'fd00::7', port: '2376' }],
  ])('C1: the address %s in the field Host fills in its parts', (text, expected) => {
    expect(fromPastedHost(text)).toEqual(expected)
  })

  test.each(['win1', 'fd00::7', '10.0.0.7', '', 'tcp://', 'http://win1:2375', 'a b:1'])(
    'C1: %s is left as it is',
    (text) => {
      expect(fromPastedHost(text)).toBeNull()
    },
  )

  test('C1: quotes around a path, as Explorer copies it, are taken off', () => {
    const file = (path: string) => ({ from: 'file' as const, path, pem: '' })
    const { draft } = draftOf({
      kind: 'tcp',
      host: 'h',
      ca: file('"C:\\My certs\\ca.pem"'),
      key: file(' "C:\\k.pem" '),
    })
    expect(draft.tls?.ca).toEqual({ from: 'file', path: 'C:\\My certs\\ca.pem' })
    expect(draft.tls?.key).toEqual({ from: 'file', path: 'C:\\k.pem' })
    const ssh = draftOf({ kind: 'ssh', host: 'h', authentication: 'key', keyFile: '"C:\\k"' }).draft.ssh
    expect(ssh?.keyFile).toBe('C:\\k')
  })
})
