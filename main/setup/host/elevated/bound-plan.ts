import { createHash } from 'node:crypto'
import type { Call } from '../../call.ts'

/** What one elevated runner may do: the text that it is given, and its hash, which its command line carries. */
export interface BoundPlan {
  readonly text: string
  readonly sha256: string
}

/** What an elevated runner looks at, or is asked for, on every host. */
const always: readonly Call[] = [
  { run: 'Get-CimInstance' },
  { run: 'Get-SlipwayPendingRestart' },
  { run: 'Get-SlipwayWindowsVersion' },
  { run: 'Get-SlipwayWork' },
  { run: 'Restart-Computer' },
]

/**
 * Binds a plan: `content` is whatever makes the plan (procedures and parameters, in canonical form), `calls` those that
 * its steps can issue. Only the names of their commands are allowed, whatever a later message says.
 */
export function bindPlan(content: object, calls: readonly Call[]): BoundPlan {
  const commands = new Set([...always, ...calls].map((call) => ('native' in call ? call.native : call.run)))
  const text = JSON.stringify({ plan: content, commands: [...commands].sort() })
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex') }
}
