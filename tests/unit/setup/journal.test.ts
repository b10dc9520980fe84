import { spawn, spawnSync } from 'node:child_process'
import { appendFile, chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockHost } from '../../../main/setup/host-lock.ts'
import { Journal, readJournal } from '../../../main/setup/journal.ts'
import { buildPlan } from '../../../main/setup/plan.ts'
import { serverFacts } from '../../support/setup/facts.ts'
import { FeatureDouble, serverDouble } from '../../support/setup/feature-double.ts'
import { newJournal, privateFolder } from '../../support/setup/run-plan.ts'

const plan = buildPlan('double', [{ procedure: 'containers-feature', parameters: { source: null } }], serverFacts)
const make = (path: string) => newJournal(path, plan, new FeatureDouble(serverDouble()))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error: { explained?: { code: string; cause: string } }) => error.explained,
  )

describe('H12: the journal', () => {
  it('H12: lines are whole and checked when read; a torn last line is left out and cut off', async () => {
    const path = join(await privateFolder(), 'run.jsonl')
    const journal = await make(path)
    await journal.write({ type: 'satisfied', step: 'a', restart: false })
    await journal.close()
    await appendFile(path, '{"type":"apply","step":"b","evid')
    expect((await readJournal(path)).entries).toHaveLength(1)
    const again = await Journal.open(path)
    await again.write({ type: 'satisfied', step: 'b', restart: false })
    await again.close()
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['run', 'satisfied', 'satisfied'])
  })

  it.each([
    ['not JSON', '{"type":\n'],
    ['an entry of no known type', '{"type":"format","at":"2026-01-01T00:00:00Z"}\n'],
    [
      'a call with more in it than a call has',
      '{"type":"undo","at":"x","step":"a","boot":null,"calls":[{"run":"A-B","script":"x"}]}\n',
    ],
  ])('H12: %s in the middle is refused', async (_name, line) => {
    const path = join(await privateFolder(), 'run.jsonl')
    await (await make(path)).close()
    await appendFile(path, line)
    expect(await codeOf(readJournal(path))).toMatchObject({ code: 'journal-damaged' })
  })

  it('H12: a full disk is said plainly, half a line does not stay, and it goes on when there is room', async (test) => {
    const folder = await privateFolder()
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'slipway-test', folder])
    test.skip(mount.status !== 0, 'A small disk can be mounted only by root.')
    onTestFinished(() => void spawnSync('umount', ['-l', folder]))
    const path = join(folder, 'run.jsonl')
    const journal = await make(path)
    await writeFile(join(folder, 'filler'), Buffer.alloc(20_000)).catch(() => undefined)
    const long = { type: 'skipped', step: 'x'.repeat(9000), by: 'tester' } as const
    expect(await codeOf(journal.write(long))).toMatchObject({
      code: 'journal-not-written',
      cause: 'The disk is full.',
    })
    expect((await readJournal(path)).entries).toEqual([])
    await rm(join(folder, 'filler'))
    await journal.write({ type: 'satisfied', step: 'a', restart: false })
    await journal.close()
    expect((await readJournal(path)).entries).toHaveLength(1)
  })

  it('H12: where a folder cannot be made, nothing is begun', async () => {
    const folder = await privateFolder()
    await writeFile(join(folder, 'file'), '')
    expect(await codeOf(make(join(folder, 'file', 'run.jsonl')))).toMatchObject({
      code: 'journal-not-written',
      cause: 'A file of this name is in the way.',
    })
    await mkdir(join(folder, 'closed'))
    await chmod(join(folder, 'closed'), 0o500)
    if (process.getuid?.() !== 0) {
      expect(await codeOf(make(join(folder, 'closed', 'run.jsonl')))).toMatchObject({ code: 'journal-not-written' })
    }
  })
})

describe('H12: one lock a host', () => {
  it('H12: a second run on the same host is refused, on another it is not', async () => {
    const folder = await privateFolder()
    const release = await lockHost(folder, 'winrm://SRV1')
    expect(await codeOf(lockHost(folder, 'winrm://srv1'))).toMatchObject({ code: 'host-locked' })
    await (await lockHost(folder, 'winrm://srv2'))()
    await release()
    await (await lockHost(folder, 'winrm://srv1'))()
  })

  it('H12: the lock of a process that is gone is taken over, that of a living one is not', async () => {
    const folder = await privateFolder()
    const release = await lockHost(folder, 'local')
    const [name = ''] = await readdir(folder)
    await release()
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const write = () => writeFile(join(folder, name), JSON.stringify({ pid: other.pid }))
    await write()
    expect(await codeOf(lockHost(folder, 'local'))).toMatchObject({ code: 'host-locked' })
    const gone = new Promise((resolve) => other.once('exit', resolve))
    other.kill('SIGKILL')
    await gone
    await write()
    await (await lockHost(folder, 'local'))()
  })
})
