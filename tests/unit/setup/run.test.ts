import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Journal } from '../../../main/setup/journal.ts'
import { buildPlan, reviewPlan } from '../../../main/setup/plan.ts'
import { runPlan } from '../../../main/setup/run.ts'
import { undoPlan } from '../../../main/setup/undo.ts'
import { CrashPoint, crashingJournal, crashingSession } from '../../support/setup/crash.ts'
import { serverFacts } from '../../support/setup/facts.ts'
import { FeatureDouble, failure, serverDouble } from '../../support/setup/feature-double.ts'
import { contextOf, newJournal, privateFolder } from '../../support/setup/run-plan.ts'

const plan = buildPlan('double', [{ procedure: 'containers-feature', parameters: { source: null } }], serverFacts)

const withoutBoots = ({ boots: _boots, ...state }: ReturnType<typeof serverDouble>) => state

async function begin() {
  const host = new FeatureDouble(serverDouble())
  const journal = await newJournal(join(await privateFolder(), 'run.jsonl'), plan, host)
  return { host, journal }
}

describe('H3: the Containers feature as a plan', () => {
  it('H3: the review says what is needed, with one restart, and changes nothing', async () => {
    const host = new FeatureDouble(serverDouble())
    const { entries } = await reviewPlan(plan, host)
    expect(entries.map(({ entry, verdict }) => [entry.id, verdict.kind])).toEqual([
      ['containers-feature/windows', 'satisfied'],
      ['containers-feature/feature', 'needed'],
      ['restart', 'needed'],
      ['containers-feature/service-hns', 'needed'],
      ['containers-feature/service-vmcompute', 'needed'],
    ])
    expect(host.calls.every((call) => 'run' in call && call.run.startsWith('Get-'))).toBe(true)
  })

  it('H3: it installs, restarts, starts what does not run, and undo brings back the recorded state', async () => {
    const { host, journal } = await begin()
    expect(await runPlan(plan, contextOf(host, journal))).toEqual({ state: 'done' })
    expect(host.state).toMatchObject({
      feature: 'Installed',
      boots: 2,
      services: { hns: 'Running', vmcompute: 'Running' },
    })
    expect(await undoPlan(plan, contextOf(host, journal))).toEqual({ state: 'undone' })
    expect(withoutBoots(host.state)).toEqual(withoutBoots(serverDouble()))
    await journal.close()
  })

  it('H3: what is done already is not done again, and nothing of it is undone', async () => {
    const { host, journal } = await begin()
    host.state.feature = 'Installed'
    host.state.services = { hns: 'Running', vmcompute: 'Running' }
    const before = structuredClone(host.state)
    expect(await runPlan(plan, contextOf(host, journal))).toEqual({ state: 'done' })
    expect(await undoPlan(plan, contextOf(host, journal))).toEqual({ state: 'undone' })
    expect(host.state).toEqual(before)
    expect(host.calls.every((call) => 'run' in call && call.run.startsWith('Get-'))).toBe(true)
    await journal.close()
  })

  it('H3: a failed step is explained, and retried from where it stands', async () => {
    const { host, journal } = await begin()
    host.faults.set(
      'Install-WindowsFeature',
      failure('Fehler: 0x800f081f', 'DISMAPI_Error__Failed_To_Enable_Updates,X'),
    )
    expect(await runPlan(plan, contextOf(host, journal))).toMatchObject({
      state: 'failed',
      step: 'containers-feature/feature',
      error: { code: 'feature-source-missing' },
    })
    host.faults.clear()
    expect(await runPlan(plan, contextOf(host, journal))).toEqual({ state: 'done' })
    await journal.close()
  })

  it('H3: a run is cancelled between steps, and goes on later', async () => {
    const { host, journal } = await begin()
    const controller = new AbortController()
    const tell = ({ type }: { type: string }) => type === 'call' && controller.abort()
    expect(await runPlan(plan, contextOf(host, journal, { signal: controller.signal, tell }))).toEqual({
      state: 'cancelled',
    })
    // The call that had begun was let end.
    expect(host.state.feature).toBe('InstallPending')
    expect(await runPlan(plan, contextOf(host, journal))).toEqual({ state: 'done' })
    await journal.close()
  })

  it('H3: on this machine the plan waits for the restart, and goes on after it', async () => {
    const { host, journal } = await begin()
    const here = { restart: 'pause' } as const
    const waiting = { state: 'awaiting-restart', step: 'restart' }
    expect(await runPlan(plan, contextOf(host, journal, here))).toEqual(waiting)
    expect(await runPlan(plan, contextOf(host, journal, here))).toEqual(waiting)
    host.restart()
    expect(await runPlan(plan, contextOf(host, journal, here))).toEqual({ state: 'done' })
    expect(host.state.boots).toBe(2)
    await journal.close()
  })
})

describe('H3: crashes', () => {
  it('H3: cut off at any moment and resumed, it comes to the same end, and undo to the same beginning', async () => {
    const folder = await privateFolder()
    let moments = 0
    for (let at = 0; ; at++) {
      const path = join(folder, `${at}.jsonl`)
      const host = new FeatureDouble(serverDouble())
      const journal = await newJournal(path, plan, host)
      const point = new CrashPoint(at)
      const crashing = contextOf(crashingSession(host, point), crashingJournal(journal, point))
      await runPlan(plan, crashing).catch(() => undefined)
      await journal.close()
      if (!point.crashed) break
      moments += 1
      const again = await Journal.open(path)
      expect(await runPlan(plan, contextOf(host, again)), `run cut off at ${at}`).toEqual({ state: 'done' })
      expect(host.state, `end after ${at}`).toMatchObject({ feature: 'Installed', services: { vmcompute: 'Running' } })
      expect(host.state.boots, `restarts after ${at}`).toBe(2)
      expect(await undoPlan(plan, contextOf(host, again)), `undo after ${at}`).toEqual({ state: 'undone' })
      expect(withoutBoots(host.state), `beginning after ${at}`).toEqual(withoutBoots(serverDouble()))
      await again.close()
    }
    expect(moments).toBeGreaterThan(20)
  })

  it('H3: an undo that was cut off at any moment comes to the recorded beginning', async () => {
    const folder = await privateFolder()
    for (let at = 0; ; at++) {
      const path = join(folder, `${at}.jsonl`)
      const host = new FeatureDouble(serverDouble())
      const journal = await newJournal(path, plan, host)
      await runPlan(plan, contextOf(host, journal))
      const point = new CrashPoint(at)
      await undoPlan(plan, contextOf(crashingSession(host, point), crashingJournal(journal, point))).catch(
        () => undefined,
      )
      await journal.close()
      if (!point.crashed) break
      const again = await Journal.open(path)
      expect(await undoPlan(plan, contextOf(host, again)), `undo cut off at ${at}`).toEqual({ state: 'undone' })
      expect(withoutBoots(host.state), `beginning after ${at}`).toEqual(withoutBoots(serverDouble()))
      await again.close()
    }
  })
})
