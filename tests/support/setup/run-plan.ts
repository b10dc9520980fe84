import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { Journal } from '../../../main/setup/journal.ts'
import type { Plan } from '../../../main/setup/plan.ts'
import { reviewPlan } from '../../../main/setup/plan.ts'
import type { RunContext, RunJournal } from '../../../main/setup/run-context.ts'
import { plainContext } from './plain-context.ts'

/** A folder of this test alone, gone with it. */
export async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-setup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function newJournal(path: string, plan: Plan, session: HostSession): Promise<Journal> {
  const { id } = await reviewPlan(plan, session)
  return Journal.create(path, {
    version: 1,
    id: 'run-1',
    title: 'Containers feature',
    target: plan.target,
    by: 'tester',
    program: 'test',
    plan: id,
    shape: plan.shape,
    procedures: [...plan.procedures],
    facts: plan.facts,
  })
}

/** A run's surroundings whose waits take no time. */
export function contextOf(session: HostSession, journal: RunJournal, more: Partial<RunContext> = {}): RunContext {
  let time = 0
  return plainContext(session, journal, {
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds
    },
    ...more,
  })
}
