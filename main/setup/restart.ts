import { SlipwayError } from '../../preload/contract/explained.ts'
import { restartCall } from './plan.ts'
import { type RunContext, StepFailure } from './run-context.ts'

/** Installing features goes on during the restart: servers with slow disks take more than ten minutes. */
const restartDeadline = 30 * 60_000

/** Windows may mend its clock after a start, and the boot time moves with it: less than a second is no restart. */
export const isSameBoot = (one: number, other: number): boolean => Math.abs(one - other) < 1000

/** Restarts the host and waits for it. False when a person must restart this machine. */
export async function restartHost(step: string, context: RunContext): Promise<boolean> {
  const boot = await context.session.bootTime()
  await context.journal.write({ type: 'restart', step, boot })
  return finishRestart(step, boot, context)
}

/**
 * Goes on with a restart that was begun when the host's boot time was `boot`: seen already, still under way, or lost
 * together with the call that should have made it.
 */
export async function finishRestart(step: string, boot: number, context: RunContext): Promise<boolean> {
  const now = await bootTimeIfAwake(context)
  const same = now !== null && isSameBoot(now, boot)
  if (same) {
    if (context.restart === 'pause') {
      context.tell?.({ type: 'step', step, state: 'awaiting-restart' })
      return false
    }
    context.tell?.({ type: 'step', step, state: 'restarting' })
    await askForRestart(step, context)
  }
  if (same || now === null) {
    await context.session.waitForRestart(boot, {
      deadline: restartDeadline,
      ...(context.signal ? { signal: context.signal } : {}),
    })
  }
  await context.journal.write({ type: 'restarted', step, boot: await context.session.bootTime() })
  context.tell?.({ type: 'step', step, state: 'done' })
  return true
}

/** Null while the host does not answer. */
async function bootTimeIfAwake({ session }: RunContext): Promise<number | null> {
  try {
    return await session.bootTime()
  } catch (error) {
    if (isLost(error)) return null
    throw error
  }
}

async function askForRestart(step: string, context: RunContext): Promise<void> {
  try {
    const { errors } = await context.session.invoke(restartCall)
    // ERROR_SHUTDOWN_IN_PROGRESS and ERROR_SHUTDOWN_IS_SCHEDULED: it restarts already.
    const refused = errors.filter(
      ({ hresult }) => hresult === null || ![0x8007045b, 0x800704a6].includes(hresult >>> 0),
    )
    if (refused.length > 0) throw new StepFailure(step, context.explainErrors(refused))
  } catch (error) {
    // The session goes down with the host.
    if (!isLost(error)) throw error
  }
}

const isLost = (error: unknown): boolean => error instanceof SlipwayError && error.explained.code === 'session-lost'
