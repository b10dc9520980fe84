import type { Setup } from '../../../main/setup/setup.ts'
import type { RunRow } from '../../../preload/contract/setup.ts'

/** States in which a run needs nothing, or waits for a person. */
export const ended = ['done', 'failed', 'undone', 'cancelled', 'awaiting-restart'] as const

/** The run's row once it is in one of these states. */
export async function until(setup: Setup, run: string, states: readonly RunRow['state'][]): Promise<RunRow> {
  for await (const _ of setup.runs.watch()) {
    const row = setup.runs.get(run)
    if (row && states.includes(row.state)) return row
  }
  throw new Error('The list ended')
}
