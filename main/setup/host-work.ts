import { clock, pause, type RunContext, StepFailure } from './run-context.ts'
import type { Step } from './step.ts'

/** Milliseconds: as long as one call of an apply may take where its step does not say. */
const defaultDeadline = 120_000
const gap = 1000

/**
 * Waits while the host is still at work on what a process asked for that is gone: a call of Slipway that its runner
 * there goes on with, or, where the step changes parts of Windows, its servicing. What cannot be read hinders nothing:
 * the step is looked at anyhow. Throws a StepFailure `host-at-work` when it takes longer than the step's apply may.
 */
export async function waitForHostWork(id: string, step: Step, context: RunContext): Promise<void> {
  const end = clock(context) + (step.deadline ?? defaultDeadline)
  for (let told = false; await isAtWork(step, context); told = true) {
    if (clock(context) >= end) throw new StepFailure(id, hostAtWork)
    context.signal?.throwIfAborted()
    if (!told) context.tell?.({ type: 'stream', step: id, item: { stream: 'information', text: waiting } })
    await pause(context, gap)
  }
}

async function isAtWork(step: Step, { session }: RunContext): Promise<boolean> {
  const { objects } = await session.invoke({ run: 'Get-SlipwayWork', take: ['Call', 'Servicing'] })
  const [seen] = objects
  return seen?.Call === true || (step.restart !== 'never' && seen?.Servicing === true)
}

const waiting = 'The host is still at work on what was asked for before. Waiting for its end.'

const hostAtWork = {
  code: 'host-at-work',
  message: 'The host is still at work on an earlier change.',
  cause: 'A call of Slipway still runs there, or Windows installs updates or features.',
  remedy: 'Wait until it has ended (TiWorker.exe is gone), then retry.',
  detail: '',
}
