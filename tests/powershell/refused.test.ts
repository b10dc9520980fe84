import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSession } from '../../main/setup/host/open-session.ts'
import { linkTo, type RunnerLink } from '../../main/setup/host/runner-link.ts'
import { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { type HostTarget, parseHostTarget } from '../../main/setup/host/target.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { reversed } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh, pwshProgram, runnerFolder } from '../support/powershell/pwsh.ts'
import { describeWhere } from '../support/where.ts'

/** A runner started by a line of PowerShell. */
function linkOf(command: string): RunnerLink {
  return linkTo(pwshProgram(), ['-NoProfile', '-NonInteractive', '-Command', command])
}

const failure = async (opening: Promise<RunnerSession>) => {
  const error = await opening.then(
    async (session) => {
      await session.close()
      return new Error('It opened.')
    },
    (error: unknown) => error,
  )
  return error instanceof SlipwayError ? error.explained : { code: String(error) }
}

describeWhere(pwsh !== undefined, noPwsh, 'H1: sessions that cannot be', () => {
  const runner = `& '${join(runnerFolder, 'runner.ps1')}'`
  const openWith = (command: string) =>
    RunnerSession.open({
      name: 'this machine',
      parameters: null,
      secrets: reversed,
      start: async () => linkOf(command),
    })

  it('H1: Constrained Language Mode is found before anything is run, and named', async () => {
    const constrained = `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; ${runner}`
    expect(await failure(openWith(constrained))).toMatchObject({
      code: 'language-mode',
      message: expect.stringContaining('ConstrainedLanguage'),
    })
  })

  it('H1: a PowerShell that ends with an error says it', async () => {
    expect(await failure(openWith(`throw 'broken machine'`))).toMatchObject({
      code: 'session-refused',
      detail: expect.stringContaining('broken machine'),
    })
  })

  it('H1: a policy that forbids scripts is told from other ends', async () => {
    const refusal = `File runner.ps1 cannot be loaded because running scripts is disabled. PSSecurityException UnauthorizedAccess`
    expect(await failure(openWith(`[Console]::Error.WriteLine('${refusal}'); exit 1`))).toMatchObject({
      code: 'execution-policy',
    })
  })

  it('H1: a PowerShell that never answers is given up', async () => {
    const opening = RunnerSession.open({
      name: 'winrm://srv1',
      parameters: null,
      secrets: reversed,
      openWithin: 700,
      start: async () => linkOf('Start-Sleep 20'),
    })
    expect(await failure(opening)).toMatchObject({ code: 'host-unreachable' })
  })

  it('H1: opening can be cancelled', async () => {
    const stop = new AbortController()
    const source = { name: 'x', parameters: null, secrets: reversed, start: async () => linkOf('Start-Sleep 20') }
    const opening = RunnerSession.open(source, stop.signal)
    setTimeout(() => stop.abort(new Error('enough')), 200)
    await expect(opening).rejects.toThrow('enough')
  })

  const open = (text: string, secrets = reversed) =>
    openSession(parseHostTarget(text) as Exclude<HostTarget, { kind: 'practice' }>, {
      secrets,
      program: pwshProgram(),
      runnerFolder,
    })

  // No machine of ours can do these: what is proved is the way there and the words.
  it.each([['winrm://SRV1%5Cme@srv1.invalid'], ['winrm://srv1.invalid?https'], ["vm:it's (1) “x”"]])(
    'H1: %s is asked for, and what PowerShell says here is explained',
    async (text) => {
      expect(await failure(open(text))).toMatchObject({
        code: expect.stringMatching(/^(winrm-not-here|session-refused|host-unreachable)$/),
        message: expect.stringContaining(text.slice(0, 3)),
        detail: expect.stringMatching(/\w/),
      })
    },
  )

  it('H1: a password that is not given opens nothing', async () => {
    const none = () => Promise.reject(new Error('no password was given'))
    await expect(open('winrm://me@srv1.invalid', none)).rejects.toThrow('no password was given')
  })
})
