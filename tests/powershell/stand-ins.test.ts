import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Call, type CallOutcome, given } from '../../main/setup/call.ts'
import type { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { objectsOf, openLocal } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { type StandIns, startStandIns } from '../support/stand-ins/start.ts'
import { describeWhere } from '../support/where.ts'

const nothing: CallOutcome = { objects: [], errors: [], exitCode: null, output: '', errorOutput: '' }

describeWhere(pwsh !== undefined, noPwsh, 'H4: stand-ins of cmdlets in the real PowerShell', () => {
  let standIns: StandIns
  let session: RunnerSession
  const asked: Call[] = []
  let next: CallOutcome = nothing
  beforeAll(async () => {
    standIns = await startStandIns(
      async (call, onStream) => {
        asked.push(call)
        onStream({ stream: 'progress', text: 'Installing', percent: 40 })
        onStream({ stream: 'warning', text: 'Careful' })
        return next
      },
      ['bcdedit.exe'],
    )
    session = await openLocal({ environment: standIns.environment, runnerFolder: standIns.runnerFolder })
  })
  afterAll(async () => {
    await session?.close()
    await standIns?.stop()
  })
  const idOf = async (call: Call) => (await session.invoke(call)).errors.map(({ id }) => id.split(',')[0])

  it('H4: a call goes through the real binder to the machine, and its objects come back', async () => {
    next = {
      ...nothing,
      objects: [
        {
          Name: 'a “b”',
          State: 'Running',
          NetworkAdapters: [{ Name: 'n1' }],
          Id: 'x',
          CreationTime: '2026-01-02T03:04:05.678Z',
        },
      ],
    }
    const streams: unknown[] = []
    const outcome = await session.invoke(
      {
        run: 'Get-VM',
        with: { Name: 'a “b”' },
        take: ['Name', 'State', 'NetworkAdapters.Name', 'CreationTime', 'CreationTime.Year', 'Missing'],
      },
      { onStream: (item) => streams.push(item) },
    )
    expect(outcome).toEqual({
      ...nothing,
      objects: [
        {
          Name: 'a “b”',
          State: 'Running',
          'NetworkAdapters.Name': ['n1'],
          CreationTime: '2026-01-02T03:04:05.678Z',
          'CreationTime.Year': 2026,
          Missing: null,
        },
      ],
    })
    expect(asked.at(-1)).toEqual({ run: 'Get-VM', with: { Name: ['a “b”'] }, take: ['*'] })
    // Progress has a way of its own: its place among the others is not told.
    expect(streams).toContainEqual({ stream: 'progress', text: expect.stringMatching(/^Installing/), percent: 40 })
    expect(streams).toContainEqual({ stream: 'warning', text: 'Careful' })
  })

  it('H4: switches, enumerations, credentials and hashtables are bound as on Windows', async () => {
    next = nothing
    const on = await session.invoke({
      run: 'Set-VMNetworkAdapter',
      with: { VMName: 'a', MacAddressSpoofing: 'On', Passthru: given },
    })
    expect(on.errors).toEqual([])
    expect(asked.at(-1)).toMatchObject({
      with: { VMName: 'a', MacAddressSpoofing: 'On', Passthru: { switch: true } },
    })
  })

  it('H4: an error record comes with the id, category, exception and HRESULT of Windows', async () => {
    const error = {
      message: "ArgumentNotValid: The role, role service, or feature name is not valid: 'X'. The name was not found.",
      id: 'NameDoesNotExist,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand',
      category: 'InvalidArgument',
      target: 'X',
      exception: 'System.ArgumentException',
      hresult: -2147024809,
      terminating: false,
    }
    next = { ...nothing, objects: [{ Success: false, RestartNeeded: 'No' }], errors: [error] }
    const call: Call = { run: 'Install-WindowsFeature', with: { Name: 'X' }, take: ['Success', 'RestartNeeded'] }
    expect(await session.invoke(call)).toEqual(next)
    next = { ...nothing, errors: [{ ...error, terminating: true }] }
    expect(await session.invoke(call)).toEqual(next)
  })

  it('H4: the binder refuses a wrong name, type, enumeration value and mixture of sets', async () => {
    const before = asked.length
    expect(await idOf({ run: 'Get-VM', with: { Nmae: 'a' } })).toEqual(['NamedParameterNotFound'])
    expect(await idOf({ run: 'Set-VMProcessor', with: { VMName: 'a', Count: 'two' } })).toEqual([
      'ParameterArgumentTransformationError',
    ])
    expect(await idOf({ run: 'Set-VMNetworkAdapter', with: { VMName: 'a', MacAddressSpoofing: 'Perhaps' } })).toEqual([
      'ParameterArgumentTransformationError',
    ])
    expect(await idOf({ run: 'Set-VMProcessor', with: { VMName: 'a', VM: 'b', Count: 2 } })).toEqual([
      'AmbiguousParameterSet',
    ])
    expect(await idOf({ run: 'Set-VMProcessor', with: { Count: 2 } })).toEqual(['MissingMandatoryParameter'])
    expect(asked).toHaveLength(before)
  })

  it('H1: paths of Windows are asked of the machine, all others of the machine that runs the test', async () => {
    next = {
      ...nothing,
      objects: [{ ProductName: 'Windows Server 2022 Datacenter', UBR: 2113, EditionID: 'ServerDatacenter' }],
    }
    expect(await objectsOf(session, { run: 'Get-SlipwayWindowsVersion', take: ['ProductName', 'UBR'] })).toEqual([
      { ProductName: 'Windows Server 2022 Datacenter', UBR: 2113 },
    ])
    expect(asked.at(-1)).toMatchObject({ run: 'Get-ItemProperty' })
    const before = asked.length
    expect(await objectsOf(session, { run: 'Test-Path', with: { Path: '/tmp' }, take: ['Value'] })).toEqual([
      { Value: true },
    ])
    expect(asked).toHaveLength(before)
  })

  it('H4: a native command reaches the machine with its arguments as they were', async () => {
    next = { ...nothing, exitCode: 5, output: 'hypervisorlaunchtype    Auto\r\n', errorOutput: 'no\r\n' }
    const call: Call = { native: 'bcdedit.exe', args: ['/set', 'a "b"\\', '', '$x'] }
    expect(await session.invoke(call)).toEqual(next)
    expect(asked.at(-1)).toEqual(call)
  })
})
