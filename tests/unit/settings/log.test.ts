import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openLog } from '../../../main/log.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

describe('C6, X4: the log', () => {
  let folder: TemporaryFolder
  beforeEach(() => {
    folder = temporaryFolder()
    return () => folder.remove()
  })

  it('C6: secrets are taken out by key, from addresses and from PEM blocks', () => {
    const log = openLog(folder.path)
    log.info('dialled ssh://me:hush1@win1', {
      password: 'hush2',
      draft: { secrets: { key: 'hush3' }, keyPassphrase: 'hush4' },
      headers: { 'X-Registry-Auth': 'hush5' },
      url: 'tcp://win1',
    })
    log.failure(new Error('-----BEGIN PRIVATE KEY-----\nhush6\n-----END PRIVATE KEY-----'), 'abcd1234')
    log.close()
    const text = readFileSync(log.path, 'utf8')
    expect(text).not.toMatch(/hush\d/)
    expect(text).toContain('tcp://win1')
    expect(text).toContain('abcd1234')
  })

  it('X4: a failure is on the disk at once, with its id and stack', () => {
    const log = openLog(folder.path)
    log.failure(new TypeError('no such field'), 'id-7')
    const [entry] = readFileSync(log.path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entry).toMatchObject({ level: 50, id: 'id-7', name: 'TypeError', msg: 'no such field' })
    expect(entry.stack).toContain('log.test')
    log.close()
  })

  it('X4: it is rotated by size, and keeps two older files', () => {
    const log = openLog(folder.path)
    const filler = 'x'.repeat(100_000)
    for (let count = 0; count < 100; count += 1) log.info(filler)
    log.close()
    const names = readdirSync(join(folder.path, 'log')).sort()
    expect(names).toEqual(['slipway.log', 'slipway.log.1', 'slipway.log.2'])
    for (const name of names) expect(statSync(join(folder.path, 'log', name)).size).toBeLessThan(2_400_000)
  })

  it('X4: a folder that cannot be written is no failure of the program', () => {
    writeFileSync(join(folder.path, 'file'), '')
    const log = openLog(join(folder.path, 'file'))
    expect(() => log.info('lost')).not.toThrow()
    log.close()
  })
})
