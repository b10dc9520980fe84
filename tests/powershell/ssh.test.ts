import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSession } from '../../main/setup/host/open-session.ts'
import type { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { parseHostTarget } from '../../main/setup/host/target.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { objectsOf, reversed } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh, pwshProgram, runnerFolder } from '../support/powershell/pwsh.ts'
import { type Sshd, startSshd, whyNoSshd } from '../support/sshd.ts'
import { type StandIns, startStandIns } from '../support/stand-ins/start.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const why = pwsh === undefined ? noPwsh : (whyNoSshd() ?? '')
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describeWhere(why === '', why, 'H1: PowerShell remoting over a real SSH', () => {
  const folder = temporaryFolder()
  const knownHostsPath = join(folder.path, 'known_hosts')
  let bootTime = '2026-11-01T08:00:00.000Z'
  let sshd: Sshd
  let standIns: StandIns
  let session: RunnerSession

  const open = (changes: { user?: string; port?: number; keyPath?: string } = {}) => {
    const target = parseHostTarget(`ssh://${changes.user ?? sshd.user}@127.0.0.1:${changes.port ?? sshd.port}`)
    if (target.kind !== 'ssh') throw new Error('not SSH')
    return openSession(target, {
      secrets: reversed,
      program: pwshProgram(),
      runnerFolder: standIns?.runnerFolder ?? runnerFolder,
      ssh: { keyPath: changes.keyPath ?? sshd.keyPath, knownHostsPath },
      openWithin: 60_000,
    })
  }
  const trust = () => writeFileSync(knownHostsPath, `[127.0.0.1]:${sshd.port} ${sshd.hostKey()}\n`)
  const refusal = (opening: Promise<RunnerSession>) =>
    opening.then(
      async (opened) => {
        await opened.close()
        return 'opened'
      },
      (error: unknown) => (error instanceof SlipwayError ? error.explained.code : String(error)),
    )

  beforeAll(async () => {
    standIns = await startStandIns(async () => ({
      objects: [{ LastBootUpTime: bootTime }],
      errors: [],
      exitCode: null,
      output: '',
      errorOutput: '',
    }))
    sshd = await startSshd({
      subsystems: { powershell: `${pwsh} -sshs -NoLogo -NoProfile` },
      environment: {
        SLIPWAY_STAND_INS: standIns.environment.SLIPWAY_STAND_INS ?? '',
        DOTNET_ROOT: process.env.DOTNET_ROOT ?? '',
      },
    })
    trust()
    session = await open()
  })
  afterAll(async () => {
    await session?.close()
    await sshd?.stop()
    await standIns?.stop()
    folder.remove()
  })

  it('H1: the runner runs inside the remote session', async () => {
    expect(session.name).toBe(`ssh://${sshd.user}@127.0.0.1:${sshd.port}`)
    const [here] = await objectsOf(session, {
      run: 'Get-Variable',
      with: { Name: 'PSSenderInfo' },
      take: ['Name', 'Value.ConnectionString'],
    })
    // Only a remote session has it.
    expect(here).toMatchObject({ Name: 'PSSenderInfo' })
    const [date] = await objectsOf(session, { run: 'Get-Date', with: { Year: 2020 }, take: ['DayOfWeek', 'Year'] })
    expect(date).toMatchObject({ Year: 2020, DayOfWeek: expect.stringMatching(/day$/) })
  })

  it('H1: errors, streams, secrets and native commands are as on this machine', async () => {
    const { errors } = await session.invoke({ run: 'Get-Item', with: { LiteralPath: '/nope' } })
    expect(errors).toMatchObject([
      {
        id: 'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand',
        exception: 'System.Management.Automation.ItemNotFoundException',
        terminating: false,
      },
    ])
    const items: unknown[] = []
    const onStream = (item: unknown) => items.push(item)
    await session.invoke({ run: 'Write-Warning', with: { Message: 'Größe' } }, { onStream })
    await session.invoke({ run: 'Write-Progress', with: { Activity: 'Copy', PercentComplete: 7 } }, { onStream })
    expect(items).toMatchObject([
      { stream: 'warning', text: 'Größe' },
      { stream: 'progress', text: expect.stringMatching(/^Copy/), percent: 7 },
    ])
    const [secret] = await objectsOf(session, {
      run: 'New-Object',
      with: { TypeName: 'psobject', Property: { a: { user: 'u', secret: 'four' } } },
      take: ['a.UserName', 'a.Password.Length'],
    })
    expect(secret).toEqual({ 'a.UserName': 'u', 'a.Password.Length': 4 })
    const native = await session.invoke({
      native: process.execPath,
      args: ['-p', 'process.argv.slice(1)', 'a "b"\\', ''],
    })
    expect(native).toMatchObject({ exitCode: 0, output: `[ 'a "b"\\\\', '' ]\n` })
  })

  it('H1: a prompt fails instead of waiting', async () => {
    const { errors } = await session.invoke({ run: 'Read-Host', with: { Prompt: 'Name' } }, { deadline: 20_000 })
    expect(errors).toMatchObject([{ terminating: true }])
  })

  it('H1: a call is stopped there too', async () => {
    const stop = AbortSignal.timeout(400)
    await expect(session.invoke({ run: 'Start-Sleep', with: { Seconds: 50 } }, { signal: stop })).rejects.toThrow()
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
  })

  it('H1: files go there and back with their hash, and the target is replaced whole', async () => {
    const bytes = randomBytes(1_200_000)
    const [local, remote, back] = ['local', 'the “remote” file', 'back'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(local, bytes)
    writeFileSync(remote, 'what was there')
    await session.put(local, remote)
    expect(hash(readFileSync(remote))).toBe(hash(bytes))
    await session.get(remote, back)
    expect(hash(readFileSync(back))).toBe(hash(bytes))
    writeFileSync(local, '')
    await session.put(local, remote)
    expect(statSync(remote).size).toBe(0)
    await session.get(remote, back)
    expect(statSync(back).size).toBe(0)
    await expect(session.put(local, join(folder.path, 'no/such/folder'))).rejects.toMatchObject({
      explained: { code: 'file-not-copied' },
    })
    await expect(session.get('/nope', join(folder.path, 'other'))).rejects.toMatchObject({
      explained: { code: 'file-not-copied' },
    })
    await expect(session.put(local, 'relative')).rejects.toThrow(/could not be copied/)
    expect(existsSync(join(folder.path, 'other'))).toBe(false)
    expect(readdirSync(folder.path).filter((name) => name.includes('slipway-'))).toEqual([])
  })

  it('H1: a session that drops is said to be lost, and made again', async () => {
    const call = session.invoke({ run: 'Start-Sleep', with: { Seconds: 50 } })
    setTimeout(() => sshd.dropSessions(), 700)
    await expect(call).rejects.toMatchObject({ explained: { code: 'session-lost' } })
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
  })

  it('H1: a session that drops between two calls is noticed by the next and made again', async () => {
    sshd.dropSessions()
    await session.invoke({ run: 'Get-Date', take: ['Year'] }).catch(() => undefined)
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
  })

  it('H1: a restart is awaited by the boot time, while the host cannot be reached', async () => {
    const before = await session.bootTime()
    expect(before).toBe(Date.parse(bootTime))
    const waiting = session.waitForRestart(before, { deadline: 60_000 })
    setTimeout(() => {
      bootTime = '2026-11-01T09:00:00.000Z'
      sshd.dropSessions()
    }, 1500)
    await waiting
    expect(await session.bootTime()).toBe(Date.parse('2026-11-01T09:00:00.000Z'))
    await expect(session.waitForRestart(await session.bootTime(), { deadline: 1500 })).rejects.toMatchObject({
      explained: { code: 'restart-not-seen' },
    })
  }, 120_000)

  it('H1: a host key that is not known is told as such', async () => {
    writeFileSync(knownHostsPath, '')
    expect(await refusal(open())).toBe('ssh-host-key-unknown')
    trust()
  })

  it('H1: a key that the host does not take is told as such', async () => {
    const wrong = join(folder.path, 'wrong')
    writeFileSync(wrong, '', { mode: 0o600 })
    expect(await refusal(open({ keyPath: wrong }))).toBe('ssh-access-denied')
  })

  it('H1: a port where nobody listens is told as such', async () => {
    writeFileSync(knownHostsPath, `[127.0.0.1]:1 ${sshd.hostKey()}\n`)
    expect(await refusal(open({ port: 1 }))).toBe('host-unreachable')
    trust()
  })

  it('H1: a host without PowerShell behind its SSH is told as such', async () => {
    const bare = await startSshd()
    try {
      writeFileSync(knownHostsPath, `[127.0.0.1]:${bare.port} ${bare.hostKey()}\n`)
      expect(await refusal(open({ port: bare.port, keyPath: bare.keyPath }))).toBe('ssh-subsystem-missing')
    } finally {
      await bare.stop()
      trust()
    }
  })
})
