import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findRunnerFolder, hashRunner, readModule } from '../../../../main/setup/host/runner-files.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

describe('H1: where the runner lies', () => {
  const assets = join(import.meta.dirname, '../../../../assets/powershell')
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  it('H1: in the checkout, from the sources and from the build', () => {
    expect(findRunnerFolder()).toBe(assets)
    const checkout = join(import.meta.dirname, '../../../..')
    expect(findRunnerFolder(join(checkout, 'out/main'))).toBe(assets)
    expect(findRunnerFolder(join(checkout, 'out/main/chunks'))).toBe(assets)
    expect(readModule(assets)).toContain('function Get-SlipwayPendingRestart {')
  })

  it('H1: beside the archive, where the program is packed: PowerShell reads files only', () => {
    const unpacked = join(folder.path, 'app.asar.unpacked/assets/powershell')
    mkdirSync(unpacked, { recursive: true })
    cpSync(assets, unpacked, { recursive: true })
    expect(findRunnerFolder(join(folder.path, 'app.asar/out/main/chunks'))).toBe(unpacked)
    expect(hashRunner(unpacked)).toBe(hashRunner(assets))
    expect(() => findRunnerFolder('/nowhere/app.asar/out/main')).toThrow('not where it belongs')
    const builder = readFileSync(join(assets, '../../electron-builder.yml'), 'utf8')
    // Packed at all, and outside of the archive.
    expect(builder.match(/assets\/powershell\/\*\*/g)).toHaveLength(2)
  })
})
