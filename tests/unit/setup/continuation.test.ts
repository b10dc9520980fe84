import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printWaiting } from '../../../main/command-line/print-setup.ts'
import { explain } from '../../../main/explain/explain.ts'
import { ownProgram } from '../../../main/own-program.ts'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import { type ComeBack, registerCall } from '../../../main/setup/continuation.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { readJournal } from '../../../main/setup/journal.ts'
import { restartCall } from '../../../main/setup/plan.ts'
import { Setup } from '../../../main/setup/setup.ts'
import { windowsCommandLine } from '../../../main/setup/windows-command-line.ts'
import { TaskRegistry } from '../../../main/tasks/task-registry.ts'
import { practiceMachine } from '../../support/setup/practice.ts'
import { privateFolder } from '../../support/setup/run-plan.ts'
import { ended, until } from '../../support/setup/until.ts'
import { splitWindowsLine } from '../../support/windows-arguments.ts'

const containers = [{ procedure: 'containers-feature', parameters: { source: null } }] as const
const program = 'C:\\Program Files\\Slipway\\Slipway.exe'
const toRun: ComeBack = ({ id }) => [program, '--continue', id]

/** One program: its services, begun anew over the same data folder. */
function begin(folder: string, host: HostSession, comeBack: ComeBack | null = toRun): Setup {
  return new Setup({
    folder,
    tasks: new TaskRegistry({ explain }),
    open: async () => host,
    isThisMachine: () => true,
    module: async () => '',
    program: '0.1.0',
    by: 'erika',
    ...(comeBack ? { comeBack } : {}),
  })
}

describe('H14: a plan goes on after the restart of this machine', () => {
  it('H14: Windows is told to start the program once, and the program goes on with the run', async () => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, 'server-2022')
    const host = practiceSession(machine)
    const first = begin(folder, host)
    const { run } = await first.run((await first.plan('local', containers)).id)
    expect(await until(first, run, ended)).toMatchObject({
      state: 'awaiting-restart',
      waiting: { registered: true, restarted: false },
      error: null,
    })
    const [name = '', command = ''] = Object.entries(machine.state().runOnce ?? {})[0] ?? []
    expect(name).toBe(`Slipway ${run}`)
    expect(splitWindowsLine(command)).toEqual([program, '--continue', run])
    // Started by hand before the restart: it waits on, and the way back stays.
    const early = begin(folder, host)
    await early.load()
    expect(await early.cameBack(null)).toBeNull()
    expect(early.runs.get(run)).toMatchObject({ state: 'awaiting-restart', waiting: { restarted: false } })
    expect(machine.state().runOnce).toBeDefined()

    await machine.invoke(restartCall, true)
    const [, , id = ''] = splitWindowsLine(command)
    await machine.edit((state) => {
      delete state.runOnce
    })
    const later = begin(folder, host)
    await later.load()
    expect(await later.cameBack(id)).toBe(run)
    expect(await until(later, run, ['done', 'failed'])).toMatchObject({ state: 'done', waiting: null })
    expect(machine.state().runOnce).toBeUndefined()
    const { entries } = await readJournal(join(folder, 'journal', `${run}.jsonl`))
    expect(entries.filter(({ type }) => ['restart', 'restarted', 'continuation'].includes(type))).toMatchObject([
      { type: 'restart' },
      { type: 'continuation', registered: true, command },
      { type: 'continuation', registered: false },
      { type: 'restarted' },
    ])
  })

  it('H14: started by hand after the restart, the run is shown as ready; the way back goes when it goes on', async () => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, 'server-2022')
    const host = practiceSession(machine)
    const first = begin(folder, host)
    const { run } = await first.run((await first.plan('local', containers)).id)
    await until(first, run, ended)
    await machine.invoke(restartCall, true)
    const later = begin(folder, host)
    await later.load()
    expect(await later.cameBack(null)).toBe(run)
    expect(later.runs.get(run)).toMatchObject({ state: 'awaiting-restart', waiting: { restarted: true } })
    await later.resume(run)
    expect((await until(later, run, ['done', 'failed'])).state).toBe('done')
    expect(machine.state().runOnce).toBeUndefined()
    expect(await later.cameBack('no-such-run')).toBeNull()
  })

  it('H14: given up or taken back, it does not come back', async () => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, 'server-2022')
    const host = practiceSession(machine)
    const setup = begin(folder, host)
    const { run } = await setup.run((await setup.plan('local', containers)).id)
    await until(setup, run, ended)
    await setup.cancel(run)
    expect(setup.runs.get(run)).toMatchObject({ state: 'cancelled', waiting: null, canResume: true, canUndo: true })
    expect(machine.state().runOnce).toBeUndefined()
    // Gone on with all the same, it waits again; an undo of what waits needs no restart first, but may owe one.
    await machine.invoke(restartCall, true)
    await setup.resume(run)
    expect((await until(setup, run, ['done', 'failed'])).state).toBe('done')
    await setup.undo(run)
    expect(await until(setup, run, ['awaiting-restart', 'failed'])).toMatchObject({
      undoing: true,
      canUndo: true,
      waiting: { registered: true },
    })
    await machine.invoke(restartCall, true)
    const later = begin(folder, host)
    await later.load()
    expect(await later.cameBack(run)).toBe(run)
    expect((await until(later, run, ['undone', 'failed'])).state).toBe('undone')
    expect(machine.state().runOnce).toBeUndefined()
  })

  it.each<[string, ComeBack | null, string | null]>([
    ['takes no such command', () => [`C:\\${'x'.repeat(300)}.exe`], 'continuation-too-long'],
    ['refuses the entry', toRun, 'continuation-refused'],
    ['is not asked', null, null],
  ])('H14: where Windows %s, the run waits, says why, and a person goes on', async (how, comeBack, code) => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, 'server-2022')
    const real = practiceSession(machine)
    const denied = { objects: [], errors: [], exitCode: 1, output: '', errorOutput: 'ERROR: Access is denied.' }
    const host: HostSession = {
      ...real,
      elevated: true,
      invoke: async (call, options) =>
        how === 'refuses the entry' && 'native' in call ? denied : real.invoke(call, options),
    }
    const setup = begin(folder, host, comeBack)
    const { run } = await setup.run((await setup.plan('local', containers)).id)
    const row = await until(setup, run, ended)
    expect(row).toMatchObject({ state: 'awaiting-restart', waiting: { registered: false }, canResume: true })
    expect(row.error?.code ?? null).toBe(code)
    expect(machine.state().runOnce).toBeUndefined()
    await machine.invoke(restartCall, true)
    await setup.resume(run)
    expect((await until(setup, run, ['done', 'failed'])).state).toBe('done')
  })
})

