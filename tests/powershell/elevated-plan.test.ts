import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { explain } from '../../main/explain/explain.ts'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import type { HostSession } from '../../main/setup/host/session.ts'
import { readJournal } from '../../main/setup/journal.ts'
import { restartCall } from '../../main/setup/plan.ts'
import { Setup } from '../../main/setup/setup.ts'
import { TaskRegistry } from '../../main/tasks/task-registry.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { ended, until } from '../support/setup/until.ts'
import { type Consent, startConsentMachine } from '../support/stand-ins/consent.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const containers = [{ procedure: 'containers-feature', parameters: { source: null } }] as const
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error: { explained?: { code: string } }) => error.explained?.code ?? String(error),
  )

describeWhere(pwsh !== undefined, noPwsh, 'H14: a plan on this machine, elevated by consent', () => {
  const folder = temporaryFolder('sle-')
  let machine: PracticeMachine
  let here: Awaited<ReturnType<typeof startConsentMachine>>
  let opened: HostSession
  let plain: HostSession
  let count = 0
  let asked: number

  beforeAll(async () => {
    machine = practiceMachine(folder.path, 'server-2022')
    here = await startConsentMachine(machine)
    opened = await here.open()
    // One PowerShell without rights for all: each takes seconds to start.
    plain = new Proxy(opened, {
      get: (session, key) => {
        const value: unknown = key === 'close' ? async () => undefined : Reflect.get(session, key, session)
        return typeof value === 'function' ? value.bind(session) : value
      },
    })
  })
  afterAll(async () => {
    await opened.close()
    await here.stop()
    folder.remove()
  })
  const consents: { real: Consent } = { real: async () => 0 }
  beforeEach(async () => {
    await machine.reset()
    here.calls.splice(0)
    here.state.onHelperCall = async () => undefined
    consents.real = here.state.consent
    asked = 0
  })
  afterEach(() => {
    here.state.consent = consents.real
  })
  /** What happens when Windows asks. */
  const when = (consent: Consent) => {
    here.state.consent = async (args, start) => {
      asked += 1
      return consent(args, start)
    }
  }
  const yes: Consent = async (args, start) => {
    start(args)
    return 0
  }
  const make = (data: string, { within, comeBack = true }: { within?: number; comeBack?: boolean } = {}) =>
    new Setup({
      folder: data,
      tasks: new TaskRegistry({ explain }),
      open: async () => plain,
      isThisMachine: () => true,
      elevation: here.elevation(within),
      ...(comeBack ? { comeBack: ({ id }) => ['C:\\Program Files\\Slipway\\Slipway.exe', '--continue', id] } : {}),
      module: async () => '',
      program: '0.1.0',
    })
  const newData = () => join(folder.path, `data${count++}`)
  const files = (data: string, name: string) => {
    try {
      return readdirSync(join(data, name))
    } catch {
      return []
    }
  }
  const named = (elevated: boolean) =>
    here.calls.filter((one) => one.elevated === elevated).map(({ call }) => ('native' in call ? call.native : call.run))
  const connectTo = (args: readonly string[]): Promise<Socket> =>
    new Promise((done, failed) => {
      const socket = connect(`${tmpdir()}/CoreFxPipe_${args[args.indexOf('-Pipe') + 1]}`)
      socket.once('connect', () => done(socket))
      // Being sent away is no failure of the test.
      socket.on('error', failed)
    })

  it('H14: is planned without rights, asked for once, run by the helper, and goes on after the restart', async () => {
    const heard: string[] = []
    const strangers: Socket[] = []
    when(async (args, start) => {
      for (const hello of ['', '{"opened":{}}\n', `{"hello":"${'0'.repeat(64)}"}\n`, 'x'.repeat(5000)]) {
        const socket = await connectTo(args)
        socket.on('data', (bytes) => heard.push(String(bytes)))
        if (hello) socket.write(hello)
        strangers.push(socket)
      }
      start(args)
      return 0
    })
    const data = newData()
    const setup = make(data)
    const view = await setup.plan('local', containers)
    expect(asked).toBe(0)
    expect(view).toMatchObject({ elevated: false, blocked: false, elevation: { kind: 'asked' } })
    const bound = view.elevation?.kind === 'asked' ? view.elevation.commands : []
    expect(bound).toEqual(
      expect.arrayContaining(['Install-WindowsFeature', 'Uninstall-WindowsFeature', 'Start-Service']),
    )
    expect(bound).not.toContain('reg.exe')

    const { run } = await setup.run(view.id)
    const row = await until(setup, run, ended)
    expect(row).toMatchObject({ state: 'awaiting-restart', waiting: { registered: true, restarted: false } })
    expect(asked).toBe(1)
    // Strangers on the pipe were told nothing, and kept nobody out.
    expect(heard).toEqual([])
    for (const socket of strangers) socket.destroy()
    // Only the helper changed Windows; this user's own session did no more than look.
    expect(named(true)).toContain('Install-WindowsFeature')
    expect(named(false)).not.toContain('Install-WindowsFeature')
    // The way back is this user's own, and started without rights.
    expect(machine.state().runOnce).toEqual({
      [`Slipway ${run}`]: `"C:\\Program Files\\Slipway\\Slipway.exe" --continue ${run}`,
    })
    expect(named(false)).toContain('reg.exe')
    expect(await codeOf(setup.resume(run))).toBe('restart-not-yet')
    expect(asked).toBe(1)

    // Windows starts, deletes the entry and starts the program.
    await machine.invoke(restartCall, true)
    await machine.edit((state) => {
      delete state.runOnce
    })
    const later = make(data)
    await later.load()
    // Who says No then finds the run waiting, and why.
    when(async () => 1223)
    expect(await later.cameBack(run)).toBe(run)
    expect(later.runs.get(run)).toMatchObject({
      state: 'awaiting-restart',
      waiting: { restarted: true },
      error: { code: 'elevation-declined' },
      canResume: true,
    })
    when(yes)
    await later.resume(run)
    expect(asked).toBe(3)
    expect(await until(later, run, ['done', 'failed'])).toMatchObject({ state: 'done', waiting: null })
    const { entries } = await readJournal(join(data, 'journal', `${run}.jsonl`))
    expect(entries.filter(({ type }) => type === 'continuation')).toMatchObject([
      { registered: true },
      { registered: false, error: null },
    ])
    expect(entries.at(-2)).toMatchObject({ type: 'ended', state: 'done' })
    expect(files(data, 'locks')).toEqual([])
  }, 180_000)

  it('H14: a person who says No has changed nothing, and may be asked again', async () => {
    when(async () => 1223)
    const data = newData()
    const setup = make(data)
    const { id } = await setup.plan('local', containers)
    const before = JSON.stringify(machine.state())
    expect(await codeOf(setup.run(id))).toBe('elevation-declined')
    when(async () => 2)
    expect(await codeOf(setup.run(id))).toBe('elevation-failed')
    expect(JSON.stringify(machine.state())).toBe(before)
    expect([files(data, 'journal'), files(data, 'locks')]).toEqual([[], []])
  }, 180_000)

  it('H14: a program that its user can change is not elevated, and is told so before the run', async () => {
    when(yes)
    const setup = make(newData())
    const { sddl } = here.state
    here.unsafe()
    try {
      const view = await setup.plan('local', containers)
      expect(view.elevation).toMatchObject({ kind: 'refused', error: { code: 'elevation-not-safe' } })
      expect(await codeOf(setup.run(view.id))).toBe('elevation-not-safe')
      expect(asked).toBe(0)
    } finally {
      here.state.sddl = sddl
    }
  }, 180_000)

  it('H14: a helper that is killed under a call ends the run as failed, and the run goes on with another', async () => {
    when(yes)
    const data = newData()
    const setup = make(data)
    const { id } = await setup.plan('local', containers)
    here.state.onHelperCall = async (call) => {
      if ('native' in call || call.run !== 'Install-WindowsFeature') return
      here.killHelper()
      here.state.onHelperCall = async () => undefined
    }
    const { run } = await setup.run(id)
    expect(await until(setup, run, ended)).toMatchObject({
      state: 'failed',
      error: { code: 'elevated-helper-ended' },
      canResume: true,
    })
    const { entries } = await readJournal(join(data, 'journal', `${run}.jsonl`))
    expect(entries.slice(-3)).toMatchObject([
      { type: 'apply', step: 'containers-feature/feature' },
      { type: 'failed', step: 'containers-feature/feature' },
      { type: 'ended', state: 'failed' },
    ])
    await setup.resume(run)
    expect(asked).toBe(2)
    await until(setup, run, ['running'])
    expect((await until(setup, run, ended)).state).toBe('awaiting-restart')
  }, 180_000)

  it('H14: what is not the bound helper is refused before anything is begun', async () => {
    const data = newData()
    const setup = make(data, { within: 500 })
    const patient = make(data)
    const { id } = await setup.plan('local', containers)
    await patient.plan('local', containers)
    const wrong = '0'.repeat(64)
    const cases: [string, Setup, (...about: Parameters<Consent>) => Promise<unknown>][] = [
      // The real runner with another nonce: it is sent away, and ends.
      ['elevation-foreign', setup, (args, start) => once(start(replaced(args, '-Nonce', wrong)), 'exit')],
      // The plan was changed after it was bound.
      ['plan-not-agreed', patient, async (args, start) => start(replaced(args, '-PlanSha256', wrong))],
      // Nobody came, or only somebody else.
      ['elevation-unanswered', setup, async () => undefined],
      ['elevation-foreign', setup, async (args) => (await connectTo(args)).end('{"hello":""}\n')],
    ]
    for (const [code, program, work] of cases) {
      when(async (...about) => {
        await work(...about)
        return 0
      })
      expect(await codeOf(program.run(id))).toBe(code)
    }
    expect(named(true)).toEqual([])
    expect([files(data, 'journal'), files(data, 'locks')]).toEqual([[], []])
  }, 180_000)
})

function replaced(args: readonly string[], flag: string, value: string): string[] {
  return args.map((word, place) => (args[place - 1] === flag ? value : word))
}
