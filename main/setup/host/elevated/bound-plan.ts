import { createHash, randomUUID } from 'node:crypto'
import type { Call } from '../../call.ts'

/** What one elevated runner may do: the text that it is given, and its hash, which its command line carries. */
export interface BoundPlan {
  /** Its salt is in no command line: who does not have the whole text cannot open the helper in Slipway's place. */
  readonly text: string
  readonly sha256: string
  /** Commands that it names, sorted. */
  readonly commands: readonly string[]
}

/** What every run looks at through the session that changes: whether the host is still at work. */
const always: readonly string[] = ['Get-SlipwayWork']

/**
 * Binds a plan: `content` is whatever makes the plan (procedures and parameters), `named` the commands that its steps can
 * issue. Only these names are allowed, whatever a later message says.
 */
export function bindPlan(content: object, named: readonly string[]): BoundPlan {
  const commands = [...new Set([...always, ...named])].sort()
  const text = JSON.stringify({ plan: content, commands, salt: randomUUID() })
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), commands }
}

/** The name by which a helper knows a call. */
export const nameOf = (call: Call): string => ('native' in call ? call.native : call.run)
