import { ORPCError } from '@orpc/client'
import { expect } from 'vitest'
import type { PracticeRow } from '../../preload/contract/practice.ts'
import type { RunRow } from '../../preload/contract/setup.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'
import type { ContractClient } from './contract-clients.ts'
import { waitFor } from './wait-for.ts'

type Results = Record<string, (c: ContractClient, door: 'window' | 'browser') => Promise<void>>

const target = 'practice:server-2022'
const containers: ProcedureChoice[] = [{ procedure: 'containers-feature', parameters: { source: null } }]

async function first<T>(values: AsyncIterable<T>): Promise<T> {
  for await (const value of values) return value
  throw new Error('The subscription ended without a value')
}

async function practiceRow(c: ContractClient): Promise<PracticeRow | undefined> {
  const event = await first(await c.practice.watch())
  return event.type === 'snapshot' ? event.rows[0] : undefined
}

async function runRow(c: ContractClient, run: string): Promise<RunRow | undefined> {
  const event = await first(await c.setup.runs())
  return event.type === 'snapshot' ? event.rows.find(({ id }) => id === run) : undefined
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof ORPCError && error.defined ? error.data.code : error
}

/** Runs the Containers feature on a bare practice machine, from its first state. */
async function runPlan(c: ContractClient): Promise<string> {
  await c.practice.choose({ preset: 'server-2022' })
  await c.practice.reset()
  const { id } = await c.setup.plan({ target, procedures: containers })
  const { run } = await c.setup.run({ plan: id })
  await waitFor('the end of the run', async () => (await runRow(c, run))?.state === 'done')
  return run
}

const runs = new WeakMap<ContractClient, Promise<string>>()

/** One finished run of a client, made when it is first asked for. */
function finishedRun(c: ContractClient): Promise<string> {
  const known = runs.get(c) ?? runPlan(c)
  runs.set(c, known)
  return known
}

/** P1, P2: what each call of the practice host answers. */
export const practiceResults: Results = {
  'practice.watch': async (c) =>
    expect(await practiceRow(c)).toMatchObject({ id: 'practice', preset: expect.any(String) }),
  'practice.presets': async (c) =>
    expect((await c.practice.presets()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['server-2022-docker', 'server-2016', 'windows-11', 'hyperv-host']),
    ),
  'practice.saveOwn': async (c, door) => {
    await c.practice.choose({ preset: 'server-2016' })
    await c.practice.saveOwn({ name: `kept-${door}`, description: 'Kept by a test' })
    expect(await c.practice.presets()).toContainEqual({
      name: `kept-${door}`,
      description: 'Kept by a test',
      hostName: 'SRV2016',
      own: true,
    })
    const again = () => c.practice.saveOwn({ name: `kept-${door}`, description: '' })
    expect(await codeOf(again())).toBe('practice-name-taken')
    expect(await codeOf(c.practice.saveOwn({ name: 'a/b', description: '' }))).toBe('practice-name-invalid')
  },
  'practice.deleteOwn': async (c, door) => {
    await c.practice.saveOwn({ name: `gone-${door}`, description: '' })
    await c.practice.deleteOwn({ name: `gone-${door}` })
    expect((await c.practice.presets()).map(({ name }) => name)).not.toContain(`gone-${door}`)
    expect(await codeOf(c.practice.deleteOwn({ name: 'server-2022' }))).toBe('practice-machine-not-own')
  },
  'practice.exportMachine': async (c) => {
    await c.practice.choose({ preset: 'server-2016' })
    const { name, text } = await c.practice.exportMachine()
    expect(name).toBe('server-2016.practice.json')
    expect(JSON.parse(text)).toMatchObject({ format: 'slipway-practice-machine', machine: { vms: [] } })
  },
  'practice.importMachine': async (c, door) => {
    const { text } = await c.practice.exportMachine()
    expect(await c.practice.importMachine({ text, name: `taken-in-${door}` })).toEqual({ name: `taken-in-${door}` })
    expect(await codeOf(c.practice.importMachine({ text: '{', name: 'x' }))).toBe('practice-file-invalid')
  },
  'practice.choose': async (c) => {
    await c.practice.choose({ preset: 'server-2016' })
    expect(await practiceRow(c)).toMatchObject({ preset: 'server-2016', engine: { state: 'not-installed' } })
    await c.practice.choose({ preset: 'server-2022-docker' })
    expect(await practiceRow(c)).toMatchObject({ engine: { state: 'running', version: '28.5.2' } })
    expect(await codeOf(c.practice.choose({ preset: 'no-such' }))).toBe('unknown-practice-machine')
  },
  'practice.reset': async (c) => {
    await c.practice.change({ slat: false })
    await c.practice.reset()
    expect((await practiceRow(c))?.switches.slat).toBe(true)
  },
  'practice.change': async (c) => {
    await c.practice.change({ internet: false })
    expect((await practiceRow(c))?.switches.internet).toBe(false)
    await c.practice.change({ internet: true })
  },
  'practice.fault': async (c) => {
    await c.practice.fault({ slowPull: 250, slowCmdlets: 0 })
    expect((await practiceRow(c))?.faults.slowPull).toBe(250)
    await c.practice.fault({ slowPull: 0 })
  },
  'practice.dropConnections': async (c) => {
    await c.practice.dropConnections()
    expect((await practiceRow(c))?.engine.state).toBe('running')
  },
  'practice.engine': async (c) => {
    await c.practice.choose({ preset: 'server-2022-docker' })
    await c.practice.engine({ do: 'stop' })
    expect((await practiceRow(c))?.engine.state).toBe('stopped')
    await c.practice.engine({ do: 'start' })
    expect((await practiceRow(c))?.engine.state).toBe('running')
  },
  'practice.readDaemonJson': async (c) => {
    await c.practice.choose({ preset: 'server-2022-docker' })
    expect(await c.practice.readDaemonJson()).toEqual({ text: expect.any(String) })
  },
  'practice.writeDaemonJson': async (c) => {
    await c.practice.choose({ preset: 'server-2022-docker' })
    await c.practice.writeDaemonJson({ text: '{ "graph": "d:\\\\docker" }' })
    // P2: an engine that refuses a bad daemon.json does not start, and says so as Windows does.
    expect(await codeOf(c.practice.engine({ do: 'restart' }))).toBe('service-start-failed')
    expect((await practiceRow(c))?.engine.state).toBe('stopped')
    await c.practice.writeDaemonJson({ text: '{}' })
    await c.practice.engine({ do: 'start' })
    expect(await c.practice.readDaemonJson()).toEqual({ text: '{}' })
  },
}

