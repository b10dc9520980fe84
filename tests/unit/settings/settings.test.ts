import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { replaceFile } from '../../../main/replace-file.ts'
import { openSettings } from '../../../main/settings.ts'
import { userDataFolder } from '../../../main/user-data-folder.ts'
import { settingsSchema } from '../../../preload/contract/app.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const fail = (error: unknown) => {
  throw error
}

describe('X1: settings', () => {
  let folder: TemporaryFolder
  beforeEach(() => {
    folder = temporaryFolder()
    return () => folder.remove()
  })
  const path = () => join(folder.path, 'settings.json')
  const open = () => openSettings(folder.path, fail)

  it('X1: what is saved is there after a restart', async () => {
    const settings = await open()
    expect(settings.get()).toEqual(settingsSchema.parse({}))
    settings.save({ theme: 'dark' })
    settings.save({ zoom: 1.5 })
    expect(settings.get()).toMatchObject({ theme: 'dark', zoom: 1.5 })
    await settings.flush()
    expect((await open()).get()).toMatchObject({ theme: 'dark', zoom: 1.5 })
    expect(readdirSync(folder.path)).toEqual(['settings.json'])
  })

  it('X1: without a flush it is written within a moment', async () => {
    const settings = await open()
    settings.save({ railCollapsed: true })
    await expect.poll(() => existsSync(path()), { timeout: 2000 }).toBe(true)
  })

  it('X1: each damaged field falls back alone', async () => {
    const terminal = { fontSize: 'huge', scrollback: 100 }
    const lists = { containers: { grouped: true, hidden: 'x' }, images: { grouped: true } }
    writeFileSync(path(), JSON.stringify({ theme: 'purple', zoom: 2, terminal, lists, added: 'later' }))
    const settings = (await open()).get()
    expect(settings).toMatchObject({
      theme: 'system',
      zoom: 2,
      terminal: { fontSize: 14, scrollback: 100 },
      lists: { containers: { grouped: true, hidden: [] }, images: { grouped: true } },
    })
  })

  it('X1: a damaged file is kept as .bak and the defaults apply', async () => {
    writeFileSync(path(), '{"theme": "dar')
    expect((await open()).get().theme).toBe('system')
    expect(readFileSync(`${path()}.bak`, 'utf8')).toBe('{"theme": "dar')
  })

  it('X1: a failed write is told and loses nothing in memory', async () => {
    const errors: unknown[] = []
    writeFileSync(join(folder.path, 'file'), '')
    const settings = await openSettings(join(folder.path, 'file', 'below'), (error) => errors.push(error))
    settings.save({ theme: 'light' })
    await settings.flush()
    expect(errors).toHaveLength(1)
    expect(settings.get().theme).toBe('light')
  })

  it('X1: a watcher gets the settings now, then after each change, until it ends', async () => {
    const settings = await open()
    const stop = new AbortController()
    const seen: string[] = []
    const watching = (async () => {
      for await (const { theme } of settings.watch(stop.signal)) seen.push(theme)
    })()
    await expect.poll(() => seen.length).toBe(1)
    settings.save({ theme: 'dark' })
    await expect.poll(() => seen).toEqual(['system', 'dark'])
    stop.abort()
    await watching
    await settings.flush()
  })
})

describe('X4: files are replaced atomically', () => {
  it('X4: a failed replacement leaves the old file and nothing beside it', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder.path, 'target'))
    writeFileSync(join(folder.path, 'target', 'inside'), 'x')
    await expect(replaceFile(join(folder.path, 'target'), 'text')).rejects.toThrow()
    expect(readdirSync(folder.path)).toEqual(['target'])
    await replaceFile(join(folder.path, 'a', 'file'), 'one')
    await replaceFile(join(folder.path, 'a', 'file'), 'two', { backup: join(folder.path, 'a', 'file.bak') })
    expect(readFileSync(join(folder.path, 'a', 'file.bak'), 'utf8')).toBe('one')
    expect(readdirSync(join(folder.path, 'a')).sort()).toEqual(['file', 'file.bak'])
    folder.remove()
  })
})

describe('X3: the user’s data folder', () => {
  it.each([
    ['linux', {}, '/home/me/.config/slipway'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/slipway'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/me/.config/slipway'],
    ['darwin', {}, '/home/me/Library/Application Support/Slipway'],
    ['win32', { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' }, 'C:\\Users\\me\\AppData\\Roaming\\Slipway'],
    ['win32', { SLIPWAY_USER_DATA: 'D:\\data' }, 'D:\\data'],
  ] as const)('X3: %s %j', (platform, env, expected) => {
    expect(userDataFolder(env, platform, '/home/me')).toBe(expected)
  })
})
