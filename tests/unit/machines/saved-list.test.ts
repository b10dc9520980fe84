import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Machines } from '../../../main/machines/machines.ts'
import { SavedList } from '../../../main/machines/saved-list.ts'
import { openSecrets, type SafeStorage } from '../../../main/secrets.ts'
import type { ConnectionDraft } from '../../../preload/contract/machines.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const draft = (name: string, url = 'tcp://win1:2375'): ConnectionDraft => ({ name, url, tls: null, ssh: null })

describe('C3: saved connections', () => {
  let folder: TemporaryFolder
  beforeEach(() => {
    folder = temporaryFolder()
    return () => folder.remove()
  })
  const path = () => join(folder.path, 'connections.json')
  const machinesHere = async (storage?: SafeStorage) => {
    const secrets = await openSecrets(folder.path, storage)
    const problems: string[] = []
    const machines = new Machines({
      folder: folder.path,
      secrets,
      env: {},
      home: folder.path,
      platform: 'linux',
      report: ({ code }) => problems.push(code),
    })
    await machines.start()
    return { machines, secrets, problems }
  }

  it('C3: add, edit, rename and remove last over a restart', async () => {
    const { machines } = await machinesHere()
    const one = await machines.saved.add(draft('One'), {})
    const two = await machines.saved.add(draft('Two', 'ssh://admin@win2'), { password: 'hush' })
    await machines.saved.rename(one, 'First')
    await machines.saved.edit(two, draft('Two', 'ssh://admin@win3'), {})
    const again = (await machinesHere()).machines
    expect(again.saved.read(one).draft.name).toBe('First')
    expect(again.saved.read(two).draft.url).toBe('ssh://admin@win3')
    expect(again.list.get(two)).toMatchObject({ source: 'saved', state: { kind: 'closed' }, encryption: 'none' })
    await again.saved.remove(one)
    expect((await machinesHere()).machines.list.get(one)).toBeUndefined()
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it('C6: secrets are kept apart, named but never returned, and forgotten with the connection', async () => {
    const storage: SafeStorage = {
      isEncryptionAvailable: () => true,
      encryptString: (text) => Buffer.from(text.split('').reverse().join('')),
      decryptString: (data) => data.toString().split('').reverse().join(''),
    }
    const { machines, secrets } = await machinesHere(storage)
    const tls = { verify: true, ca: null, certificate: null, key: { from: 'kept' as const } }
    const locked = { ...draft('One', 'tcp://win2:2376'), tls }
    const id = await machines.saved.add(locked, { key: 'hush-hush', keyPassphrase: 'psst' })
    const read = machines.saved.read(id)
    expect(read.kept).toEqual({ key: true, keyPassphrase: true, password: false })
    expect(JSON.stringify([read, machines.list.get(id), machines.writeOut(id)])).not.toContain('hush-hush')
    expect(readFileSync(path(), 'utf8')).not.toContain('hush-hush')
    await machines.saved.edit(id, locked, { keyPassphrase: '' })
    expect(machines.saved.read(id).kept).toMatchObject({ key: true, keyPassphrase: false })
    await machines.saved.remove(id)
    expect(await secrets.get(`connection/${id}/key`)).toBeNull()
  })

  it('C3: bad input is refused and nothing is lost', async () => {
    const { machines } = await machinesHere()
    const id = await machines.saved.add(draft('One'), {})
    const coded = (code: string) => expect.objectContaining({ explained: expect.objectContaining({ code }) })
    await expect(machines.saved.add(draft('Bad', 'ftp://x'), {})).rejects.toThrow(coded('endpoint-scheme'))
    await expect(machines.saved.edit(id, draft('One', 'tcp://:x'), {})).rejects.toThrow(coded('endpoint-port'))
    await expect(machines.saved.rename('local', 'Mine')).rejects.toThrow(coded('not-saved'))
    expect(() => machines.saved.read('local')).toThrow(coded('not-saved'))
    await expect(machines.saved.remove('nobody')).rejects.toThrow(coded('unknown-machine'))
    expect(machines.saved.read(id).draft).toEqual(draft('One'))
  })

  it('C3: a damaged file is reported and kept, and its backup takes its place', async () => {
    const { machines } = await machinesHere()
    const id = await machines.saved.add(draft('One'), {})
    await machines.saved.add(draft('Two'), {})
    writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, 40))
    const { machines: again, problems } = await machinesHere()
    expect(problems).toEqual(['connections-damaged'])
    expect(again.saved.read(id).draft.name).toBe('One')
    expect(existsSync(`${path()}.damaged`)).toBe(true)
  })

  it('C3: one entry that does not parse leaves the others', async () => {
    writeFileSync(path(), JSON.stringify({ version: 1, connections: [{ ...draft('Good'), id: 'saved-1' }, { id: 7 }] }))
    const list = new SavedList(folder.path)
    expect((await list.read())?.code).toBe('connections-damaged')
    expect(list.values().map(({ id }) => id)).toEqual(['saved-1'])
  })

  it('C3: a saved address that is no longer valid is shown with its problem', async () => {
    writeFileSync(path(), JSON.stringify({ version: 1, connections: [{ ...draft('Old', 'ftp://x'), id: 'saved-1' }] }))
    const { machines } = await machinesHere()
    expect(machines.list.get('saved-1')).toMatchObject({ problem: { code: 'endpoint-scheme' } })
    expect(() => machines.find('saved-1')).toThrow(/ftp/)
    await machines.saved.edit('saved-1', draft('New'), {})
    expect(machines.list.get('saved-1')).toMatchObject({ problem: null, encryption: 'plain' })
    await machines.saved.remove('saved-1')
  })
})
