import { explainErrors, explainThrown, explainVerdict } from '../../../main/setup/explain-host.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import type { RunContext, RunJournal } from '../../../main/setup/run-context.ts'

/** A run's surroundings without a test around it. */
export function plainContext(session: HostSession, journal: RunJournal, more: Partial<RunContext> = {}): RunContext {
  return {
    session,
    journal,
    restart: 'wait',
    explainErrors,
    explainVerdict,
    explain: explainThrown,
    ...more,
  }
}
