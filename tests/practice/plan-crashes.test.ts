import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Journal } from '../../main/setup/journal.ts'
import { planOfJournal } from '../../main/setup/journal-check.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { CrashPoint, crashingJournal, crashingSession } from '../support/setup/crash.ts'
import { lasting, practiceMachine } from '../support/setup/practice.ts'
import { contextOf, newJournal, privateFolder } from '../support/setup/run-plan.ts'
import { comparable, prepare } from '../support/setup/scenario-plan.ts'
import { scenarios } from '../support/setup/scenarios.ts'

/** Each plan has some sixty moments, each with a run, a resume and an undo: all plans take minutes. */
const replayed = scenarios.filter(({ first }) => first || process.env.SLIPWAY_TEST_ALL === '1')
const limit = 240_000

describe.each(replayed)('$title', (scenario) => {
  it(
    'cut off at any moment of the run, it is resumed to the same end, and undone to the same beginning',
    async () => {
      const folder = await privateFolder()
      let moments = 0
      let end: unknown
      for (let at = -1; ; at++) {
        const name = `at-${at}`
        const machine = practiceMachine(join(folder, name), scenario.preset)
        const { session, plan } = await prepare(scenario, machine)
        const before = comparable(scenario, machine)
        const path = join(folder, `${name}.jsonl`)
        const journal = await newJournal(path, plan, session)
        const point = new CrashPoint(at)
        const crashing = contextOf(crashingSession(session, point), crashingJournal(journal, point))
        await runPlan(plan, crashing).catch(() => undefined)
        await journal.close()
        // The first round is not cut off: its end is the end.
        if (at < 0) {
          end = lasting(machine.state())
          continue
        }
        if (!point.crashed) break
        moments += 1
        const resumed = await Journal.open(path)
        expect(planOfJournal(resumed).shape).toBe(plan.shape)
        expect(await runPlan(plan, contextOf(session, resumed)), name).toEqual({ state: 'done' })
        expect(lasting(machine.state()), `end, ${name}`).toEqual(end)
        const undo = at % 3 === 0
        if (undo) {
          expect(await undoPlan(plan, contextOf(session, resumed)), name).toEqual({ state: 'undone' })
          expect(comparable(scenario, machine), `beginning, ${name}`).toEqual(before)
        }
        await resumed.close()
      }
      expect(moments).toBeGreaterThan(10)
      expect(end).not.toBeUndefined()
    },
    limit,
  )

  it(
    'cut off at any moment and not resumed, it is undone to the same beginning',
    async () => {
      const folder = await privateFolder()
      for (let at = 0; ; at++) {
        const name = `at-${at}`
        const machine = practiceMachine(join(folder, name), scenario.preset)
        const { session, plan } = await prepare(scenario, machine)
        const before = comparable(scenario, machine)
        const path = join(folder, `${name}.jsonl`)
        const journal = await newJournal(path, plan, session)
        const point = new CrashPoint(at)
        await runPlan(plan, contextOf(crashingSession(session, point), crashingJournal(journal, point))).catch(
          () => undefined,
        )
        await journal.close()
        if (!point.crashed) break
        const resumed = await Journal.open(path)
        // A host that is on its way through a restart is waited for.
        const started = await session.bootTime().catch(() => null)
        if (started === null) await session.waitForRestart(0)
        expect(await undoPlan(plan, contextOf(session, resumed)), name).toEqual({ state: 'undone' })
        expect(comparable(scenario, machine), `beginning, ${name}`).toEqual(before)
        await resumed.close()
      }
    },
    limit,
  )
})
