import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { practiceSession } from '../../main/practice/machine/session.ts'
import type { MachineState } from '../../main/practice/machine/state.ts'
import { bindRun } from '../../main/setup/elevation.ts'
import { exportPlan } from '../../main/setup/export.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { buildPlan, reviewPlan } from '../../main/setup/plan.ts'
import { viewPlan } from '../../main/setup/plan-view.ts'
import { expectReady } from '../../main/setup/refusals.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { contextOf, newJournal } from '../support/setup/run-plan.ts'
import { trust } from '../support/setup/scenarios.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const folder = temporaryFolder('slipway-trust-')
afterAll(() => folder.remove())
let count = 0

async function reviewed(
  preset: string,
  host: string,
  { change, elevated = true }: { change?: (machine: MachineState) => void; elevated?: boolean } = {},
) {
  const machine = practiceMachine(join(folder.path, String(count++)), preset, change)
  const session = practiceSession(machine, { elevated })
  const plan = buildPlan(session.name, [trust(host)], (await readFacts(session)).facts)
  const review = await reviewPlan(plan, session)
  return {
    machine,
    session,
    plan,
    review,
    view: viewPlan(review, { elevated: session.elevated, elevation: null, here: false }),
  }
}

const verdicts = (review: { entries: readonly { verdict: { kind: string } }[] }) =>
  review.entries.map(({ verdict }) => verdict.kind)

describe('H1: one remote host is trusted for WinRM', () => {
  it('H1: it is added to what others put there, and undo gives back the list that was', async () => {
    const { machine, session, plan, view } = await reviewed('server-2022', 'srv1.lan', {
      change: (state) => {
        state.trustedHosts = 'old1,10.0.0.9'
      },
    })
    expect(view.title).toBe('Trust a remote host: srv1.lan')
    expect(view.steps.map(({ commands, undo }) => ({ commands, undo }))).toEqual([
      { commands: [], undo: null },
      {
        commands: ["Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value 'srv1.lan' -Concatenate -Force"],
        undo: ["Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value 'old1,10.0.0.9' -Force"],
      },
    ])
    expect(view.steps[1]?.warnings.join()).toContain('HTTPS is the better way')
    const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
    expect(await runPlan(plan, contextOf(session, journal))).toEqual({ state: 'done' })
    expect(machine.state().trustedHosts).toBe('old1,10.0.0.9,srv1.lan')
    expect(await undoPlan(plan, contextOf(session, journal))).toEqual({ state: 'undone' })
    expect(machine.state().trustedHosts).toBe('old1,10.0.0.9')
    await journal.close()
  })

  it.each(['srv1.lan', 'SRV1.LAN', 'a, *.lan', '*'])(
    'H1: the list %j names it already: nothing is to be done, and nothing is taken back',
    async (list) => {
      const { session, plan, review, machine } = await reviewed('server-2022', 'srv1.lan', {
        change: (state) => {
          state.trustedHosts = list
        },
      })
      expect(verdicts(review)).toEqual(['satisfied', 'satisfied'])
      const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
      expect(await runPlan(plan, contextOf(session, journal))).toEqual({ state: 'done' })
      expect(await undoPlan(plan, contextOf(session, journal))).toEqual({ state: 'undone' })
      expect(machine.state().trustedHosts).toBe(list)
      await journal.close()
    },
  )

  it('H1: while the service is stopped the list cannot be read, and is looked at once it runs', async () => {
    const { review, view, plan, session, machine } = await reviewed('windows-11', 'srv1.lan', {
      change: (state) => {
        state.trustedHosts = '*.lan'
      },
    })
    expect(review.entries[1]?.looked.errors.map(({ id }) => id.split(',')[0])).toEqual(['PathNotFound'])
    expect(verdicts(review)).toEqual(['needed', 'needed'])
    expect(view.steps[0]?.commands).toEqual(['Start-Service -Name WinRM'])
    // What is not known cannot be promised back.
    expect(view.steps[1]?.undo).toEqual([])
    const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
    expect(await runPlan(plan, contextOf(session, journal))).toEqual({ state: 'done' })
    // It was trusted all along.
    expect(machine.state().trustedHosts).toBe('*.lan')
    expect(await undoPlan(plan, contextOf(session, journal))).toEqual({ state: 'undone' })
    expect(machine.state()).toMatchObject({ trustedHosts: '*.lan', services: { WinRM: { status: 'Stopped' } } })
    await journal.close()
  })

  it('H1: without elevation the list cannot be read: it is shown as to do, and looked at again with it', async () => {
    const { review, plan, machine } = await reviewed('server-2022', 'srv1.lan', { elevated: false })
    expect(review.entries[1]?.looked.errors[0]?.message).toContain('from an elevated process')
    expect(verdicts(review)).toEqual(['satisfied', 'needed'])
    expect(() => expectReady(review, [])).not.toThrow()
    const elevated = practiceSession(machine)
    // What the helper is bound to looks and changes, and nothing else.
    expect(bindRun(plan).commands).toEqual(
      expect.arrayContaining(['Get-Item', 'Get-Service', 'Set-Item', 'Start-Service', 'Stop-Service']),
    )
    // The same plan, so that an elevated helper may run what was reviewed without it.
    expect((await reviewPlan(plan, elevated)).id).toBe(review.id)
    const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, elevated)
    expect(await runPlan(plan, contextOf(elevated, journal))).toEqual({ state: 'done' })
    expect(machine.state().trustedHosts).toBe('srv1.lan')
    expect(await undoPlan(plan, contextOf(elevated, journal))).toEqual({ state: 'undone' })
    expect(machine.state().trustedHosts).toBe('')
    await journal.close()
  })

  it('H1: the exported script names the one host, looks first, and holds no pattern', async () => {
    const { review } = await reviewed('windows-11', '[fe80::1]')
    const script = exportPlan(review, { title: 'Trust', program: 'test', module: '' })
    expect(script).toContain("Read-HostState { Get-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' }")
    expect(script).toContain(
      "Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value '[fe80::1]' -Concatenate -Force",
    )
    expect(script).not.toMatch(/-Value '?\*/)
  })
})
