import { setTimeout as pause } from 'node:timers/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { HostSession, InvokeOptions } from './session.ts'

/** Windows may mend its clock after a start, and the boot time moves with it: less than this is no restart. */
const clockStep = 1000

/**
 * Asks for the boot time until it is another one. A host that answers may still be the old one on its way down, so an
 * answer alone proves nothing. Rejects with a SlipwayError `restart-not-seen` after `deadline` milliseconds (600,000).
 */
export async function waitForOtherBoot(
  session: Pick<HostSession, 'name' | 'bootTime'>,
  previous: number,
  { signal, deadline = 600_000, every = 2000 }: InvokeOptions & { every?: number } = {},
): Promise<void> {
  const end = Date.now() + deadline
  let last = 'It went on answering with the old boot time.'
  while (true) {
    const left = end - Date.now()
    if (left <= 0) break
    try {
      const time = await session.bootTime({ signal, deadline: Math.min(left, 30_000) })
      if (Math.abs(time - previous) >= clockStep) return
    } catch (error) {
      signal?.throwIfAborted()
      last = error instanceof Error ? error.message : String(error)
    }
    await pause(Math.min(every, Math.max(0, end - Date.now())), undefined, { signal })
  }
  throw new SlipwayError({
    code: 'restart-not-seen',
    message: `${session.name} did not come back from its restart within ${Math.round(deadline / 1000)} seconds.`,
    cause: 'It waits at its console, installs updates, or did not restart at all.',
    remedy: 'Look at its console. Once it is back, resume the plan: it looks again before it goes on.',
    detail: last,
  })
}
