import type { HostSession } from '../../../main/setup/host/session.ts'
import { Journal } from '../../../main/setup/journal.ts'
import { planOfJournal } from '../../../main/setup/journal-check.ts'
import { runPlan } from '../../../main/setup/run.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { plainContext } from './plain-context.ts'

/** The program that kill tests kill: it goes on with a journal, on a host that lives in the process that started it. */

type Answer = { id: number; result?: unknown; code?: string; message?: string }
const waiting = new Map<number, (answer: Answer) => void>()
let count = 0
process.on('message', (answer: Answer) => {
  waiting.get(answer.id)?.(answer)
  waiting.delete(answer.id)
})

async function ask<Result>(method: string, ...given: unknown[]): Promise<Result> {
  const id = count++
  const answer = await new Promise<Answer>((resolve) => {
    waiting.set(id, resolve)
    process.send?.({ id, method, given })
  })
  if (answer.code === undefined) return answer.result as Result
  throw new SlipwayError({ code: answer.code, message: answer.message ?? '', remedy: '' })
}

const session: HostSession = {
  name: 'the test’s machine',
  elevated: true,
  invoke: (call) => ask('invoke', call),
  bootTime: () => ask('bootTime'),
  waitForRestart: (previous) => ask('waitForRestart', previous),
  put: () => Promise.reject(new Error('Not needed')),
  get: () => Promise.reject(new Error('Not needed')),
  close: () => Promise.resolve(),
}

const journal = await Journal.open(process.argv[2] ?? '')
const end = await runPlan(planOfJournal(journal), plainContext(session, journal))
process.send?.({ end }, () => process.exit(0))
