import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseDoor, hasDisplay, officialElectron, windowArguments } from '../../../scripts/parts/choose-electron.mjs'
import { cacheFolder, standInFolder } from '../../../scripts/parts/stand-in.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-electron-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

describe('npm start: which door', () => {
  it('needs a display on Linux only', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'win32')).toBe(true)
  })

  it.runIf(process.platform === 'linux')('takes the browser without a display, and says why', async () => {
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    expect(await chooseDoor()).toEqual({ executable: undefined, why: expect.stringContaining('no display') })
  })

  it('finds the official Electron only when its binary is there', () => {
    const folder = join(root, 'node_modules', 'electron')
    mkdirSync(join(folder, 'dist'), { recursive: true })
    expect(officialElectron(root)).toBeUndefined()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(officialElectron(root)).toBeUndefined()
    writeFileSync(join(folder, 'dist', 'electron'), '')
    expect(officialElectron(root)).toBe(join(folder, 'dist', 'electron'))
  })

  it('turns the sandbox off for root on Linux only, and says so', () => {
    const said = []
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0
    expect(windowArguments((line) => said.push(line))).toEqual(isRoot ? ['--no-sandbox'] : [])
    expect(said).toHaveLength(isRoot ? 1 : 0)
  })

  it('keeps the stand-in in the cache that XDG_CACHE_HOME names', () => {
    vi.stubEnv('XDG_CACHE_HOME', root)
    expect(cacheFolder()).toBe(join(root, 'slipway'))
    expect(standInFolder().startsWith(join(root, 'slipway', 'electron-'))).toBe(true)
  })
})
