import { createHash, randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { ContainerFiles } from '../../main/engine/files/container-files.ts'
import { explain } from '../../main/explain/explain.ts'
import { PageFiles } from '../../main/page-files.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import type { FileEntry } from '../../preload/contract/files.ts'
import { engineRequest } from '../support/engine-request.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { makeTar } from '../support/tar.ts'
import { TestContainers } from '../support/test-container.ts'
import { type TestLink, testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Files of a container', () => {
  let socket = ''
  let link: TestLink
  let containers: TestContainers
  const pageFiles = new PageFiles()
  const tasks = new TaskRegistry({ explain })
  const files = new ContainerFiles({ pageFiles, tasks })
  const signal = new AbortController().signal
  beforeAll(async () => {
    socket = (await sharedEngine()).socketPath
    link = testLink(socket)
    containers = new TestContainers(socket)
  })
  afterEach(() => containers.removeAll())

  async function list(id: string, path: string) {
    const entries: FileEntry[] = []
    let last = null
    for await (const part of files.list(link, id, path)) {
      entries.push(...part.entries)
      last = part
    }
    expect(last?.done).toBe(true)
    return new Map(entries.map((entry) => [entry.name, entry]))
  }
  const put = async (id: string, folder: string, tar: Parameters<typeof makeTar>[0]) => {
    const answer = await engineRequest(socket, 'PUT', `/containers/${id}/archive?path=${folder}`, await makeTar(tar))
    expect(answer.status).toBe(200)
  }
  const code = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (failure: unknown) => failure,
    )
    if (error === null) throw new Error('It was not refused')
    return explain(error).code
  }
  const pidOf = (inspected: unknown) => (inspected as { State: { Pid: number } }).State.Pid
  const archiveCalls = () => link.sent.filter(({ method, path }) => method === 'GET' && path.includes('/archive'))

  it('K4: a folder is listed with kinds, sizes, modes and times, and going down needs no second archive', async () => {
    const id = await containers.create()
    await put(id, '/tmp', [
      { name: 'shop', type: 'directory', mode: 0o2755 },
      { name: 'shop/plain.txt', content: 'hello', mode: 0o640 },
      { name: 'shop/hard', type: 'link', linkname: 'shop/plain.txt' },
      { name: 'shop/soft', type: 'symlink', linkname: '../elsewhere' },
      { name: 'shop/deep', type: 'directory', mode: 0o755 },
      { name: 'shop/deep/er', type: 'directory', mode: 0o755 },
      { name: 'shop/deep/er/file', content: 'x'.repeat(5000) },
      { name: 'shop/empty', type: 'directory', mode: 0o755 },
    ])
    const before = archiveCalls().length
    const shop = await list(id, '/tmp/shop/')
    expect([...shop.keys()].sort()).toEqual(['deep', 'empty', 'hard', 'plain.txt', 'soft'])
    expect(shop.get('plain.txt')).toMatchObject({ kind: 'file', size: 5, mode: 'rw-r-----', linkTarget: null })
    expect(shop.get('hard')).toMatchObject({ kind: 'file', size: 5 })
    expect(shop.get('soft')).toMatchObject({ kind: 'link', linkTarget: '../elsewhere' })
    expect(shop.get('deep')).toMatchObject({ kind: 'folder', mode: 'rwxr-xr-x' })
    expect([...(await list(id, '/tmp/shop/deep')).keys()]).toEqual(['er'])
    expect((await list(id, '/tmp/shop/deep/er')).get('file')?.size).toBe(5000)
    expect((await list(id, '/tmp/shop/empty')).size).toBe(0)
    expect(archiveCalls().length - before).toBe(1)
    await list(id, '/tmp/shop')
    expect(archiveCalls().length - before).toBe(2)
  })

  it('K4: the root, a link to a folder, and what is no folder', async () => {
    const id = await containers.create()
    const root = await list(id, '/')
    expect(root.get('bin')?.kind).toBe('folder')
    expect(root.get('etc')?.kind).toBe('folder')
    expect(root.has('passwd')).toBe(false)
    await put(id, '/tmp', [{ name: 'to-etc', type: 'symlink', linkname: '/etc' }])
    expect((await list(id, '/tmp/to-etc')).has('passwd')).toBe(true)
    expect(await code(list(id, '/etc/passwd'))).toBe('not-a-folder')
    expect(await code(list(id, '/no-such-folder'))).toBe('path-not-found')
    expect(await code(list('no-such-container', '/'))).toBe('container-not-found')
  })

  it('K4: unusual names are listed, read and written as they are', async () => {
    const id = await containers.create()
    const names = [
      ' leading',
      'trailing ',
      'two  spaces',
      'ünï-漢字-🚢',
      '-rf',
      '$(touch x)',
      'a;b&c',
      'a\nb',
      '"q\'',
      'x'.repeat(200),
    ]
    await put(id, '/tmp', [
      { name: 'odd', type: 'directory', mode: 0o755 },
      ...names.map((name) => ({ name: `odd/${name}`, content: name })),
    ])
    expect([...(await list(id, '/tmp/odd')).keys()].sort()).toEqual([...names].sort())
    for (const name of names) {
      const read = await files.readText(link, id, `/tmp/odd/${name}`)
      expect(read.text).toBe(name)
      await files.writeText(link, id, `/tmp/odd/${name}`, { ...read, text: `new ${name}` })
      expect((await files.readText(link, id, `/tmp/odd/${name}`)).text).toBe(`new ${name}`)
    }
  })

  it('K4: a text file is edited in place: mode, owner, encoding and the link to it stay', async () => {
    const id = await containers.sh(
      'printf "a\\r\\nb" > /tmp/f; chown 7:8 /tmp/f; chmod 4750 /tmp/f; ln -s f /tmp/l; touch /tmp/ready; sleep 1000',
    )
    await waitFor('the files', async () => (await list(id, '/tmp')).has('ready'))
    const read = await files.readText(link, id, '/tmp/l')
    expect(read).toMatchObject({ text: 'a\r\nb', encoding: 'utf-8', byteOrderMark: false })
    const { modified } = await files.writeText(link, id, '/tmp/l', { ...read, text: 'a\r\nc' })
    const after = await list(id, '/tmp')
    expect(after.get('f')).toMatchObject({ kind: 'file', size: 4, mode: 'rwsr-x---' })
    expect(after.get('l')?.kind).toBe('link')
    const tar = await engineRequest(socket, 'GET', `/containers/${id}/archive?path=/tmp/f`)
    expect(tar.body.slice(108, 124).replaceAll('\0', ' ').trim().split(/\s+/)).toEqual(['0000007', '0000010'])
    const again = await files.readText(link, id, '/tmp/f')
    expect(again).toMatchObject({ text: 'a\r\nc', modified })
  })

  it('K4: UTF-16 and byte-order marks survive an edit byte by byte', async () => {
    const id = await containers.create()
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('größe', 'utf16le')])
    const utf8 = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('größe')])
    await put(id, '/tmp', [
      { name: 'u16', content: utf16 },
      { name: 'u8', content: utf8 },
      { name: 'binary', content: Buffer.from([0, 1, 2, 0xff]) },
      { name: 'latin1', content: Buffer.from('größe', 'latin1') },
      { name: 'big', content: Buffer.alloc(1_000_001, 'a') },
    ])
    for (const [name, bytes] of [
      ['u16', utf16],
      ['u8', utf8],
    ] as const) {
      const read = await files.readText(link, id, `/tmp/${name}`)
      expect(read).toMatchObject({ text: 'größe', byteOrderMark: true })
      await files.writeText(link, id, `/tmp/${name}`, read)
      const { address } = await files.download(link, id, `/tmp/${name}`)
      const open = pageFiles.takeDownload(address)?.open(signal)
      expect(await buffer((await open) ?? Readable.from([]))).toEqual(bytes)
    }
    expect(await code(files.readText(link, id, '/tmp/binary'))).toBe('not-text')
    expect(await code(files.readText(link, id, '/tmp/latin1'))).toBe('not-text')
    expect(await code(files.readText(link, id, '/tmp/big'))).toBe('file-too-big')
    expect(await code(files.readText(link, id, '/tmp'))).toBe('not-a-file')
    expect(await code(files.readText(link, id, '/tmp/none'))).toBe('path-not-found')
  })

  it('K4: a file that changed since it was read is not overwritten, unless that is asked for', async () => {
    const id = await containers.create()
    await put(id, '/tmp', [{ name: 'f', content: 'one' }])
    const first = await files.readText(link, id, '/tmp/f')
    const other = await files.writeText(link, id, '/tmp/f', { ...first, text: 'theirs' })
    expect(other.modified).not.toBe(first.modified)
    expect(await code(files.writeText(link, id, '/tmp/f', { ...first, text: 'mine' }))).toBe('file-changed')
    expect((await files.readText(link, id, '/tmp/f')).text).toBe('theirs')
    await files.writeText(link, id, '/tmp/f', { ...first, text: 'mine', modified: null })
    expect((await files.readText(link, id, '/tmp/f')).text).toBe('mine')
    await files.writeText(link, id, '/tmp/new', { ...first, text: 'made', modified: null })
    expect((await list(id, '/tmp')).get('new')).toMatchObject({ size: 4, mode: 'rw-r--r--' })
  })

  it('K4: what is uploaded comes back byte for byte, with progress as tasks', async () => {
    const id = await containers.run()
    const content = randomBytes(5_000_003)
    const upload = await files.upload(link, id, {
      folder: '/tmp',
      name: '..\\..\\up: load.bin',
      size: content.length,
      modified: 1_700_000_000_000,
      overwrite: false,
    })
    const pieces = Array.from({ length: 51 }, (_, index) => content.subarray(index * 100_000, (index + 1) * 100_000))
    await pageFiles.takeUpload(upload.address)?.receive(Readable.from(pieces), signal)
    const entry = (await list(id, '/tmp')).get('up_ load.bin')
    expect(entry).toMatchObject({ size: content.length, modified: 1_700_000_000_000 })
    await waitFor('the task', () => tasks.list.get(upload.task)?.state === 'done')
    expect(tasks.list.get(upload.task)?.progress).toEqual({
      done: content.length,
      total: content.length,
      unit: 'bytes',
    })

    const download = await files.download(link, id, '/tmp/up_ load.bin')
    const offered = pageFiles.takeDownload(download.address)
    expect(offered).toMatchObject({ name: 'up_ load.bin', size: content.length })
    const back = await buffer((await offered?.open(signal)) ?? Readable.from([]))
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(back)).toBe(hash(content))
    await waitFor('the task', () => tasks.list.get(download.task)?.state === 'done')

    const again = { folder: '/tmp', name: 'up_ load.bin', size: 1, modified: 0, overwrite: false }
    expect(await code(files.upload(link, id, again))).toBe('file-exists')
    expect(await code(files.upload(link, id, { ...again, folder: '/', name: 'tmp', overwrite: true }))).toBe(
      'file-exists',
    )
  })

  it('K4: a broken upload leaves no file of the wrong size, and its task failed', async () => {
    const id = await containers.create()
    const options = { folder: '/tmp', name: 'short', size: 1000, modified: 0, overwrite: false }
    for (const size of [10, 2000]) {
      const upload = await files.upload(link, id, options)
      const receive = pageFiles.takeUpload(upload.address)?.receive(Readable.from([Buffer.alloc(size)]), signal)
      await expect(receive).rejects.toThrow()
      await waitFor('the task', () => tasks.list.get(upload.task)?.state === 'failed')
      expect(tasks.list.get(upload.task)?.error?.code).toBe('transfer-broken-off')
    }
  })

  it('K4: an upload that is cancelled in its middle leaves nothing in a running container', async () => {
    const id = await containers.run()
    const name = 'half.bin'
    const upload = await files.upload(link, id, {
      folder: '/tmp',
      name,
      size: 50_000_000,
      modified: 0,
      overwrite: false,
    })
    const body = new Readable({ read: () => {} })
    const receive = pageFiles.takeUpload(upload.address)?.receive(body, signal)
    receive?.catch(() => {})
    body.push(Buffer.alloc(20_000_000))
    // The engine unpacks as the bytes come, and answers nothing about the container meanwhile.
    const inside = `/proc/${pidOf(await containers.inspect(id))}/root/tmp/${name}`
    await waitFor('a part of the file', () => existsSync(inside) && statSync(inside).size > 1_000_000)
    tasks.cancel(upload.task)
    await expect(receive).rejects.toThrow()
    await waitFor('the file to go', () => !existsSync(inside))
    expect((await list(id, '/tmp')).has(name)).toBe(false)
    expect(tasks.list.get(upload.task)?.state).toBe('cancelled')
  })

  it('K4: a folder is downloaded as a tar, and cancelling the task ends the download', async () => {
    const id = await containers.create()
    const download = await files.download(link, id, '/etc')
    const offered = pageFiles.takeDownload(download.address)
    expect(offered).toMatchObject({ name: 'etc.tar', size: null, contentType: 'application/x-tar' })
    const tar = await buffer((await offered?.open(signal)) ?? Readable.from([]))
    expect(tar.includes('etc/passwd')).toBe(true)
    expect(tar.length % 512).toBe(0)

    const second = await files.download(link, id, '/')
    const stream = await pageFiles.takeDownload(second.address)?.open(signal)
    if (!stream) throw new Error('No stream')
    const failed = new Promise((resolve) => stream.on('error', resolve))
    stream.once('data', () => tasks.cancel(second.task))
    expect(await failed).toBeInstanceOf(Error)
    await waitFor('the task', () => tasks.list.get(second.task)?.state === 'cancelled')
  })

  it('K4: leaving a listing stops the archive', async () => {
    const id = await containers.create()
    const controller = new AbortController()
    const listing = files.list(link, id, '/', controller.signal)
    controller.abort()
    await expect(listing.next()).rejects.toThrow()
  })
})
