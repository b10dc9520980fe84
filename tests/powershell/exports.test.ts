import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { needsRights } from '../../main/setup/elevation.ts'
import { exportPlan } from '../../main/setup/export.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { readModule } from '../../main/setup/host/runner-files.ts'
import { buildPlan, type ReviewedPlan, reviewPlan } from '../../main/setup/plan.ts'
import { expectReady } from '../../main/setup/refusals.ts'
import { runPlan } from '../../main/setup/run.ts'
import { noPwsh, pwsh, runnerFolder } from '../support/powershell/pwsh.ts'
import { type ScriptHost, startScriptHost } from '../support/powershell/script-host.ts'
import { choosePairwise } from '../support/setup/pairwise.ts'
import { fastMachine, withoutTimes } from '../support/setup/practice-plan.ts'
import { contextOf, newJournal } from '../support/setup/run-plan.ts'
import { factorsOfCase, type WizardCase, wizardCases } from '../support/setup/wizard-cases.ts'
import { startPracticeStandIns } from '../support/stand-ins/practice.ts'
import type { StandIns } from '../support/stand-ins/start.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const folder = temporaryFolder('slipway-exports-')
afterAll(() => folder.remove())
let count = 0

const title = ({ wizard, preset }: WizardCase) => `${wizard} on ${preset.name}`
const machineOf = ({ preset }: WizardCase) => fastMachine(preset.name, join(folder.path, String(count++)))

async function review(one: WizardCase, machine: PracticeMachine): Promise<ReviewedPlan> {
  const session = practiceSession(machine)
  const { facts } = await readFacts(session)
  return reviewPlan(buildPlan(session.name, one.choices, facts), session)
}

/** What the script must say where the program would not begin; null where it would. */
async function refusalOf(one: WizardCase): Promise<string | null> {
  const machine = machineOf(one)
  const reviewed = await review(one, machine)
  try {
    expectReady(reviewed, [])
  } catch {
    const blocked = reviewed.entries.find(({ verdict: { kind } }) => kind === 'unsupported' || kind === 'unknown')
    return blocked?.verdict.kind === 'unsupported' ? blocked.verdict.because : 'could not be read'
  }
  if (!needsRights(reviewed) || practiceSession(machine).elevated) return null
  // What Windows itself says: `#Requires -RunAsAdministrator` is not met there, which Linux cannot show.
  if (reviewed.entries.some(({ entry }) => entry.kind === 'step' && entry.step.readsElevated))
    return 'could not be read'
  return 'You do not have adequate user rights'
}

const cases = await Promise.all(wizardCases().map(async (one) => ({ one, refusal: await refusalOf(one) })))
const running = cases.flatMap(({ one, refusal }) => (refusal === null ? [one] : []))
const refused = cases.flatMap(({ one, refusal }) => (refusal === null ? [] : [{ ...one, refusal }]))
const all = process.env.SLIPWAY_TEST_ALL === '1'
const pick = <One extends WizardCase>(given: readonly One[]) =>
  (all ? given : choosePairwise(given, factorsOfCase)).map((one) => [title(one), one] as const)

describeWhere(pwsh !== undefined, noPwsh, 'A plan as a script, run by the real PowerShell', () => {
  let asked: PracticeMachine | undefined
  let standIns: StandIns
  let host: ScriptHost
  beforeAll(async () => {
    standIns = await startPracticeStandIns(() => {
      if (!asked) throw new Error('No machine is asked.')
      return { machine: asked, elevated: true }
    })
    host = startScriptHost(standIns)
  })
  afterAll(async () => {
    await host?.close()
    await standIns?.stop()
  })

  async function exported(one: WizardCase): Promise<{ machine: PracticeMachine; path: string }> {
    const machine = machineOf(one)
    const script = exportPlan(await review(one, machine), {
      title: title(one),
      program: 'test',
      module: readModule(runnerFolder),
    })
    const path = join(folder.path, `script ${count++}.ps1`)
    writeFileSync(path, script)
    return { machine, path }
  }

  /** As an administrator would: again after each restart, until it says that it is done. Answers how often it restarted. */
  async function runToEnd(machine: PracticeMachine, path: string): Promise<number> {
    asked = machine
    for (let restarts = 0; restarts < 4; restarts++) {
      const { code, output } = await host.run(path)
      if (code === 0) return restarts
      expect(code, output).toBe(3010)
      await machine.bootTime()
    }
    throw new Error('The script was never done.')
  }

  it.each(pick(running))(
    'H14: %s: the script leaves the machine as the program does, and may be run twice',
    async (_, one) => {
      const twin = machineOf(one)
      const { plan } = await review(one, twin)
      const session = practiceSession(twin)
      const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
      const end = await runPlan(plan, contextOf(session, journal))
      await journal.close()

      const { machine, path } = await exported(one)
      if (end.state === 'failed') {
        asked = machine
        const { code, output } = await host.run(path)
        expect(code, output).toBe(1)
        expect(output.replaceAll('\r', '')).toContain(end.error.detail.split('\n').slice(0, -1).join('\n'))
        expect(withoutTimes(machine.state())).toEqual(withoutTimes(twin.state()))
        return
      }
      expect(end).toEqual({ state: 'done' })
      const restarts = await runToEnd(machine, path)
      expect(restarts).toBeLessThanOrEqual(1)
      expect(withoutTimes(machine.state())).toEqual(withoutTimes(twin.state()))
      expect(await runToEnd(machine, path)).toBe(0)
      expect(withoutTimes(machine.state())).toEqual(withoutTimes(twin.state()))
    },
  )

  it.each(pick(refused))(
    'H14: %s: the script stops with a reason where the program would not begin',
    async (_, one) => {
      const { machine, path } = await exported(one)
      asked = machine
      const { code, output } = await host.run(path)
      expect(code, output).toBe(1)
      expect(output).toContain(one.refusal)
    },
  )
})
