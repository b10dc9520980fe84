import { spawn } from 'node:child_process'
import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Call } from '../../main/setup/call.ts'
import { bindPlan } from '../../main/setup/host/elevated/bound-plan.ts'
import { openElevatedSession } from '../../main/setup/host/elevated/elevated-session.ts'
import { hashRunner } from '../../main/setup/host/runner-files.ts'
import { reversed } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh, pwshProgram, runnerFolder } from '../support/powershell/pwsh.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

describeWhere(pwsh !== undefined, noPwsh, 'H14: the elevated runner, bound to one plan', () => {
  const folder = temporaryFolder()
  const plan = bindPlan({ id: 'test' }, ['Get-Date', 'Start-Sleep', process.execPath])
  const started: ReturnType<typeof spawn>[] = []
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL')
    folder.remove()
  })

  // Windows' own question cannot be asked here: the runner is started as it is, everything else is real.
  const start = async (args: readonly string[]) => {
    const { path, environment } = pwshProgram()
    started.push(spawn(path, args, { stdio: 'ignore', env: environment }))
  }
  const open = (changes: { plan?: typeof plan; runnerFolder?: string; tamper?: (args: string[]) => string[] } = {}) =>
    openElevatedSession({
      runnerFolder: changes.runnerFolder ?? runnerFolder,
      plan: changes.plan ?? plan,
      secrets: reversed,
      within: 30_000,
      start: (args) => start(changes.tamper?.([...args]) ?? args),
    })

  it('H14: runs what the plan names, and nothing else', async () => {
    const session = await open()
    try {
      const date = await session.invoke({ run: 'Get-Date', with: { Year: 2020 }, take: ['Year'] })
      expect(date.objects).toEqual([{ Year: 2020 }])
      const native = await session.invoke({ native: process.execPath, args: ['-p', '1'] })
      expect(native.output).toBe('1\n')
      const others: Call[] = [
        { run: 'Get-Item', with: { Path: '/' } },
        { run: 'Invoke-Expression', with: { Command: 'Get-Date' } },
        { native: 'sh', args: ['-c', 'true'] },
      ]
      for (const call of others) {
        expect((await session.invoke(call)).errors).toMatchObject([
          { message: expect.stringMatching(/^The plan does not name the command/), terminating: true },
        ])
      }
      await expect(
        session.invoke({ run: 'Start-Sleep', with: { Seconds: 40 } }, { deadline: 300 }),
      ).rejects.toMatchObject({ explained: { code: 'call-timed-out' } })
    } finally {
      await session.close()
    }
    await expect(session.invoke({ run: 'Get-Date' })).rejects.toMatchObject({ explained: { code: 'session-lost' } })
  })

  it('H14: ends by itself when Slipway goes', async () => {
    const session = await open()
    const child = started.at(-1)
    const gone = new Promise((done) => child?.once('exit', done))
    await session.close()
    await gone
  })

  it('H14: refuses another plan than the one its command line names', async () => {
    const tamper = (args: string[]) => args.map((arg) => (arg === plan.sha256 ? '0'.repeat(64) : arg))
    await expect(open({ tamper })).rejects.toMatchObject({ explained: { code: 'plan-not-agreed' } })
  })

  it('H14: refuses to be another runner than the one that was agreed to', async () => {
    const changed = join(folder.path, 'runner')
    cpSync(runnerFolder, changed, { recursive: true })
    appendFileSync(join(changed, 'call.ps1'), '\n# changed\n')
    expect(hashRunner(changed)).not.toBe(hashRunner(runnerFolder))
    const tamper = (args: string[]) => args.map((arg) => (arg === hashRunner(changed) ? hashRunner(runnerFolder) : arg))
    await expect(open({ runnerFolder: changed, tamper })).rejects.toMatchObject({
      explained: { code: 'plan-not-agreed' },
    })
    const same = await open({ runnerFolder: changed })
    await same.close()
  })

  it('H14: no plan may name what runs text', async () => {
    const loose = bindPlan({ id: 'loose' }, ['invoke-expression'])
    await expect(open({ plan: loose })).rejects.toMatchObject({ explained: { code: 'plan-not-agreed' } })
  })
})
