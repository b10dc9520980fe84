import { expect, it } from 'vitest'
import type { CallOutcome, Reading } from '../../../main/setup/call.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { waitForHostWork } from '../../../main/setup/host-work.ts'
import type { RunContext } from '../../../main/setup/run-context.ts'
import type { Step } from '../../../main/setup/step.ts'

/** A run on a host that answers these one after the other, the last again and again. */
function contextOf(answers: readonly (Reading | null)[], signal?: AbortSignal) {
  let asked = 0
  let time = 0
  const told: string[] = []
  const invoke = async (): Promise<CallOutcome> => {
    const answer = answers[Math.min(asked++, answers.length - 1)]
    return { objects: answer ? [answer] : [], errors: [], exitCode: null, output: '', errorOutput: '' }
  }
  const context = {
    session: { invoke } as unknown as HostSession,
    now: () => time,
    wait: async (milliseconds: number) => {
      time += milliseconds
    },
    tell: (event: { type: string }) => told.push(event.type),
    ...(signal ? { signal } : {}),
  } as unknown as RunContext
  return { context, told, asked: () => asked, time: () => time }
}
const quick = { restart: 'never' } as Step
const servicing = { restart: 'may', deadline: 30 * 60_000 } as Step

it('H14: a call that still runs is waited for, and told once', async () => {
  const { context, told, asked } = contextOf([{ Call: true }, { Call: true }, { Call: false }])
  await waitForHostWork('one', quick, context)
  expect([asked(), told]).toEqual([3, ['stream']])
})

it('H14: servicing is waited for only where parts of Windows are changed', async () => {
  const answers = [
    { Call: false, Servicing: true },
    { Call: false, Servicing: true },
    { Call: false, Servicing: false },
  ]
  const one = contextOf(answers)
  await waitForHostWork('one', quick, one.context)
  expect(one.asked()).toBe(1)
  const other = contextOf(answers)
  await waitForHostWork('one', servicing, other.context)
  expect(other.asked()).toBe(3)
})

it('H14: what cannot be read hinders nothing, and what never ends is an error at the step’s deadline', async () => {
  await waitForHostWork('one', servicing, contextOf([null]).context)
  await waitForHostWork('one', servicing, contextOf([{ Call: null, Servicing: null }]).context)
  const endless = contextOf([{ Call: true }])
  await expect(waitForHostWork('one', servicing, endless.context)).rejects.toMatchObject({
    explained: { code: 'host-at-work' },
  })
  expect(endless.time()).toBe(30 * 60_000)
})

it('H14: waiting can be cancelled', async () => {
  const reason = new Error('cancelled')
  const { context } = contextOf([{ Call: true }], AbortSignal.abort(reason))
  await expect(waitForHostWork('one', quick, context)).rejects.toBe(reason)
})
