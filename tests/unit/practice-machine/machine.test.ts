import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { PracticeMachines } from '../../../main/practice/machine/practice-machines.ts'
import { findPreset } from '../../../main/practice/machine/presets/catalogue.ts'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import { given } from '../../../main/setup/call.ts'
import { done, one, practiceMachine, refused } from './practice-fixture.ts'

const install = { run: 'Install-WindowsFeature', with: { Name: ['Containers'] } }
const installed = { run: 'Get-WindowsFeature', with: { Name: ['Containers'] }, take: ['InstallState'] }

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'practice-machine-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function machineIn(folder: string, name = 'server-2022', pace = 0): PracticeMachine {
  const preset = findPreset(name)
  if (!preset) throw new Error(name)
  return new PracticeMachine({ name, folder, make: preset.make, pace })
}

test('P3: a restart drops the session, takes its time, and changes the boot time', async () => {
  const machine = practiceMachine('server-2022', undefined, 0.05)
  const session = practiceSession(machine)
  const before = await session.bootTime()
  await session.invoke({ run: 'Restart-Computer', with: { Force: given } })
  await expect(session.invoke(installed)).rejects.toMatchObject({ explained: { code: 'session-lost' } })
  await expect(session.bootTime()).rejects.toMatchObject({ explained: { code: 'session-lost' } })
  await session.waitForRestart(before, { deadline: 5000 })
  expect(await session.bootTime()).toBeGreaterThan(before)
  const os = await one(machine, 'Get-CimInstance', { ClassName: 'Win32_OperatingSystem' }, ['LastBootUpTime'])
  expect(Date.parse(String(os.LastBootUpTime))).toBe(await session.bootTime())
})

test('P3: without elevation changes are refused as Windows does, and reading goes on', async () => {
  const machine = practiceMachine('server-2022')
  expect(await refused(machine, 'Install-WindowsFeature', { Name: ['Containers'] }, false)).toMatchObject({
    message: 'You do not have adequate user rights to make changes to the target computer.',
    category: 'PermissionDenied',
  })
  expect(await refused(machine, 'Restart-Computer', { Force: given }, false)).toMatchObject({
    id: 'RestartcomputerFailed,Microsoft.PowerShell.Commands.RestartComputerCommand',
  })
  expect((await refused(machine, 'Stop-Service', { Name: 'WinRM' }, false)).message).toContain(
    "Cannot open WinRM service on computer '.'.",
  )
  expect(await one(machine, 'Get-WindowsFeature', { Name: 'Containers' }, ['InstallState'], false)).toEqual({
    InstallState: 'Available',
  })
  const user = practiceMachine('server-2022-user')
  const session = practiceSession(user)
  expect(session.elevated).toBe(false)
  expect((await session.invoke(install)).errors).toHaveLength(1)
})

test('P2: the next call fails with the record that a person chose, once', async () => {
  const machine = practiceMachine('server-2022')
  await machine.edit((state) => {
    state.faults.failNext = {
      call: 'Install-*',
      message: 'The source files could not be found.',
      id: 'X,Y',
      category: 'InvalidOperation',
      hresult: -2146498529,
    }
  })
  await done(machine, 'Get-WindowsFeature')
  expect(await refused(machine, 'Install-WindowsFeature', { Name: ['Containers'] })).toMatchObject({
    id: 'X,Y',
    hresult: -2146498529,
  })
  expect((await machine.invoke(install, true)).errors).toEqual([])
})

test.each([
  ['before', 'Available'],
  ['after', 'InstallPending'],
] as const)('P2: a session that drops %s the change leaves it %s', async (when, state) => {
  const machine = practiceMachine('server-2022')
  await machine.edit((draft) => {
    draft.faults.dropNext = when
  })
  await done(machine, 'Get-WindowsFeature')
  await expect(machine.invoke(install, true)).rejects.toMatchObject({ explained: { code: 'session-lost' } })
  expect((await machine.invoke(installed, true)).objects).toEqual([{ InstallState: state }])
})

test('P2: power lost in the middle of a change: nothing was done, and the machine starts again', async () => {
  const machine = practiceMachine('server-2022')
  const before = await machine.bootTime()
  await machine.edit((draft) => {
    draft.faults.powerLossNext = true
  })
  await expect(machine.invoke(install, true)).rejects.toMatchObject({ explained: { code: 'session-lost' } })
  expect(await machine.bootTime()).toBeGreaterThan(before)
  expect((await machine.invoke(installed, true)).objects).toEqual([{ InstallState: 'Available' }])
})

test('P2: slow calls meet their deadline, and a cancelled call changes nothing', async () => {
  const machine = practiceMachine('server-2022')
  await machine.edit((draft) => {
    draft.faults.slow = 60_000
  })
  await expect(machine.invoke(install, true, { deadline: 30 })).rejects.toMatchObject({
    explained: { code: 'call-timed-out' },
  })
  const controller = new AbortController()
  const call = machine.invoke(install, true, { signal: controller.signal })
  setTimeout(() => controller.abort(new Error('no more')), 30)
  await expect(call).rejects.toThrow()
  await machine.edit((draft) => {
    draft.faults.slow = 0
  })
  expect((await machine.invoke(installed, true)).objects).toEqual([{ InstallState: 'Available' }])
})

test('P2: the machine survives a restart of the program, is seen by two of them, and goes back to its beginning', async () => {
  const folder = folderOfTest()
  const one = machineIn(folder)
  const other = machineIn(folder)
  await one.invoke(install, true)
  expect((await other.invoke(installed, true)).objects).toEqual([{ InstallState: 'InstallPending' }])
  await Promise.all([
    ...Array.from({ length: 10 }, (_, at) => one.edit((state) => void state.sources.push(`A${at}`))),
    ...Array.from({ length: 10 }, (_, at) => other.edit((state) => void state.sources.push(`B${at}`))),
  ])
  expect(machineIn(folder).state().sources).toHaveLength(20)
  await other.reset()
  expect((await one.invoke(installed, true)).objects).toEqual([{ InstallState: 'Available' }])
})

