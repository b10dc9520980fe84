import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { simulatedCommands } from '../../main/practice/machine/command-table.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { buildPlan } from '../../main/setup/plan.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { callCases, commandOf, issuedCalls, signatureOf, tellingSession } from '../support/setup/issued-calls.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { contextOf, newJournal } from '../support/setup/run-plan.ts'
import type { WizardCase } from '../support/setup/wizard-cases.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { documentedCalls } from '../unit/practice-machine/documented-calls.ts'

const folder = temporaryFolder('slipway-calls-')
afterAll(() => folder.remove())
let count = 0

const issued = new Map<string, WizardCase>()
/** The cases that each issue a call in a way that none before them does. */
const needed: WizardCase[] = []
beforeAll(async () => {
  for (const one of callCases()) {
    const { calls, runs } = await issuedCalls(one, join(folder.path, String(count++)))
    for (const call of calls) expect(simulatedCommands(), JSON.stringify(call)).toContain(commandOf(call))
    if (!runs) continue
    const fresh = calls.map(signatureOf).filter((signature) => !issued.has(signature))
    for (const signature of fresh) issued.set(signature, one)
    if (fresh.length > 0) needed.push(one)
  }
})

it('P3: every call that a plan can issue, with the parameters that it has there, succeeds on a practice machine', async () => {
  // What is documented is proved by documented-calls.test.ts.
  const succeeded = new Set(documentedCalls.map(({ success }) => signatureOf(success.call)))
  const tell = (call: Parameters<typeof signatureOf>[0], well: boolean) => {
    if (well) succeeded.add(signatureOf(call))
  }
  for (const one of needed) {
    const machine = practiceMachine(join(folder.path, String(count++)), one.preset.name)
    const session = tellingSession(practiceSession(machine), tell)
    const plan = buildPlan(session.name, one.choices, (await readFacts(session)).facts)
    const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
    await runPlan(plan, contextOf(session, journal))
    await undoPlan(plan, contextOf(session, journal))
    await session.invoke({ run: 'Get-SlipwayWork' })
    await journal.close()
  }
  expect(issued.size).toBeGreaterThan(30)
  expect([...issued.keys()].filter((signature) => !succeeded.has(signature))).toEqual([])
})