/** H1, H3, H12: what each call of host setup answers, on the practice machine. */
export const setupResults: Results = {
  'setup.account': async (c) => {
    expect(await c.setup.account({ target: 'winrm://admin@srv1' })).toMatchObject({ account: 'admin' })
    expect(await c.setup.account({ target: 'local' })).toBeNull()
    expect(await codeOf(c.setup.account({ target: 'no such host' }))).toBe('host-target')
  },
  'setup.setPassword': async (c) => {
    const host = 'winrm://keeper@srv1'
    await c.setup.setPassword({ target: host, password: 'secret' })
    expect(await c.setup.account({ target: host })).toEqual({ account: 'keeper', kept: true })
    await c.setup.setPassword({ target: host, password: '' })
    expect(await c.setup.account({ target: host })).toEqual({ account: 'keeper', kept: false })
  },
  'setup.facts': async (c) =>
    expect(await c.setup.facts({ target })).toMatchObject({ facts: { build: 20348, kind: 'server' } }),
  'setup.plan': async (c) => {
    await c.practice.choose({ preset: 'server-2022' })
    await c.practice.reset()
    const plan = await c.setup.plan({ target, procedures: containers })
    expect(plan).toMatchObject({ target, blocked: false, restarts: 1 })
    expect(plan.steps.flatMap(({ commands }) => commands)).toContain('Install-WindowsFeature -Name Containers')
  },
  'setup.run': async (c) => {
    await finishedRun(c)
    const again = await c.setup.plan({ target, procedures: containers })
    expect(again.steps.filter(({ verdict }) => verdict.kind !== 'satisfied')).toEqual([])
    expect(await codeOf(c.setup.run({ plan: '0'.repeat(64) }))).toBe('plan-unknown')
  },
  'setup.virtualMachines': async (c) => {
    const machines = await c.setup.virtualMachines({ target: 'practice:hyperv-host' })
    expect(machines).toContainEqual({ name: 'web1', state: 'Running' })
    expect(machines).toContainEqual({ name: 'build1', state: 'Saved' })
    expect(await codeOf(c.setup.virtualMachines({ target: 'practice:server-2022-core' }))).toBe('hyper-v-missing')
  },
  'setup.export': async (c) => {
    const { id } = await c.setup.plan({ target, procedures: containers })
    expect((await c.setup.export({ plan: id })).script).toContain('#Requires -RunAsAdministrator')
  },
  'setup.runs': async (c) => {
    const run = await finishedRun(c)
    expect(await runRow(c, run)).toMatchObject({ target, state: 'done', canUndo: true })
  },
  'setup.output': async (c) => {
    const run = await finishedRun(c)
    const { lines } = await first(await c.setup.output({ run }))
    expect(lines.map(({ text }) => text)).toContain('Install-WindowsFeature -Name Containers')
  },
  'setup.cancel': async (c) => expect(await codeOf(c.setup.cancel({ run: 'no-such' }))).toBe('run-not-running'),
  'setup.resume': async (c) => {
    const run = await finishedRun(c)
    expect(await codeOf(c.setup.resume({ run }))).toBe('run-cannot-resume')
  },
  'setup.skip': async (c) => {
    const run = await finishedRun(c)
    expect(await codeOf(c.setup.skip({ run, step: 'containers-feature/feature' }))).toBe('run-cannot-resume')
  },
  'setup.undo': async (c) => {
    const run = await finishedRun(c)
    // A boot time within a second of the last one is taken for a mended clock, not for a restart.
    await new Promise((later) => setTimeout(later, 1000))
    await c.setup.undo({ run })
    await waitFor('the undo', async () => (await runRow(c, run))?.state !== 'running')
    expect(await runRow(c, run)).toMatchObject({ state: 'undone', error: null })
    expect(await c.setup.facts({ target })).toMatchObject({ facts: { features: { containers: 'available' } } })
  },
  'setup.record': async (c) => {
    const run = await finishedRun(c)
    expect((await c.setup.record({ run })).markdown).toContain('Install-WindowsFeature -Name Containers')
  },
  'setup.stillTrue': async (c) => {
    const run = await runPlan(c)
    expect(await c.setup.stillTrue({ run })).toMatchObject({ drifted: [] })
    await c.practice.reset()
    expect((await c.setup.stillTrue({ run })).drifted.length).toBeGreaterThan(0)
  },
}
