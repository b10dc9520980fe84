import type { Call, CallError, CallOutcome } from './call.ts'
import type { Evidence, LookedAt } from './condition.ts'
import type { HostSession } from './host/session.ts'
import type { Look } from './step.ts'

/** What came of looking: the evidence, and the errors of looks that failed. */
export interface Looked {
  readonly evidence: Evidence
  readonly errors: readonly CallError[]
}

/** Answers of one pass over a host, so that steps that ask the same are answered once. */
export type LookMemory = Map<string, Promise<CallOutcome>>

/** A look reads; what takes longer than this has hung, ms. */
const lookDeadline = 60_000

/** Looks one after the other. Rejects only when the session itself fails. */
export async function lookAt(
  session: HostSession,
  looks: readonly Look[],
  { memory = new Map(), signal }: { memory?: LookMemory; signal?: AbortSignal } = {},
): Promise<Looked> {
  const evidence: Record<string, LookedAt> = {}
  const errors: CallError[] = []
  for (const look of looks) {
    const outcome = await ask(session, look.call, memory, signal)
    const failed = outcome.errors.filter(({ id }) => !meansAbsent(look, id))
    errors.push(...failed)
    evidence[look.name] = { objects: failed.length > 0 ? null : outcome.objects, exitCode: outcome.exitCode }
  }
  return { evidence, errors }
}

function ask(session: HostSession, call: Call, memory: LookMemory, signal?: AbortSignal): Promise<CallOutcome> {
  const key = JSON.stringify(call)
  const known = memory.get(key)
  if (known) return known
  const asked = session.invoke(call, { deadline: lookDeadline, ...(signal ? { signal } : {}) })
  memory.set(key, asked)
  return asked
}

/** By the whole id or by its first part, which is the cause; the second is the cmdlet's class. */
function meansAbsent({ absentWhen = [] }: Look, id: string): boolean {
  return absentWhen.includes(id) || absentWhen.includes(id.split(',')[0] ?? '')
}
