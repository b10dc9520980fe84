import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FileTreeError } from '../../main/practice/engine/file-tree.ts'
import { changedSize, packTree, treeChanges, unpackTree } from '../../main/practice/engine/file-tree-changes.ts'
import { MemoryFileTree } from '../../main/practice/engine/file-tree-memory.ts'
import { MountedFileTree } from '../../main/practice/engine/file-tree-mounts.ts'
import { splitPath } from '../../main/practice/engine/file-tree-path.ts'
import { baseFiles } from '../../main/practice/engine/images/base-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (from: Uint8Array) => new TextDecoder().decode(from)

function failure(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof FileTreeError) return error.code
    throw error
  }
  return 'none'
}

test.each([
  ['C:\\', []],
  ['c:/Users/x', ['Users', 'x']],
  ['\\a\\.\\b\\..\\c', ['a', 'c']],
  ['C:\\..\\..\\Windows', ['Windows']],
  ['C:\\a. \\b..', ['a', 'b']],
  ['\\\\?\\C:\\a', ['a']],
])('P1: the path %s is read as Windows reads it', (path, names) => expect(splitPath(path)).toEqual(names))

test.each([
  ['D:\\a', 'path-not-found'],
  ['\\\\server\\share', 'path-not-found'],
  ['C:\\a:b', 'invalid-name'],
  ['C:\\a*', 'invalid-name'],
  ['C:\\nul', 'invalid-name'],
  ['C:\\com1.txt', 'invalid-name'],
  [`C:\\${'x'.repeat(256)}`, 'invalid-name'],
  ['C:\\a\u0000b', 'invalid-name'],
])('P1: the path %j is refused with %s', (path, code) => expect(failure(() => splitPath(path))).toBe(code))

test('P1: names are found in any case and keep the one they were made with', () => {
  const tree = new MemoryFileTree()
  tree.makeFolder('C:\\Data')
  tree.write('c:\\DATA\\Report.TXT', bytes('1'))
  tree.write('C:\\data\\report.txt', bytes('2'))
  tree.append('C:\\data\\REPORT.txt', bytes('3'))
  expect(tree.list('C:\\dATA').map((file) => file.name)).toEqual(['Report.TXT'])
  expect(text(tree.read('C:\\data\\report.txt'))).toBe('23')
  tree.rename('C:\\data', 'C:\\DATA2')
  expect(tree.stat('C:\\data')).toBeNull()
  expect(text(tree.read('C:\\data2\\report.txt'))).toBe('23')
})

test('P1: what fails, fails with its own code', () => {
  const tree = new MemoryFileTree()
  tree.makeFolder('C:\\a')
  tree.write('C:\\a\\f', bytes(''))
  expect(failure(() => tree.makeFolder('C:\\A'))).toBe('exists')
  expect(failure(() => tree.remove('C:\\a'))).toBe('not-empty')
  expect(failure(() => tree.remove('C:\\'))).toBe('denied')
  expect(failure(() => tree.read('C:\\a'))).toBe('is-folder')
  expect(failure(() => tree.read('C:\\a\\g'))).toBe('not-found')
  expect(failure(() => tree.read('C:\\b\\g'))).toBe('path-not-found')
  expect(failure(() => tree.write('C:\\b\\g', bytes('')))).toBe('path-not-found')
  expect(failure(() => tree.list('C:\\a\\f'))).toBe('not-folder')
  expect(failure(() => tree.rename('C:\\a', 'C:\\a\\b'))).toBe('denied')
  expect(failure(() => tree.freeze().write('C:\\x', bytes('')))).toBe('denied')
})

test('P1: a fork shares everything and changes nothing of its parent', () => {
  const base = baseFiles('servercore', 20348)
  const before = base.list('C:\\Windows\\System32').length
  const child = base.fork()
  expect(treeChanges(base, child)).toEqual([])
  child.write('C:\\Windows\\System32\\mine.txt', bytes('mine'))
  child.remove('C:\\License.txt')
  expect(base.list('C:\\Windows\\System32')).toHaveLength(before)
  expect(base.stat('C:\\License.txt')).not.toBeNull()
  expect(treeChanges(base, child).map(({ path, kind }) => [path, kind])).toEqual([
    ['C:\\License.txt', 'deleted'],
    ['C:\\Windows', 'changed'],
    ['C:\\Windows\\System32', 'changed'],
    ['C:\\Windows\\System32\\mine.txt', 'added'],
  ])
  expect(changedSize(base, child)).toBe(4)
})

