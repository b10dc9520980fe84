import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../main/practice/machine/presets/catalogue.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { buildPlan } from '../../main/setup/plan.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'
import { bundleWorker, runAndKill } from '../support/setup/killable.ts'
import { lasting } from '../support/setup/practice.ts'
import { newJournal } from '../support/setup/run-plan.ts'
import { containers, hyperV, nested } from '../support/setup/scenarios.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Seconds of a practice second: adding a feature takes more than a second, much longer than a process to start. */
const pace = 0.3

const made = temporaryFolder('slipway-slow-')
let worker = ''
beforeAll(async () => {
  worker = await bundleWorker(made.path)
})
afterAll(() => made.remove())

async function start(name: string, preset: string, choices: readonly ProcedureChoice[]) {
  const make = findPreset(preset)?.make
  if (!make) throw new Error(`There is no practice machine ${preset}`)
  const machine = new PracticeMachine({ name: preset, folder: join(made.path, name), make, pace })
  const session = practiceSession(machine)
  const plan = buildPlan(session.name, choices, (await readFacts(session)).facts)
  const path = join(made.path, `${name}.jsonl`)
  await (await newJournal(path, plan, session)).close()
  return { machine, session, path }
}

const nat = { name: 'NAT', address: '192.168.100.1', prefixLength: 24 }

/** Every kind of apply that takes time, once: parts of Windows on server and client, services, VMs, network, restarts. */
const plans: readonly (readonly [string, string, readonly ProcedureChoice[]])[] = [
  ['H3 on a server', 'server-2022', [containers]],
  ['H3 on a client', 'windows-11', [containers]],
  [
    'H4 with NAT',
    'server-2022-vm-nested',
    [{ procedure: 'hyper-v', parameters: { ...hyperV.parameters, managementTools: 'powershell', nat } as never }],
  ],
  ['H5', 'hyperv-host', [nested({})]],
]

describe.concurrent('the host goes on with what a killed process asked for', () => {
  it.each(plans)(
    '%s: whatever it was, it is waited for and not asked for again',
    { timeout: 180_000 },
    async (title, preset, choices) => {
      const whole = await start(`${title} whole`, preset, choices)
      const { end, changes } = await runAndKill(worker, whole.path, whole.session, null)
      expect(end).toEqual({ state: 'done' })
      const wanted = lasting(whole.machine.state())
      await Promise.all(
        changes.map(async (call, at) => {
          const name = `${title} ${at} ${'run' in call ? call.run : call.native}`
          const { machine, session, path } = await start(name, preset, choices)
          const cut = await runAndKill(worker, path, session, { at, when: 'during' })
          expect(cut.end, name).toBeNull()
          const resumed = await runAndKill(worker, path, session, null)
          expect(resumed.end, name).toEqual({ state: 'done' })
          expect([...cut.changes, ...resumed.changes], name).toEqual(changes)
          expect(lasting(machine.state()), name).toEqual(wanted)
        }),
      )
      expect(changes.length).toBeGreaterThan(1)
    },
  )
})
