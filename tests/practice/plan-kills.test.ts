import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { Journal } from '../../main/setup/journal.ts'
import { planOfJournal } from '../../main/setup/journal-check.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { bundleWorker, runAndKill } from '../support/setup/killable.ts'
import { plainContext } from '../support/setup/plain-context.ts'
import { lasting, practiceMachine } from '../support/setup/practice.ts'
import { newJournal } from '../support/setup/run-plan.ts'
import { comparable, prepare } from '../support/setup/scenario-plan.ts'
import { type Scenario, scenarios } from '../support/setup/scenarios.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** An apply takes a noticeable while, so that a kill finds it at work. */
const pace = 0.05

const made = temporaryFolder('slipway-kills-')
let worker = ''
beforeAll(async () => {
  worker = await bundleWorker(made.path)
})
afterAll(() => made.remove())

/** A scenario's machine, its plan journalled, in a folder of this name. */
async function start(scenario: Scenario, folder: string, name: string) {
  const machine = practiceMachine(join(folder, name), scenario.preset, undefined, pace)
  const { session, plan } = await prepare(scenario, machine)
  const before = comparable(scenario, machine)
  const path = join(folder, `${name}.jsonl`)
  await (await newJournal(path, plan, session)).close()
  return { machine, session, before, path }
}

async function settled(machine: PracticeMachine) {
  await machine.edit(() => undefined)
  return machine.state()
}

// Each machine lives in this process, which goes on; what is killed is another. They wait more than they work: side by side.
describe.concurrent('killed with SIGKILL at three calls, a run is resumed by another process, and undone', () => {
  it.each(scenarios.map((scenario) => [scenario.title, scenario] as const))(
    '%s',
    { timeout: 120_000 },
    async (_, scenario) => {
      const folder = join(made.path, String(scenarios.indexOf(scenario)))
      const whole = await start(scenario, folder, 'whole')
      const { end, changes } = await runAndKill(worker, whole.path, whole.session, null)
      expect(end).toEqual({ state: 'done' })
      expect(changes.length).toBeGreaterThan(1)
      const wanted = lasting(await settled(whole.machine))

      const moments = [
        { at: 0, when: 'during' },
        { at: Math.floor(changes.length / 2), when: 'after' },
        { at: changes.length - 1, when: 'during' },
      ] as const
      for (const [place, moment] of moments.entries()) {
        const name = `killed ${place}`
        const { machine, session, before, path } = await start(scenario, folder, name)
        expect((await runAndKill(worker, path, session, moment)).end, name).toBeNull()
        // At once, while the host may still be at work on what the dead process asked for.
        const again = await runAndKill(worker, path, session, null)
        expect(again.end, name).toEqual({ state: 'done' })
        await again.hostIsDone
        expect(lasting(await settled(machine)), name).toEqual(wanted)
        const journal = await Journal.open(path)
        expect(await undoPlan(planOfJournal(journal), plainContext(session, journal)), name).toEqual({
          state: 'undone',
        })
        await journal.close()
        await settled(machine)
        expect(comparable(scenario, machine), name).toEqual(before)
      }
    },
  )
})
