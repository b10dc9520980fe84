import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../main/explain/explain.ts'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { Setup } from '../../../main/setup/setup.ts'
import { TaskRegistry } from '../../../main/tasks/task-registry.ts'
import { FeatureDouble, failure, serverDouble } from '../../support/setup/feature-double.ts'
import { practiceMachine } from '../../support/setup/practice.ts'
import { privateFolder } from '../../support/setup/run-plan.ts'
import { ended, until } from '../../support/setup/until.ts'

const containers = [{ procedure: 'containers-feature', parameters: { source: null } }] as const

function make(folder: string, host: HostSession, thisMachine = false) {
  const tasks = new TaskRegistry({ explain })
  const setup = new Setup({
    folder,
    tasks,
    open: async () => host,
    isThisMachine: () => thisMachine,
    module: async () => readFile(join(import.meta.dirname, '../../../assets/powershell/Slipway.psm1'), 'utf8'),
    program: '0.1.0',
    by: 'CONTOSO\\erika',
  })
  return { setup, tasks }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error: { explained?: { code: string } }) => error.explained?.code,
  )

describe('H12: plans as a service', () => {
  it('H12: planned, run, kept in the history, recorded, and taken back', async () => {
    const folder = await privateFolder()
    const host = new FeatureDouble(serverDouble())
    const { setup, tasks } = make(folder, host)
    const view = await setup.plan('winrm://srv1', containers)
    expect(view).toMatchObject({ title: 'Containers feature', blocked: false, restarts: 1, next: null })
    expect(view.steps.find(({ id }) => id === 'containers-feature/feature')?.commands).toEqual([
      'Install-WindowsFeature -Name Containers',
    ])
    const { run } = await setup.run(view.id)
    expect(tasks.list.values()[0]).toMatchObject({ kind: 'plan', title: 'Containers feature on winrm://srv1' })
    const row = await until(setup, run, ended)
    expect(row).toMatchObject({ state: 'done', by: 'CONTOSO\\erika', canResume: false, canUndo: true })
    expect(row.steps.map(({ state }) => state)).toEqual(['already', 'done', 'done', 'already', 'done'])
    expect(await setup.stillTrue(run)).toMatchObject({ drifted: [], holding: 4 })

    host.state.services.vmcompute = 'Stopped'
    expect((await setup.stillTrue(run)).drifted).toMatchObject([{ id: 'containers-feature/service-vmcompute' }])
    host.state.services.vmcompute = 'Running'

    const { name, markdown } = await setup.record(run)
    expect(name).toMatch(/^Containers feature \d{4}-\d{2}-\d{2}\.md$/)
    expect(markdown).toContain('- By: CONTOSO\\\\erika, with Slipway 0.1.0')
    expect(markdown).toContain('Install-WindowsFeature -Name Containers')

    // Another program, later.
    const later = make(folder, host).setup
    await later.load()
    expect(later.runs.get(run)).toEqual(row)
    const lines: string[] = []
    for await (const batch of later.output(run)) lines.push(...batch.lines.map(({ text }) => text))
    expect(lines.some((text) => text.startsWith('Install-WindowsFeature'))).toBe(true)
    await later.undo(run)
    expect(await until(later, run, ended)).toMatchObject({ state: 'undone', canUndo: false })
    expect(host.state).toMatchObject({ feature: 'Available', services: serverDouble().services })
  })

  it('H12: what cannot be run is refused before anything is changed', async () => {
    const host = new FeatureDouble(serverDouble())
    const folder = await privateFolder()
    const { setup } = make(folder, host)
    host.state.installationType = 'Nano Server'
    const nano = await setup.plan('winrm://nano1', containers)
    expect(nano.steps[0]?.verdict).toMatchObject({ kind: 'unsupported', error: { code: 'nano-server-host' } })
    expect(await codeOf(setup.run(nano.id))).toBe('plan-blocked')
    host.state.installationType = 'Server'
    const view = await setup.plan('winrm://srv1', containers)
    host.state.feature = 'Installed'
    expect(await codeOf(setup.run(view.id))).toBe('host-changed')
    expect(await codeOf(setup.run('0'.repeat(64)))).toBe('plan-unknown')
    host.state.feature = 'Available'
    Object.assign(host, { elevated: false })
    expect(await codeOf(setup.run((await setup.plan('winrm://srv1', containers)).id))).toBe('needs-elevation')
    expect(host.calls.every((call) => 'run' in call && call.run.startsWith('Get-'))).toBe(true)
    // Each refusal gave its lock back.
    expect(await readdir(join(folder, 'locks'))).toEqual([])
  })

  it('H12: two programs do not change one host at once', async () => {
    const folder = await privateFolder()
    const host = new FeatureDouble(serverDouble())
    const one = make(folder, host).setup
    const other = make(folder, host).setup
    const view = await one.plan('winrm://srv1', containers)
    await other.plan('WINRM://SRV1', containers)
    const { run } = await one.run(view.id)
    const second = await other.plan('winrm://SRV1', containers)
    expect(await codeOf(other.run(second.id))).toMatch(/host-locked/)
    await until(one, run, ended)
  })

  it('H12: a failed run is retried, and a step of it is skipped', async () => {
    const host = new FeatureDouble(serverDouble())
    const { setup } = make(await privateFolder(), host)
    host.faults.set('Start-Service', failure('Service cannot be started.', 'StartServiceFailed,X'))
    const { run } = await setup.run((await setup.plan('winrm://srv1', containers)).id)
    expect(await until(setup, run, ended)).toMatchObject({ state: 'failed', error: { code: 'service-not-started' } })
    await setup.resume(run)
    await until(setup, run, ['running'])
    expect((await until(setup, run, ended)).state).toBe('failed')
    expect(await codeOf(setup.skip(run, 'containers-feature/feature'))).toBe('step-not-open')
    await setup.skip(run, 'containers-feature/service-vmcompute')
    const row = await until(setup, run, ['done'])
    expect(row.steps.at(-1)?.state).toBe('skipped')
  })

  it('H12: this machine is not restarted: the run waits, and goes on in the program that comes after', async () => {
    const folder = await privateFolder()
    const host = new FeatureDouble(serverDouble())
    const { setup } = make(folder, host, true)
    const { run } = await setup.run((await setup.plan('local', containers)).id)
    expect(await until(setup, run, ended)).toMatchObject({ state: 'awaiting-restart', canResume: true })
    host.restart()
    const later = make(folder, host, true).setup
    await later.load()
    expect(later.runs.get(run)).toMatchObject({ state: 'awaiting-restart', canResume: true })
    await later.resume(run)
    expect((await until(later, run, ['done', 'failed'])).state).toBe('done')
  })

  it('H12: a journal that was tampered with, or that another version made, is shown and not gone on with', async () => {
    const folder = await privateFolder()
    const host = new FeatureDouble(serverDouble())
    const { setup } = make(folder, host, true)
    const { run } = await setup.run((await setup.plan('local', containers)).id)
    await until(setup, run, ended)
    const path = join(folder, 'journal', `${run}.jsonl`)
    const text = await readFile(path, 'utf8')

    const load = async (changed: string) => {
      await writeFile(path, changed)
      const later = make(folder, host).setup
      await later.load()
      return { later, row: later.runs.get(run) }
    }
    const command = await load(text.replaceAll('"Install-WindowsFeature"', '"Remove-Item"'))
    expect(command.row).toMatchObject({ state: 'unusable', error: { code: 'journal-forged' }, canUndo: false })
    expect(await codeOf(command.later.resume(run))).toBe('journal-forged')
    const shape = await load(text.replace(/"shape":"[0-9a-f]{4}/, '"shape":"0000'))
    expect(shape.row).toMatchObject({ state: 'unusable', error: { code: 'plan-changed' } })
    await writeFile(path, text)
    await appendFile(path, 'not JSON\n')
    const damaged = make(folder, host).setup
    await damaged.load()
    expect(damaged.runs.get(run)).toMatchObject({ state: 'unusable', error: { code: 'journal-damaged' } })
  })

  it('H4: what could not be read stops a plan, until a person takes it for done', async () => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, 'server-2022-firmware-unknown')
    const { setup } = make(folder, practiceSession(machine))
    const view = await setup.plan('practice:unknown', [
      { procedure: 'hyper-v', parameters: { source: null, managementTools: 'none', nat: null } },
    ])
    expect(view.blocked).toBe(true)
    const unknown = view.steps.filter(({ verdict }) => verdict.kind === 'unknown').map(({ id }) => id)
    expect(unknown).toEqual(['hyper-v/firmware'])
    expect(await codeOf(setup.run(view.id))).toBe('plan-blocked')
    const { run } = await setup.run(view.id, unknown)
    const row = await until(setup, run, ended)
    expect(row.state).toBe('done')
    expect(row.steps.find(({ id }) => id === 'hyper-v/firmware')?.state).toBe('skipped')
    expect(machine.state().hypervisor).toBe(true)
  })
})