test('P1: Nano Server has no Windows PowerShell after 2016, Server Core has', () => {
  const powershell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'
  expect(baseFiles('nanoserver', 14393).stat(powershell)).not.toBeNull()
  expect(baseFiles('nanoserver', 20348).stat(powershell)).toBeNull()
  expect(baseFiles('servercore', 20348).stat(powershell)?.size).toBeGreaterThan(100_000)
  expect(baseFiles('nanoserver', 20348).stat('C:\\Windows\\System32\\cmd.exe')).not.toBeNull()
  expect(baseFiles('servercore', 20348).stat('C:\\inetpub')).toBeNull()
})

test('P1: a mounted volume shows in place of its folder', () => {
  const tree = new MemoryFileTree()
  const volume = new MemoryFileTree()
  const both = new MountedFileTree(tree, [{ path: 'C:\\data\\v', tree: volume }])
  both.write('C:\\DATA\\V\\f.txt', bytes('x'))
  expect(text(volume.read('C:\\f.txt'))).toBe('x')
  expect(tree.list('C:\\data\\v')).toEqual([])
  expect(both.stat('C:\\data\\v')?.name).toBe('v')
  expect(failure(() => both.remove('C:\\data', true))).toBe('denied')
  const fixed = new MountedFileTree(tree, [{ path: 'C:\\data\\v', tree: volume, readOnly: true }])
  expect(failure(() => fixed.write('C:\\data\\v\\g', bytes('')))).toBe('denied')
})

const name = fc.constantFrom('a', 'A', 'b', 'Bc', 'bC', '..', '.', 'x.txt', 'nul', 'a:b', ' ', 'd. ')
const path = fc.array(name, { minLength: 0, maxLength: 5 }).map((names) => `C:\\${names.join('\\')}`)
const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), path, to: path, content: fc.string({ maxLength: 5 }) }),
  fc.record({
    do: fc.constantFrom('folder' as const, 'remove' as const, 'rename' as const),
    path,
    to: path,
    content: fc.constant(''),
  }),
)

function run(tree: MemoryFileTree, one: { do: string; path: string; to: string; content: string }): void {
  try {
    if (one.do === 'write') tree.write(one.path, bytes(one.content))
    else if (one.do === 'folder') tree.makeFolder(one.path)
    else if (one.do === 'remove') tree.remove(one.path, true)
    else tree.rename(one.path, one.to)
  } catch (error) {
    if (!(error instanceof FileTreeError)) throw error
  }
}

function dump(tree: MemoryFileTree, path = 'C:\\'): string[] {
  return tree.list(path).flatMap((file) => {
    const at = path === 'C:\\' ? `C:\\${file.name}` : `${path}\\${file.name}`
    return file.kind === 'file' ? [`${at} = ${text(tree.read(at))}`] : [at, ...dump(tree, at)]
  })
}

test('P1: whatever is done to a fork, the parent stays, and the fork comes back from the disk as it was', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.array(step, { maxLength: 25 }), (first, second) => {
      const parent = new MemoryFileTree()
      for (const one of first) run(parent, one)
      const before = dump(parent)
      const child = parent.fork()
      for (const one of second) run(child, one)
      expect(dump(parent)).toEqual(before)
      const upper = (lines: string[]) => lines.map((line) => line.split(' = ')[0]?.toUpperCase())
      expect(upper(dump(unpackTree(parent, packTree(parent, child))))).toEqual(upper(dump(child)))
      // And the other way round: the child stays when the parent goes on.
      const after = dump(child)
      for (const one of second) run(parent, { ...one, content: 'other' })
      expect(dump(child)).toEqual(after)
    }),
    { numRuns: 400 },
  )
})

test('P1: no path leads out of the tree', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (raw) => {
      try {
        for (const part of splitPath(raw)) expect(['', '.', '..']).not.toContain(part)
      } catch (error) {
        expect(error).toBeInstanceOf(FileTreeError)
      }
    }),
    { numRuns: 2000 },
  )
})
