import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let one: WholeEngine
let other: WholeEngine
const folder = temporaryFolder('practice-archive-')
beforeAll(async () => {
  one = await startWholeEngine()
  other = await startWholeEngine()
})
afterAll(async () => {
  await one.stop()
  await other.stop()
  folder.remove()
})

test('I6: docker save and docker load carry an image with its files, names and history to another engine', async () => {
  const made = await one.docker([
    'run',
    '--name',
    'writer',
    NANO,
    'cmd',
    '/c',
    'echo carried>C:\\note.txt && del C:\\License.txt',
  ])
  expect(made.stdout + made.stderr).toBe('')
  const commit = await one.docker(['commit', '-m', 'a note', 'writer', 'mine:1'])
  expect(commit.stderr).toBe('')
  await one.docker(['tag', 'mine:1', 'mine:2'])
  const path = join(folder.path, 'mine.tar')
  const save = await one.docker(['save', '-o', path, 'mine', 'microsoft/nanoserver:10.0.14393.206'])
  expect(save.stderr).toBe('')
  expect(existsSync(path)).toBe(true)
  await other.docker(['rmi', '-f', NANO])
  // As `docker save | gzip` leaves it.
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)))
  const load = await other.docker(['load', '-i', `${path}.gz`])
  expect(load.stderr).toBe('')
  expect(load.stdout.split('\n').sort()).toEqual([
    '',
    'Loaded image: microsoft/nanoserver:10.0.14393.206',
    'Loaded image: mine:1',
    'Loaded image: mine:2',
  ])
  const id = ['image', 'inspect', '--format', '{{.Id}} {{.Size}} {{len .RootFS.Layers}} {{.OsVersion}}', 'mine:2']
  expect((await other.docker(id)).stdout).toBe((await one.docker(id)).stdout)
  const run = await other.docker(['run', '--rm', 'mine:1', 'cmd', '/c', 'type C:\\note.txt & dir C:\\License.txt'])
  expect(run.stdout).toContain('carried')
  expect(run.stdout + run.stderr).toContain('File Not Found')
  const history = await other.docker(['history', '--format', '{{.Comment}}', 'mine:1'])
  expect(history.stdout.split('\n')[0]).toBe('a note')
})

test('I6: an archive that is none, and a name that is not there, are refused', async () => {
  const junk = await one.docker(['load'], { input: 'junk' })
  expect(junk.code).not.toBe(0)
  expect(junk.stdout + junk.stderr).toMatch(/unexpected EOF|manifest\.json|Unexpected end|invalid/i)
  const gone = await one.docker(['save', '-o', join(folder.path, 'x.tar'), 'nope', 'nope2'])
  expect(gone.stderr).toContain('No such image: nope')
})

test('I6: docker import makes an image of files alone', async () => {
  const path = join(folder.path, 'files.tar')
  const { pack } = await import('tar-stream')
  const archive = pack()
  archive.entry({ name: 'data/hello.txt' }, 'hello')
  archive.finalize()
  const parts: Buffer[] = []
  for await (const part of archive) parts.push(part as Buffer)
  writeFileSync(path, Buffer.concat(parts))
  const made = await one.docker(['import', path, 'plain:1'])
  expect(made.stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/)
  expect((await one.docker(['image', 'inspect', '--format', '{{.Size}} {{.Comment}}', 'plain:1'])).stdout).toBe(
    '5 Imported from -\n',
  )
  await one.docker(['import', '--change', 'CMD ["hello.exe"]', '--change', 'ENV A=b', path, 'changed:1'])
  expect(
    (await one.docker(['image', 'inspect', '--format', '{{json .Config.Cmd}} {{.Config.Env}}', 'changed:1'])).stdout,
  ).toBe('["hello.exe"] [A=b]\n')
  expect(await one.docker(['import', '--change', 'RUN dir', path])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('RUN is not a valid change command'),
  })
})