describe('H14: the command that comes back', () => {
  it('H14: is split by Windows into the same arguments, whatever they hold', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\t', '%', "'", '&', 'ü', '(') })
    const path = fc.constantFrom(program, 'C:\\a b\\', 'D:\\Ünï\\x.exe')
    fc.assert(
      fc.property(path, fc.array(word), (first, words) => {
        expect(splitWindowsLine(windowsCommandLine([first, ...words]))).toEqual([first, ...words])
      }),
    )
    for (const wrong of [[], [''], ['a"b.exe'], ['a.exe', '\0']]) expect(() => windowsCommandLine(wrong)).toThrow()
  })

  it('H14: is one argument of reg.exe, in this user’s own key', () => {
    const call = registerCall('run-1', windowsCommandLine([program, '--continue', 'run-1']))
    expect(call).toEqual({
      native: 'reg.exe',
      args: [
        'add',
        'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce',
        ...['/v', 'Slipway run-1', '/t', 'REG_SZ', '/d', `"${program}" --continue run-1`, '/f'],
      ],
    })
  })

  it('H14: is the program as it was started: packed, portable, or from a checkout', () => {
    const script = join('/', 'checkout', 'out', 'cli.js')
    expect(ownProgram({ program, script, packed: true })).toEqual([program])
    expect(ownProgram({ program, script, packed: true, portable: 'E:\\Slipway.exe' })).toEqual(['E:\\Slipway.exe'])
    expect(ownProgram({ program, script, packed: false })).toEqual([program, script])
  })

  it('H14: without it the line to go on with is printed for the shell', () => {
    const words = ['setup', 'hyper-v', '--on', 'local', '--resume', '--data-folder', "C:\\O'Neil\\my data"]
    expect(printWaiting({ registered: false, restarted: false }, [program], words, true)).toEqual([
      'Restart this machine, then go on with:',
      "  & 'C:\\Program Files\\Slipway\\Slipway.exe' setup hyper-v --on local --resume --data-folder 'C:\\O''Neil\\my data'",
    ])
    expect(printWaiting({ registered: true, restarted: false }, [program], words, true)).toEqual([
      expect.stringContaining('Windows starts Slipway again'),
    ])
  })
})