test('P2: a lock left by a killed program does not keep the machine for ever', async () => {
  const folder = folderOfTest()
  const machine = machineIn(folder)
  await machine.bootTime()
  writeFileSync(join(folder, 'lock'), '2147483000 x')
  const asked = Date.now()
  await expect(machine.bootTime()).resolves.toBeGreaterThan(0)
  expect(Date.now() - asked).toBeLessThan(2000)
})

test('P3: files go to the machine and come back byte by byte', async () => {
  const folder = folderOfTest()
  const machine = machineIn(join(folder, 'machine'))
  const session = practiceSession(machine)
  const bytes = Buffer.from([0, 255, 254, 10, 13, 200])
  writeFileSync(join(folder, 'a.bin'), bytes)
  await session.put(join(folder, 'a.bin'), 'C:\\Temp\\a.bin')
  await session.get('c:\\temp\\A.BIN', join(folder, 'b.bin'))
  expect(readFileSync(join(folder, 'b.bin'))).toEqual(bytes)
  await expect(session.get('C:\\none', join(folder, 'c.bin'))).rejects.toMatchObject({
    explained: { code: 'host-file' },
  })
  expect((await done(machine, 'Test-Path', { Path: ['C:\\Temp', 'C:\\none'] }, ['Value'])).objects).toEqual([
    { Value: true },
    { Value: false },
  ])
})

test('P2: machines are opened by name from one folder, the default one without', async () => {
  const machines = new PracticeMachines(folderOfTest(), 0)
  expect(machines.open().name).toBe('server-2022-docker')
  expect(machines.open('hyperv-host')).toBe(machines.open('hyperv-host'))
  expect(machines.catalogue.map(({ name }) => name)).toContain('windows-11')
  expect(() => machines.open('../x')).toThrow('There is no practice machine ../x.')
})

test('P2: who watches a machine hears of a change by another process', async () => {
  const folder = folderOfTest()
  const machine = machineIn(folder)
  let heard = 0
  const end = machine.watch(() => {
    heard += 1
  })
  onTestFinished(end)
  await machineIn(folder).invoke(install, true)
  await expect.poll(() => heard).toBeGreaterThan(0)
  expect(machine.state().pending.componentServicing).toBe(true)
})

test('P2: a damaged file is said so and cured by a reset; what an older program did not know is filled in', async () => {
  const folder = folderOfTest()
  const machine = machineIn(folder)
  await machine.invoke(install, true)
  const { engineConfig: _config, events: _events, ...older } = machine.state()
  writeFileSync(join(folder, 'machine.json'), JSON.stringify(older))
  expect(machineIn(folder).state()).toMatchObject({
    events: [],
    engineConfig: null,
    features: { Containers: 'enable-pending' },
  })
  writeFileSync(join(folder, 'machine.json'), '{"windows":')
  await expect(machine.invoke(installed, true)).rejects.toMatchObject({ explained: { code: 'practice-state-damaged' } })
  await machine.reset()
  expect((await machine.invoke(installed, true)).objects).toEqual([{ InstallState: 'Available' }])
})

test('P3: what Windows goes on with shows at its end only, whoever is gone by then', async () => {
  const folder = folderOfTest()
  const work = { run: 'Get-SlipwayWork', take: ['Running', 'Call', 'Servicing'] }
  const [asked, other] = [machineIn(folder, 'server-2022', 0.1), machineIn(folder, 'server-2022', 0.1)]
  const gone = new AbortController()
  const call = asked.invoke(install, true, { signal: gone.signal }).catch(() => 'gone')
  await expect
    .poll(async () => (await other.invoke(work, true)).objects)
    .toEqual([{ Running: true, Call: true, Servicing: true }])
  gone.abort()
  expect(await call).toBe('gone')
  expect((await other.invoke(installed, true)).objects).toEqual([{ InstallState: 'Available' }])
  // A second change waits for the first.
  const second = await other.invoke({ run: 'Install-WindowsFeature', with: { Name: ['Hyper-V'] } }, true)
  expect(second.errors).toEqual([])
  expect((await other.invoke(installed, true)).objects).toEqual([{ InstallState: 'InstallPending' }])
  expect((await other.invoke(work, true)).objects).toEqual([{ Running: false, Call: false, Servicing: false }])
})

test('P3: a restart that is asked for waits for servicing, a loss of power does not', async () => {
  for (const [name, end] of [
    ['orderly', 'Installed'],
    ['power', 'Available'],
  ] as const) {
    const machine = machineIn(join(folderOfTest(), name), 'server-2022', 0.1)
    const gone = new AbortController()
    const call = machine.invoke(install, true, { signal: gone.signal }).catch(() => 'gone')
    await expect.poll(() => machine.state().work.length).toBe(1)
    gone.abort()
    await call
    const boot = await machine.bootTime()
    if (name === 'power') await machine.edit(({ faults }) => Object.assign(faults, { powerLossNext: true }))
    await machine
      .invoke(
        name === 'power' ? { run: 'Set-Content', with: { Path: 'C:\\a', Value: 'x' } } : { run: 'Restart-Computer' },
        true,
      )
      .catch(() => undefined)
    await practiceSession(machine).waitForRestart(boot, { deadline: 5000 })
    expect((await machine.invoke(installed, true)).objects, name).toEqual([{ InstallState: end }])
    expect(machine.state().work).toEqual([])
  }
})
