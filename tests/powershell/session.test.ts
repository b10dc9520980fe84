import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../main/setup/call.ts'
import type { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { objectsOf, openLocal } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { describeWhere } from '../support/where.ts'

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  return error instanceof SlipwayError ? error.explained.code : String(error)
}

describeWhere(pwsh !== undefined, noPwsh, 'H1: a session with this machine through the real runner', () => {
  let session: RunnerSession
  beforeAll(async () => {
    session = await openLocal()
  })
  afterAll(() => session.close())

  it('H1: tells who answers', () => {
    expect(session.name).toBe('this machine')
    expect(session.facts).toMatchObject({ edition: 'Core', user: expect.any(String) })
    expect(session.elevated).toBe(process.getuid?.() === 0)
  })

  it('H1: an error that stops a cmdlet comes whole', async () => {
    const { objects, errors } = await session.invoke({ run: 'Get-Nothing', take: ['Name'] })
    expect(objects).toEqual([])
    expect(errors).toEqual([
      {
        message: expect.stringContaining("The term 'Get-Nothing' is not recognized"),
        id: 'CommandNotFoundException',
        category: 'ObjectNotFound',
        target: 'Get-Nothing',
        exception: 'System.Management.Automation.CommandNotFoundException',
        hresult: expect.any(Number),
        terminating: true,
      },
    ])
  })

  it('H1: errors that do not stop a cmdlet stand beside its objects', async () => {
    const { objects, errors } = await session.invoke({
      run: 'Get-Item',
      with: { LiteralPath: ['/nope', '/tmp'] },
      take: ['Name'],
    })
    expect(objects).toEqual([{ Name: 'tmp' }])
    expect(errors).toMatchObject([{ terminating: false, target: '/nope', category: 'ObjectNotFound' }])
  })

  it('H1: a prompt fails instead of waiting', async () => {
    const { errors: asked } = await session.invoke({ run: 'Read-Host' })
    expect(asked).toMatchObject([{ id: expect.stringMatching(/^HostFunctionNotImplemented/) }])
    const { errors: missing } = await session.invoke({ run: 'Get-Item' })
    expect(missing).toMatchObject([{ id: expect.stringMatching(/^MissingMandatoryParameter/) }])
  })

  it('H1: a call is stopped, and the session lives on', async () => {
    const stop = new AbortController()
    const began = Date.now()
    const call = session.invoke({ run: 'Start-Sleep', with: { Seconds: 50 } }, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('the person said so')), 300)
    await expect(call).rejects.toThrow('the person said so')
    expect(Date.now() - began).toBeLessThan(8000)
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
  })

  it('H1: a deadline stops a call', async () => {
    expect(await codeOf(session.invoke({ run: 'Start-Sleep', with: { Seconds: 50 } }, { deadline: 300 }))).toBe(
      'call-timed-out',
    )
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
  })

  it('H1: calls that are asked for at once run one after the other', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((Year) => objectsOf(session, { run: 'Get-Date', with: { Year: Year + 2000 }, take: ['Year'] })),
    )
    expect(answers).toEqual([[{ Year: 2001 }], [{ Year: 2002 }], [{ Year: 2003 }]])
  })

  it('H1: a secret arrives as a SecureString, and in a credential', async () => {
    const [object] = await objectsOf(session, {
      run: 'New-Object',
      with: { TypeName: 'psobject', Property: { a: { secret: 'x1' }, b: { user: 'CONTOSO\\me', secret: 'x2' } } },
      take: ['a.Length', 'a', 'b.UserName', 'b.Password'],
    })
    expect(object).toEqual({
      'a.Length': 2,
      a: 'System.Security.SecureString',
      'b.UserName': 'CONTOSO\\me',
      'b.Password': 'System.Security.SecureString',
    })
  })

  it('H1: streams come while the call runs', async () => {
    const items: string[] = []
    const lines = 'setTimeout(() => console.log("second"), 700); console.log("first")'
    let late = 0
    await session.invoke(
      { native: process.execPath, args: ['-e', lines] },
      {
        onStream: ({ text }) => {
          items.push(text)
          late = Date.now()
        },
      },
    )
    expect(items).toEqual(['first', 'second'])
    const first: number[] = []
    await session.invoke({ native: process.execPath, args: ['-e', lines] }, { onStream: () => first.push(Date.now()) })
    expect((first[1] ?? 0) - (first[0] ?? 0)).toBeGreaterThan(400)
    expect(late).toBeGreaterThan(0)
    const warned: unknown[] = []
    const warn = { run: 'Write-Warning', with: { Message: 'Größe “ok”' } }
    await session.invoke(warn, { onStream: (item) => warned.push(item) })
    await session.invoke(
      { run: 'Write-Verbose', with: { Message: 'v', Verbose: given } },
      { onStream: (item) => warned.push(item) },
    )
    await session.invoke(
      { run: 'Write-Progress', with: { Activity: 'Copy', Status: 'half', PercentComplete: 50 } },
      { onStream: (item) => warned.push(item) },
    )
    expect(warned).toMatchObject([
      { stream: 'warning', text: 'Größe “ok”' },
      { stream: 'verbose', text: 'v' },
      { stream: 'progress', text: 'Copy: half', percent: 50 },
    ])
  })

  it('H1: a session whose PowerShell ends is said to be lost, and made again', async () => {
    const pid = session.facts?.process ?? 0
    const call = session.invoke({ run: 'Start-Sleep', with: { Seconds: 50 } })
    setTimeout(() => process.kill(pid, 'SIGKILL'), 500)
    expect(await codeOf(call)).toBe('session-lost')
    expect(await objectsOf(session, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
    expect(session.facts?.process).not.toBe(pid)
  })
})
