import type { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import { readFacts } from '../../../main/setup/facts.ts'
import { buildPlan } from '../../../main/setup/plan.ts'
import { lasting } from './practice.ts'
import type { Scenario } from './scenarios.ts'

/** A session with the machine, and the scenario's plan on it. */
export async function prepare(scenario: Scenario, machine: PracticeMachine) {
  const session = practiceSession(machine)
  const { facts } = await readFacts(session)
  return { session, plan: buildPlan(session.name, scenario.choices, facts) }
}

/** The machine's state that an undo must give back. */
export function comparable({ choices, forget }: Scenario, machine: PracticeMachine): unknown {
  const state = structuredClone(machine.state())
  const [choice] = choices
  if (choice?.procedure === 'nested-virtualization') forget?.(state, choice.parameters.vm)
  return lasting(state)
}
