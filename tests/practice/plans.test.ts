import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planOfJournal } from '../../main/setup/journal-check.ts'
import { reviewPlan } from '../../main/setup/plan.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { boundTo } from '../support/setup/bound.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { contextOf, newJournal, privateFolder } from '../support/setup/run-plan.ts'
import { comparable, prepare } from '../support/setup/scenario-plan.ts'
import { scenarios } from '../support/setup/scenarios.ts'

describe.each(scenarios)('$title', (scenario) => {
  it('runs to its end with one restart at most, is then all satisfied, and undo gives back what was', async () => {
    const folder = await privateFolder()
    const machine = practiceMachine(folder, scenario.preset)
    const { session, plan } = await prepare(scenario, machine)
    const before = comparable(scenario, machine)
    const journal = await newJournal(join(folder, 'run.jsonl'), plan, session)
    const restarts: string[] = []
    const tell = (event: { type: string; state?: string; step?: string }) => {
      if (event.state === 'restarting') restarts.push(event.step ?? '')
    }
    // As through an elevated helper: nothing but what the plan is bound to.
    const helper = boundTo(plan, session)
    expect(await runPlan(plan, contextOf(helper, journal, { tell, plain: session }))).toEqual({ state: 'done' })
    expect(scenario.done(machine.state())).toBe(true)
    expect(restarts.length).toBeLessThanOrEqual(1)

    const again = await reviewPlan(plan, session)
    expect(again.entries.filter(({ verdict }) => verdict.kind !== 'satisfied')).toEqual([])
    // What was journalled is what the procedures make.
    expect(planOfJournal(journal).shape).toBe(plan.shape)

    expect(await undoPlan(plan, contextOf(helper, journal, { plain: session }))).toEqual({ state: 'undone' })
    expect(comparable(scenario, machine)).toEqual(before)
    await journal.close()
  })
})
