import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askForConsole } from '../../../scripts/after-pack.mjs'

it('X2: the console launcher of Windows changes one header field, and only of a GUI program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-pack-'))
  const header = Buffer.alloc(512)
  header.writeUInt32LE(128, 0x3c)
  header.write('PE\0\0', 128, 'latin1')
  header.writeUInt16LE(2, 128 + 4 + 20 + 68)
  const path = join(folder, 'program.exe')
  await writeFile(path, header)
  await askForConsole(path)
  const changed = await readFile(path)
  expect([...changed.entries()].filter(([at, byte]) => byte !== header[at])).toEqual([[128 + 4 + 20 + 68, 3]])
  await expect(askForConsole(path)).rejects.toThrow('not a GUI program')
  await rm(folder, { recursive: true })
})
