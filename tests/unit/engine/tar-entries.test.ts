import type { Header } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { joinPath, normalPath, splitPath } from '../../../main/engine/files/container-path.ts'
import { EntryPlacer, modeText } from '../../../main/engine/files/tar-entries.ts'

const header = (name: string, change: Partial<Header> = {}): Header => ({
  name,
  size: 0,
  mode: 0o644,
  mtime: new Date(1_700_000_000_000),
  type: 'file',
  linkname: '',
  uid: 0,
  gid: 0,
  uname: '',
  gname: '',
  devmajor: 0,
  devminor: 0,
  ...change,
})

const names = (root: string, entries: string[]) => {
  const placer = new EntryPlacer(true)
  placer.place(header(root, { type: 'directory' }))
  return entries.map((name) => {
    const placed = placer.place(header(name))
    return placed && [...placed.folder, placed.entry.name].join('/')
  })
}

describe('A folder’s archive', () => {
  it('K4: entries are placed below the root, however the engine names it', () => {
    expect(names('etc/', ['etc/passwd', 'etc/ssl/', 'etc/ssl/a.pem'])).toEqual(['passwd', 'ssl', 'ssl/a.pem'])
    expect(names('/', ['/bin/', '/bin/sh', 'etc/x'])).toEqual(['bin', 'bin/sh', 'etc/x'])
    expect(names('./', ['./a', './b/c'])).toEqual(['a', 'b/c'])
  })

  it('K4: names that lead elsewhere are left out', () => {
    expect(names('etc/', ['etc/../../root', '../x', 'other/file', '/etc/..', 'etc/', 'etc/a\0b', 'etc/./ok'])).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      'ok',
    ])
  })

  it('K4: kinds, hard links with their size, modes as ls writes them', () => {
    const placer = new EntryPlacer(true)
    placer.place(header('d/', { type: 'directory' }))
    placer.place(header('d/a', { size: 7 }))
    expect(placer.place(header('d/b', { type: 'link', linkname: 'd/a' }))?.entry).toMatchObject({
      kind: 'file',
      size: 7,
    })
    expect(placer.place(header('d/f', { type: 'fifo' }))?.entry.kind).toBe('other')
    expect(placer.place(header('d/l', { type: 'symlink', linkname: 'a' }))?.entry).toMatchObject({
      kind: 'link',
      linkTarget: 'a',
    })
    expect([0o755, 0o4755, 0o2644, 0o1777, 0].map(modeText)).toEqual([
      'rwxr-xr-x',
      'rwsr-xr-x',
      'rw-r-Sr--',
      'rwxrwxrwt',
      '---------',
    ])
    const windows = new EntryPlacer(false)
    windows.place(header('d/', { type: 'directory' }))
    expect(windows.place(header('d/a'))?.entry.mode).toBe('')
  })

  it('K4: paths of both systems, with either slash on Windows', () => {
    expect(normalPath('//a/./b//../c/', 'linux')).toBe('/a/c')
    expect(normalPath('/../..', 'linux')).toBe('/')
    expect(normalPath('/a\\b', 'linux')).toBe('/a\\b')
    expect(normalPath('c:/Users\\App/', 'windows')).toBe('C:\\Users\\App')
    expect(normalPath('C:', 'windows')).toBe('C:\\')
    expect(normalPath('/Users', 'windows')).toBe('C:\\Users')
    expect(splitPath('/etc/passwd', 'linux')).toEqual({ folder: '/etc', name: 'passwd' })
    expect(splitPath('/etc', 'linux')).toEqual({ folder: '/', name: 'etc' })
    expect(splitPath('C:\\a.txt', 'windows')).toEqual({ folder: 'C:\\', name: 'a.txt' })
    expect(joinPath('/', 'a', 'linux')).toBe('/a')
    expect(joinPath('C:\\', 'a', 'windows')).toBe('C:\\a')
    expect(joinPath('C:/b', 'a', 'windows')).toBe('C:\\b\\a')
  })
})
